"""The best part of the day steers a retry: frozen when the call ends, computed again the same, undone."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from pipeline_tui.domain.best_hour import Reach
from pipeline_tui.domain.clocks import instant_on
from pipeline_tui.services import claiming, dialling, undoing
from pipeline_tui.services.best_hours import reach_of
from pipeline_tui.storage import reach
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.types import stamp
from tests.shops import PARIS, Line

EVENING = 18 * 60 + 30
GATE = json.dumps({"zone": PARIS})


def past(line: Line, name: str, *, evening: bool = True, days: int = 20) -> None:
    """Let somebody have rung all day for some weeks, and reached people in the evening only."""
    line.at = line.at.replace(hour=9, minute=30)  # half past ten in Paris
    me, other = line.viewer(name).operator_id, line.contact("Before", consent=False)
    rows = []
    for back in range(1, days + 1):
        day = line.at.date() - timedelta(days=back)
        if day.weekday() < 5:
            for minutes in (10 * 60, 12 * 60 + 30, 15 * 60, EVENING):
                at = instant_on(day, minutes, PARIS)
                rows += [(at, evening and minutes == EVENING and number % 2) for number in range(10)]
    with line.shop.store.act() as tx:
        tx.many(
            """INSERT INTO call (contact_id, operator_id, e164, stage, purpose, mode, token, dialled_at,
                 counts, outcome, outcome_at, reason, reached, refusal, note, script, path, gate, undone,
                 unsaid, next_part)
               VALUES (:contact, :me, '+33199000000', 'scouting', 'prospecting', 'handset', '', :at,
                 1, 'busy', :at, '', :reached, 0, '', '', '[]', :gate, 0, '[]', '')""",
            [
                {"contact": other, "me": me, "at": stamp(at), "reached": int(got), "gate": GATE}
                for at, got in rows
            ],
        )


def due(line: Line, contact_id: int) -> datetime:
    return datetime.fromtimestamp(line.position(contact_id)["due"], line.at.tzinfo)  # type: ignore[arg-type]


def test_the_retry_waits_for_the_evening_and_says_so(line: Line) -> None:
    past(line, "Sam")
    contact, sam = line.contact(), line.viewer("Sam")
    desk, act = line.call(sam), line.act()
    told = dialling.record_outcome(line.shop, sam, desk.token, "no-answer", act=act)
    assert line.one("SELECT next_part FROM call ORDER BY id DESC LIMIT 1") == ("mon-evening",)
    assert told.next_at == due(line, contact) == instant_on(line.at.date(), 18 * 60, PARIS)
    assert told.follows.endswith(", when you reach most")
    line.later(hours=2)
    with line.shop.store.act() as tx:
        settle(tx, (contact,), line.shop.method, line.at)
    assert due(line, contact) == told.next_at, "computed again it stays"
    line.later(hours=6)
    desk = line.claim(sam)
    assert "in a part of the day that reaches most" in desk.why
    claiming.release(line.shop, sam, desk.token, act=line.act())
    line.later(hours=17)  # the next morning nobody waited for
    assert "reaches most" not in line.claim(sam).why


def test_another_scout_s_calls_steer_nothing(line: Line) -> None:
    past(line, "Paul")
    sam = line.viewer("Sam")
    line.contact()
    line.end(sam, "no-answer")
    assert line.one("SELECT next_part FROM call ORDER BY id DESC LIMIT 1") == ("",)


@pytest.mark.parametrize("code", ["busy", "voicemail", "refused"])
def test_only_a_plan_with_another_part_of_day_is_steered(line: Line, code: str) -> None:
    past(line, "Sam")
    line.contact()
    line.end(line.viewer("Sam"), code)
    plan = line.shop.playbook.outcome(code)
    steered = plan is not None and plan.retry is not None and plan.retry.other_part_of_day
    assert bool(line.one("SELECT next_part FROM call ORDER BY id DESC LIMIT 1")[0]) == steered


def test_an_undo_takes_the_choice_back(line: Line) -> None:
    past(line, "Sam")
    contact, sam = line.contact(), line.viewer("Sam")
    line.end(sam, "no-answer")
    undone = undoing.undo(line.shop, sam, act=line.act())
    assert undone.desk is not None and undone.desk.contact_id == contact
    assert line.one("SELECT next_part FROM call ORDER BY id DESC LIMIT 1") == ("",)


def test_the_rates_are_read_once_in_ten_minutes(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    past(line, "Sam")
    read: list[object] = []

    def reading(*given: Any) -> Reach:
        read.append(given)
        return reach.read_reach(*given)

    monkeypatch.setattr("pipeline_tui.services.best_hours.read_reach", reading)
    sam = line.viewer("Sam")
    first = reach_of(line.shop, sam)
    assert first.calls == 560
    line.later(minutes=9)
    assert reach_of(line.shop, sam) is first
    line.later(minutes=2)
    assert reach_of(line.shop, sam) is not first
    assert len(read) == 2


def test_the_rates_are_read_by_the_operator_s_index(line: Line) -> None:
    with line.shop.store.read() as tx:
        plan = " ".join(
            row[3] for row in tx.all(f"EXPLAIN QUERY PLAN {reach._HOURS}", {"me": 1, "since": stamp(line.at)})
        )
    assert "ix_call_operator_id (operator_id=? AND dialled_at>?)" in plan
