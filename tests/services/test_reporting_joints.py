"""What managers read of the joints: who gives to whom, and what is red all along the line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.red_list import Red
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import handing_off, reporting_joints, winning
from pipeline_tui.storage import check_ins, clients, deals
from pipeline_tui.storage.types import stamp
from tests.services.test_farmer_joint import won
from tests.services.test_handing_off import given
from tests.shops import Line


def rows(line: Line, **period: object) -> list[tuple[object, ...]]:
    """Return the report as (giver, receiver, given, waiting, accepted, returned, won, repeat)."""
    found = reporting_joints.joints(line.shop, line.viewer("Mona"), **period)  # type: ignore[arg-type]
    return [
        (one.giver, one.receiver, one.given, one.waiting, one.accepted, one.returned, one.won, one.repeat)
        for one in found
    ]


def test_who_gives_to_whom_and_what_becomes_of_it(line: Line) -> None:
    hugo, fatou = line.viewer("Hugo"), line.viewer("Fatou")
    for name in ("A", "B", "C"):
        line.contact(name)
    first, _ = given(line, "Hugo")
    given(line)
    line.later(minutes=30)
    accepted = handing_off.accept(line.shop, hugo, first, act=line.act())
    third, _ = given(line, "Hugo")
    handing_off.give_back(line.shop, hugo, third, reason="need-unclear", act=line.act())
    assert rows(line) == [
        ("Sam", "", 1, 1, 0, 0, 0, 0),
        ("Sam", "Hugo", 2, 0, 1, 1, 0, 0),
    ]
    assert accepted.deal is not None
    sale = winning.win_deal(line.shop, hugo, accepted.deal.id, Winning(4500), act=line.act())
    line.later(hours=15)  # over night: five hours of work, nine to nineteen
    handing_off.accept(line.shop, fatou, sale.hand_off_id or 0, act=line.act())
    assert rows(line)[1:] == [
        ("Sam", "Hugo", 2, 0, 1, 1, 1, 0),
        ("Hugo", "Fatou", 1, 0, 1, 0, 0, 0),
    ]
    client = accepted.hand_off.contact_id
    with line.shop.store.act() as tx:
        clients.add_purchase(tx, client, fatou.operator_id, line.shop.today(), 2000, "EUR")
    assert [row[-1] for row in rows(line)] == [0, 1, 1]
    report = reporting_joints.joints(line.shop, line.viewer("Mona"))
    assert [one.minutes_to_accept for one in report][:2] == [None, 30]
    assert dict(report[1].reasons) == {"need-unclear": 1}
    opened = line.shop.hours.on(line.shop.today())
    assert report[2].minutes_to_accept is not None and opened
    assert report[2].minutes_to_accept < 15 * 60  # the night does not count


def test_a_period_has_both_its_days(line: Line) -> None:
    line.contact("A")
    given(line)
    today = line.shop.today()
    for start, end, count in ((0, 0, 1), (-1, None, 1), (1, None, 0), (None, -1, 0), (None, 0, 1)):
        period = {
            "start": None if start is None else today + timedelta(days=start),
            "end": None if end is None else today + timedelta(days=end),
        }
        assert len(rows(line, **period)) == count, (start, end)


def test_only_managers(line: Line) -> None:
    for name in ("Sam", "Hugo", "Fatou"):
        with pytest.raises(Refused, match="For managers only"):
            reporting_joints.red(line.shop, line.viewer(name))


def reds(line: Line) -> dict[Red, int]:
    return dict(reporting_joints.red(line.shop, line.viewer("Mona")).counts)


def test_nothing_is_red_in_a_shop_that_keeps_its_times(line: Line) -> None:
    line.contact("A")
    given(line, "Hugo")
    won(line)
    assert reds(line) == {}


def test_a_hand_off_of_any_joint_is_red_after_the_team_had_its_time(line: Line) -> None:
    line.contact("A")
    given(line, "Hugo")
    _contact, sale = won(line)
    assert sale.limit_at is not None
    line.at = sale.limit_at + timedelta(minutes=59)
    assert reds(line) == {Red.HAND_OFF: 1}  # the scout's, whose limit was shorter
    line.later(minutes=1)
    found = reporting_joints.red(line.shop, line.viewer("Mona"))
    assert (found.count(Red.HAND_OFF), found.total) == (2, 2)
    assert [(one.who, one.kind) for one in found.lines] == [("Hugo", "hand-off"), ("Fatou", "hand-off")]
    assert found.lines[0].due < found.lines[1].due == sale.limit_at


def test_an_agreed_time_that_passed_before_anybody_accepted_is_red_at_once(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("A")
    desk = line.call(sam)
    slot = line.at.replace(hour=13, minute=30)
    handing_off.hand_off(
        line.shop, sam, desk.token, {"need": "x", "next": "y"}, act=line.act(), to="Hugo", slot=slot
    )
    line.at = slot
    assert reds(line) == {Red.SLOT: 1}


def test_what_came_back_and_lies_there_is_red_after_a_day(line: Line) -> None:
    _contact, sale = won(line)
    fatou = line.viewer("Fatou")
    handing_off.give_back(line.shop, fatou, sale.hand_off_id or 0, reason="need-unclear", act=line.act())
    assert reds(line) == {}
    line.later(days=1)
    (found,) = reporting_joints.red(line.shop, line.viewer("Mona")).lines
    assert (found.kind, found.who, found.name) == (Red.CAME_BACK, "Hugo", "Claire PETIT")


def test_deals_without_next_step_or_too_long_in_their_step(line: Line) -> None:
    hugo = line.viewer("Hugo")
    with line.shop.store.act() as tx:
        for number, step in enumerate(("brief-taken", "quote-sent")):
            contact = line_contact(line, number)
            deals.open_deal(
                tx, hugo, contact, step=step, currency="EUR", now=line.at, next_do="ring", next_at=line.at
            )
        deals.open_deal(tx, hugo, line_contact(line, 2), step="quote-sent", currency="EUR", now=line.at)
    assert reds(line) == {Red.DEAL: 1}
    line.later(days=3, minutes=1)  # a wish may wait three days, a quote seven
    found = reporting_joints.red(line.shop, line.viewer("Mona"))
    assert found.count(Red.DEAL) == 2
    assert {one.why for one in found.lines} == {"no-next-step", "brief-taken"}
    assert {one.who for one in found.lines} == {"Hugo"}
    with line.shop.store.act() as tx:
        until = stamp(line.at + timedelta(days=1))
        tx.run("UPDATE deal SET snoozed_until = :until", {"until": until})
    assert reds(line) == {}
    line.later(days=1)
    assert reds(line) == {Red.DEAL: 2}


def line_contact(line: Line, number: int) -> int:
    (found,) = line.one("SELECT id FROM contact WHERE last_name = :name", name=f"Deal{number}")
    return int(found)


@pytest.fixture(autouse=True)
def three_contacts(line: Line) -> None:
    for number in range(3):
        line.contact(f"Deal{number}", stage=Stage.HUNTING, owner=line.viewer("Hugo"))


def test_missed_check_ins_are_the_farmer_s(line: Line) -> None:
    fatou = line.viewer("Fatou")
    kept = line.contact("Kept", stage=Stage.FARMING, owner=fatou)
    away = line.contact("Away", stage=Stage.HUNTING, owner=line.viewer("Hugo"))  # at the hunter's meanwhile
    with line.shop.store.act() as tx:
        for contact in (kept, away):
            check_ins.plan(tx, contact, fatou.operator_id, line.shop.today())
    assert reds(line) == {}
    line.later(days=1)
    (found,) = reporting_joints.red(line.shop, line.viewer("Mona")).lines
    assert (found.kind, found.contact_id, found.who) == (Red.CHECK_IN, kept, "Fatou")
