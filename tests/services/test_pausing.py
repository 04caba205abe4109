"""Pauses: a reason of the playbook, one at a time, journalled, and added up for the day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.pauses import Pause, PauseTotal, totals
from pipeline_tui.services import pausing
from pipeline_tui.services.shop import open_shop
from tests.shops import MONDAY, Line


def test_a_pause_runs_until_it_is_ended_and_is_journalled(line: Line) -> None:
    sam, act, back = line.viewer("Sam"), line.act(), line.act()
    begun = pausing.begin(line.shop, sam, "lunch", act=act)
    assert (begun.reason, begun.began_at, begun.ended_at) == ("lunch", line.at, None)
    line.later(minutes=41, seconds=7)
    assert pausing.running(line.shop, sam) == begun
    over = pausing.end(line.shop, sam, act=back)
    assert over.seconds(line.at) == 41 * 60 + 7
    assert pausing.running(line.shop, sam) is None
    image = line.image()
    assert pausing.begin(line.shop, sam, "lunch", act=act) == over, "a retry answers with the same pause"
    assert pausing.end(line.shop, sam, act=back) == over
    assert line.image() == image
    assert line.verbs() == ["pause_began", "pause_ended"]
    assert not line.broken()


def test_a_pause_outlives_the_program(line: Line) -> None:
    sam = line.viewer("Sam")
    begun = pausing.begin(line.shop, sam, "bench", act=line.act())
    again = open_shop(line.shop.store.path, now=MONDAY + timedelta(minutes=9))
    try:
        assert pausing.running(again, sam) == begun
    finally:
        again.close()


def test_what_is_refused_changes_nothing(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    with pytest.raises(UsageTrouble, match="knows no pause siesta"):
        pausing.begin(line.shop, sam, "siesta", act=line.act())
    with pytest.raises(NothingToDo, match="not on a pause"):
        pausing.end(line.shop, sam, act=line.act())
    assert line.entries() == 0
    line.call(sam)
    with pytest.raises(Refused, match="awaits its outcome"):
        pausing.begin(line.shop, sam, "lunch", act=line.act())
    paul = line.viewer("Paul")
    pausing.begin(line.shop, paul, "lunch", act=line.act())
    before = line.image()
    with pytest.raises(Refused, match="already"):
        pausing.begin(line.shop, paul, "bench", act=line.act())
    with pytest.raises(NothingToDo):
        pausing.end(line.shop, sam, act=line.act())
    assert line.image() == before, "nobody ends a colleague's pause"


def test_a_contact_in_hand_stays_in_hand(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact()
    line.claim(sam)
    pausing.begin(line.shop, sam, "counter", act=line.act())
    assert line.holders() == {sam.operator_id: contact}


def test_the_day_s_pauses_by_reason(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.later(days=-1)
    pausing.begin(line.shop, sam, "delivery", act=line.act())  # forgotten overnight
    line.later(days=1)
    pausing.end(line.shop, sam, act=line.act())
    for reason, minutes in (("bench", 5), ("lunch", 40), ("bench", 6)):
        pausing.begin(line.shop, sam, reason, act=line.act())
        line.later(minutes=minutes)
        pausing.end(line.shop, sam, act=line.act())
        line.later(minutes=10)
    pausing.begin(line.shop, sam, "counter", act=line.act())
    line.later(seconds=90)
    midnight = MONDAY.replace(hour=23, minute=0) - timedelta(days=1)  # in Paris
    assert pausing.pauses_today(line.shop, sam) == (
        PauseTotal("delivery", 1, int((MONDAY - midnight).total_seconds())),
        PauseTotal("lunch", 1, 2400),
        PauseTotal("bench", 2, 660),
        PauseTotal("counter", 1, 90),
    )
    assert pausing.pauses_today(line.shop, paul) == ()


def test_a_clock_set_back_makes_no_pause_negative(line: Line) -> None:
    sam = line.viewer("Sam")
    pausing.begin(line.shop, sam, "lunch", act=line.act())
    line.later(minutes=-5)
    assert pausing.end(line.shop, sam, act=line.act()).seconds(line.at) == 0
    assert totals([Pause(1, "lunch", MONDAY)], MONDAY, MONDAY - timedelta(hours=1))[0].seconds == 0
