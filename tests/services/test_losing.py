"""Lost deals come back: to the scouts on their day, with the reason in view, if the rules allow it then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import negotiating
from pipeline_tui.services.losing import lose_deal, proposed_win_back
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import deals
from tests.shops import Line

BACK = date(2027, 3, 3)


@pytest.fixture
def lost(line: Line) -> tuple[Line, int, int]:
    """Return a shop in which a deal is about to be lost: contact and deal."""
    hugo = line.viewer("Hugo")
    contact = line.contact("Petit", stage=Stage.HUNTING, owner=hugo)
    with line.shop.store.act() as tx:
        deal = deals.open_deal(tx, hugo, contact, step="brief-taken", currency="EUR", now=line.at)
    return line, contact, deal


def lose(line: Line, deal: int, **told: object) -> Deal:
    return lose_deal(line.shop, line.viewer("Hugo"), deal, "price", act=line.act(), **told)  # type: ignore[arg-type]


def test_the_contact_waits_for_its_day_and_is_then_the_scouts_with_the_reason(
    lost: tuple[Line, int, int],
) -> None:
    line, contact, deal = lost
    told = lose(line, deal, competitor="Dupont", competitor_minor=90000, win_back=BACK)
    assert (told.win_back_on, told.competitor, told.competitor_minor) == (BACK, "Dupont", 90000)
    stands = line.position(contact)
    assert (stands["stage"], stands["owner_id"], stands["blocker"]) == (
        "scouting",
        None,
        Blocker.WAITING.value,
    )
    with pytest.raises(NothingToCall) as nothing:
        line.claim(line.viewer("Sam"))
    assert nothing.value.queue.blockers == {Blocker.WAITING: 1}
    line.at = line.at.replace(year=2027, month=3, day=2, hour=20)
    with pytest.raises(NothingToCall):
        line.claim(line.viewer("Sam"))
    line.at = line.at.replace(day=3, hour=9, minute=30)
    desk = line.claim(line.viewer("Sam"))
    assert desk.contact_id == contact
    assert desk.lost is not None
    assert (desk.lost.on, desk.lost.reason, desk.lost.competitor, desk.lost.competitor_minor) == (
        date(2026, 11, 23),
        "price",
        "Dupont",
        90000,
    )
    assert [past.what for past in desk.before] == [], "what the hunters wrote stays with them"


def test_the_day_is_the_playbook_s_unless_another_is_named(lost: tuple[Line, int, int]) -> None:
    line, _contact, deal = lost
    told = lose(line, deal)
    assert told.win_back_on == proposed_win_back(line.shop) == line.shop.today() + timedelta(days=330)


def test_undo_opens_it_again_where_it_was(lost: tuple[Line, int, int]) -> None:
    line, contact, deal = lost
    before = line.position(contact)
    known = negotiating.deals(line.shop, line.viewer("Hugo"))
    lose(line, deal)
    assert undo(line.shop, line.viewer("Hugo"), act=line.act()).verb == "deal_lost"
    after = line.position(contact)
    assert {**after, "version": 0, "bucket_id": 0} == {**before, "version": 0, "bucket_id": 0}
    assert negotiating.deals(line.shop, line.viewer("Hugo")) == known
    assert line.broken() == ""


def test_a_scout_who_has_them_in_hand_has_built_on_it(lost: tuple[Line, int, int]) -> None:
    line, _contact, deal = lost
    lose(line, deal, win_back=line.shop.today() + timedelta(days=1))
    line.later(days=1)
    line.claim(line.viewer("Sam"))
    with pytest.raises(Refused):
        undo(line.shop, line.viewer("Hugo"), act=line.act())


def test_the_gate_decides_on_the_day(line: Line) -> None:
    hugo = line.viewer("Hugo")
    contact = line.contact("Petit", stage=Stage.HUNTING, owner=hugo, consent=False)
    with line.shop.store.act() as tx:
        deal = deals.open_deal(tx, hugo, contact, step="brief-taken", currency="EUR", now=line.at)
    lose(line, deal, win_back=line.shop.today() + timedelta(days=7))
    line.later(days=8)
    with pytest.raises(NothingToCall) as nothing:
        line.claim(line.viewer("Sam"))
    assert nothing.value.queue.blockers == {Blocker.NO_BASIS: 1}


@pytest.mark.parametrize("days", [0, -1])
def test_a_day_that_is_not_to_come_is_refused(lost: tuple[Line, int, int], days: int) -> None:
    line, contact, deal = lost
    with pytest.raises(UsageTrouble):
        lose(line, deal, win_back=line.shop.today() + timedelta(days=days))
    assert line.position(contact)["stage"] == "hunting"
