"""Callbacks: times that are refused, asked for exactly, kept, and taken over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.services import dialling
from pipeline_tui.services.nothing_to_call import NothingToCall
from tests.shops import Line


def test_a_callback_needs_a_time_to_come(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk, before = line.call(sam), line.image()
    for due in (None, line.at, line.at - timedelta(minutes=1)):
        with pytest.raises(UsageTrouble):
            dialling.record_outcome(line.shop, sam, desk.token, "callback", act=line.act(), callback=due)
    with pytest.raises(UsageTrouble, match="promises no call"):
        dialling.record_outcome(
            line.shop, sam, desk.token, "busy", act=line.act(), callback=line.at + timedelta(hours=1)
        )
    assert line.image() == before


@pytest.mark.parametrize(("hour", "minute"), [(12, 30), (19, 0), (8, 59)])
def test_outside_the_window_only_when_asked_for(line: Line, hour: int, minute: int) -> None:
    """UTC on the next day: Paris is closed 13 to 14, from 20 on and before 10."""
    sam = line.viewer("Sam")
    contact = line.contact()
    desk, before = line.call(sam), line.image()
    due = line.at.replace(hour=hour, minute=minute) + timedelta(days=1)
    act = line.act()
    with pytest.raises(Refused) as outside:
        dialling.record_outcome(line.shop, sam, desk.token, "callback", act=act, callback=due)
    assert outside.value.data["needs"] == "exact"
    assert outside.value.data["after"] > due
    assert line.image() == before
    dialling.record_outcome(line.shop, sam, desk.token, "callback", act=act, callback=due, exact=True)
    slot = line.one("SELECT kind, act FROM basis WHERE slot_at IS NOT NULL AND contact_id = :c", c=contact)
    assert tuple(slot) == ("own-request", act)
    line.at = due - timedelta(seconds=1)
    with pytest.raises(NothingToCall):
        line.claim(sam)
    line.at = due
    assert line.call(sam).contact_id == contact
    assert line.one("SELECT purpose FROM call ORDER BY id DESC LIMIT 1")[0] == "own-request"


def test_a_promise_the_cap_would_break_is_not_given(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact()
    for _ in range(3):
        line.end(sam, "busy")
        line.later(minutes=20)
    desk = line.call(sam)
    due = line.at + timedelta(hours=1)
    with pytest.raises(Refused) as capped:
        dialling.record_outcome(line.shop, sam, desk.token, "callback", act=line.act(), callback=due)
    assert capped.value.data["needs"] == "exact"
    dialling.record_outcome(line.shop, sam, desk.token, "callback", act=line.act(), callback=due, exact=True)
    line.at = due
    assert line.call(sam).contact_id == contact


def test_the_credit_of_a_callback_stays_with_its_owner(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    contact = line.contact()
    desk = line.call(sam)
    due = line.at + timedelta(hours=1)
    told = dialling.record_outcome(line.shop, sam, desk.token, "callback", act=line.act(), callback=due)
    assert (told.next_at, told.follows) == (due, "callback today 15:03")
    line.at = due + timedelta(minutes=10)
    assert line.claim(paul).contact_id == contact
    assert line.position(contact)["promise_owner"] == sam.operator_id
    line.later(minutes=2)
    assert line.claim(sam).why.startswith("your callback")


def test_a_call_keeps_the_promise(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact()
    line.end(sam, "callback", callback=line.at + timedelta(hours=1))
    line.later(hours=1)
    line.end(sam, "no-answer")
    stands = line.position(contact)
    assert (stands["promise"], stands["promise_due"], stands["blocker"]) == ("", None, "waiting-to-retry")


def test_a_callback_in_the_contact_s_zone(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact(zone="America/Guadeloupe", audience=Audience.BUSINESS)  # 9:03 there
    desk = line.call(sam)
    evening = line.at.replace(hour=22, minute=30)  # 18:30 there, closed in Paris
    dialling.record_outcome(line.shop, sam, desk.token, "callback", act=line.act(), callback=evening)
    line.at = evening
    assert line.call(sam).contact_id == desk.contact_id
