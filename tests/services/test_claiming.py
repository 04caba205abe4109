"""Taking contacts in hand: who may, what is passed over, what holds, and what a retry changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from pipeline_tui.domain.calling import Verdict
from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import HoldLost, Refused
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import claiming, dialling, drafting
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.storage import holds, rights
from tests.shops import Line


@pytest.mark.parametrize("name", ["Hugo", "Fatou", "Mona"])
def test_only_scouts_take_from_the_queue(line: Line, name: str) -> None:
    line.contact()
    with pytest.raises(Refused, match="Not your stage"):
        line.claim(line.viewer(name))
    assert line.verbs() == []


@pytest.mark.parametrize(("name", "stage"), [("Hugo", Stage.HUNTING), ("Fatou", Stage.FARMING)])
def test_no_act_of_another_stage_brings_a_scout_s_contact(line: Line, name: str, stage: Stage) -> None:
    """The next contact comes from the queue only to who scouts, whatever asks for it."""
    viewer = line.viewer(name)
    line.contact("Cold")
    own = line.contact("Own", stage=stage, owner=viewer)
    desk = claiming.take(line.shop, viewer, own, act=line.act())
    dialling.dial(line.shop, viewer, desk.token, act=line.act())
    told = dialling.record_outcome(
        line.shop, viewer, desk.token, "no-answer", act=line.act(), then_next=True, next_act=line.act()
    )
    assert (told.desk, told.empty, line.holders()) == (None, None, {})
    desk = claiming.take(line.shop, viewer, own, act=line.act())
    skipped = claiming.skip(line.shop, viewer, desk.token, act=line.act(), next_act=line.act())
    assert (skipped.desk, skipped.empty, line.holders()) == (None, None, {})


def test_taking_an_own_contact(line: Line) -> None:
    hugo, hana = line.viewer("Hugo"), line.viewer("Hana")
    first = line.contact(stage=Stage.HUNTING, owner=hugo)
    second = line.contact(stage=Stage.HUNTING, owner=hugo)
    with pytest.raises(Refused, match="Not on your desk"):
        claiming.take(line.shop, hana, first, act=line.act())
    act = line.act()
    desk = claiming.take(line.shop, hugo, first, act=act)
    before = line.image()
    assert claiming.take(line.shop, hugo, first, act=act) == desk
    assert line.image() == before
    desk = claiming.take(line.shop, hugo, second, act=line.act())
    assert line.holders() == {hugo.operator_id: second}
    assert line.one("SELECT detail FROM journal ORDER BY rowid DESC LIMIT 1")[0] == f'{{"let_go":{first}}}'
    dialling.dial(line.shop, hugo, desk.token, act=line.act())
    with pytest.raises(Refused, match="awaits its outcome"):
        claiming.take(line.shop, hugo, first, act=line.act())
    line.later(minutes=2)
    again = claiming.take(line.shop, hugo, second, act=line.act())
    assert again.call is not None  # the call of the lapsed hold still awaits its outcome
    assert not line.broken()


@pytest.mark.parametrize("fraction", [0.0, 0.4, 0.999])
def test_the_last_second_of_a_lease_still_holds(line: Line, fraction: float) -> None:
    hugo = line.viewer("Hugo")
    own = line.contact(stage=Stage.HUNTING, owner=hugo)
    desk = claiming.take(line.shop, hugo, own, act=line.act())
    desk = dialling.dial(line.shop, hugo, desk.token, act=line.act())
    line.later(seconds=60 + fraction)
    again = claiming.take(line.shop, hugo, own, act=line.act())
    assert (again.token, again.call) == (desk.token, desk.call)


def test_a_contact_whose_ground_ran_out_is_passed_over(line: Line) -> None:
    stale, good = line.contact(), line.contact()
    with line.shop.store.act() as tx:
        known = tx.value("SELECT id FROM basis WHERE contact_id = :contact", {"contact": stale})
        rights.revoke(tx, known, line.at, act=line.act(), operator_id=None, channel="", evidence="")
    assert line.claim(line.viewer("Sam")).contact_id == good
    assert line.position(stale)["blocker"] == "no-basis"
    assert line.verbs() == ["claimed", "passed_over", "claimed"]
    with pytest.raises(NothingToCall) as nothing:
        line.claim(line.viewer("Paul"))
    assert nothing.value.data["blockers"] == {"no-basis": 1, "on-another-desk": 1}


def test_passing_over_touches_nobody_else_s_hold(line: Line) -> None:
    """The process stood still for longer than its lease, and a colleague took the contact meanwhile."""
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    contact = line.contact()
    desk = line.claim(sam)
    with line.shop.store.read() as tx:
        hold = holds.current(tx, sam.operator_id)
    assert hold is not None
    line.later(minutes=2)
    taken = line.claim(paul)
    assert taken.contact_id == contact
    before = line.image()
    claiming._pass_over(line.shop, sam, hold, Verdict(False))
    assert line.image() == before
    with pytest.raises(HoldLost):
        claiming.renew(line.shop, sam, desk.token)


def test_release_puts_it_back_and_is_idempotent(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact()
    before = line.position(contact)
    desk, act = line.claim(sam), line.act()
    claiming.release(line.shop, sam, desk.token, act=act)
    after = line.position(contact)
    assert {**after, "version": 1} == before
    image = line.image()
    claiming.release(line.shop, sam, desk.token, act=act)
    assert line.image() == image
    with pytest.raises(HoldLost):
        claiming.release(line.shop, sam, desk.token, act=line.act())
    assert line.verbs() == ["claimed", "released"]


def test_a_dialled_contact_is_not_released_nor_skipped(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk, before = line.call(sam), line.image()
    with pytest.raises(Refused, match="awaits its outcome"):
        claiming.release(line.shop, sam, desk.token, act=line.act())
    with pytest.raises(Refused, match="awaits its outcome"):
        claiming.skip(line.shop, sam, desk.token, act=line.act(), next_act=line.act())
    assert line.image() == before


@pytest.mark.parametrize("act", ["renew", "release", "skip", "dial", "outcome", "draft"])
@pytest.mark.parametrize("how", ["other's", "spent", "lapsed", "unknown"])
def test_a_token_that_is_not_one_s_own_hold_writes_nothing(line: Line, act: str, how: str) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact()
    line.contact()
    token = line.claim(sam).token
    viewer = sam
    if how == "other's":
        viewer = paul
    elif how == "spent":
        claiming.release(line.shop, sam, token, act=line.act())
        line.claim(sam)
    elif how == "lapsed":
        line.later(seconds=61)
    else:
        token = "f" * 32
    before = line.image()
    doors: dict[str, Callable[[], object]] = {
        "renew": lambda: claiming.renew(line.shop, viewer, token),
        "release": lambda: claiming.release(line.shop, viewer, token, act=line.act()),
        "skip": lambda: claiming.skip(line.shop, viewer, token, act=line.act(), next_act=line.act()),
        "dial": lambda: dialling.dial(line.shop, viewer, token, act=line.act()),
        "outcome": lambda: dialling.record_outcome(
            line.shop, viewer, token, "busy", act=line.act(), then_next=True, next_act=line.act()
        ),
        "draft": lambda: drafting.keep_draft(line.shop, viewer, token, Draft(note="x")),
    }
    with pytest.raises(HoldLost):
        doors[act]()
    assert line.image() == before


def test_why_there_is_nothing(line: Line) -> None:
    with pytest.raises(NothingToCall) as nothing:
        line.claim(line.viewer("Sam"))
    assert nothing.value.data == {"blockers": {}, "opens_at": None}
    line.contact(numbers=())
    line.contact(consent=False)
    line.contact(zone="Indian/Reunion")
    line.at = line.at.replace(hour=17)  # 21:00 in Reunion, 18:00 in Paris
    waiting = line.contact()
    line.end(line.viewer("Sam"), "busy")
    with pytest.raises(NothingToCall) as nothing:
        line.claim(line.viewer("Sam"))
    assert nothing.value.data["blockers"] == {
        "no-number": 1,
        "no-basis": 1,
        "outside-window": 1,
        "waiting-to-retry": 1,
    }
    assert nothing.value.data["opens_at"] == line.at + timedelta(minutes=15)
    assert line.position(waiting)["rank"] is None
