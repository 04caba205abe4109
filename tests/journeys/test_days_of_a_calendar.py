"""A farmer's week in a real terminal: what is late, nobody reached, a day moved, logged as proposed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.farming import shop_of_clients
from tests.journeys.terminals import Pty, in_pty, without

pytestmark = pytest.mark.slow

_MONDAY, _TUESDAY, _FRIDAY = (
    "2026-11-23T14:03:00+01:00",
    "2026-11-24T09:30:00+01:00",
    "2026-11-27T09:30:00+01:00",
)
_LATE = "Claire LATE"


def _log(desk: Pty, *keys: str) -> None:
    desk.press("g")
    desk.wait_for("How it went", "Next check-in", "proposed · Enter takes it")
    desk.press(*keys)


def test_a_farmer_s_week(tmp_path: Path) -> None:
    path = shop_of_clients(tmp_path)
    with in_pty(path, _MONDAY) as desk:
        desk.press("f4")
        desk.wait_for("Overdue · 1 check-in", f"! Fri 20 Nov   {_LATE}", "15:03", "2 today · 1 overdue")
        _log(desk, "2")
        desk.wait_for("Nobody reached", "tomorrow, proposed")
        desk.press("enter")
        desk.wait_for(f"logged: {_LATE} · Nobody reached · next tomorrow", without("1 overdue"))
        desk.press("ctrl+q")
        desk.wait_for_end()
    with in_pty(path, _TUESDAY) as desk:
        desk.press("f4")
        desk.wait_for("Overdue · 2 check-ins", "Today · 1 check-in", "1 today · 2 overdue")
        desk.press("v")
        desk.wait_for("week 48", "[Tue 24]", "!2", "Sun 29")
        desk.press("left")
        desk.wait_for("[Mon 23]")
        desk.press("M")
        desk.wait_for("Move the check-in with", "Planned:")
        desk.press(*"sun", "enter")
        desk.wait_for("moved:", "Mon 30 Nov", "is closed")
        desk.press("u")
        desk.wait_for("taken back", "[Mon 23]", "!2")
        desk.press("M")
        desk.wait_for("Planned:")
        desk.press(*"fri 11:20", "enter")
        desk.wait_for("moved:", "Fri 27 Nov")
        desk.press("v", "v")
        desk.wait_for("agenda", "Friday 27 November · 1 appointment", "11:20")
        desk.press("v")
        desk.wait_for("Farmer", "today", _LATE, without("agenda"))
        desk.press("ctrl+q")
        desk.wait_for_end()
    with in_pty(path, _FRIDAY) as desk:
        desk.press("f4")
        desk.wait_for("11:20", "Overdue · 3 check-ins")
        while_late = 3
        for left in range(while_late - 1, -1, -1):
            _log(desk, "enter")
            desk.wait_for("logged:", "next ", f"{left} overdue" if left else without(" overdue"))
        desk.press("ctrl+q")
        desk.wait_for_end()
    with closing(sqlite3.connect(path)) as database:
        planned = database.execute(
            "SELECT COUNT(*), COUNT(DISTINCT contact_id) FROM check_in WHERE state = 'planned'"
        ).fetchone()
        past = database.execute(
            "SELECT COUNT(*) FROM check_in WHERE state = 'planned' AND due_on < '2026-11-27'"
        ).fetchone()
    assert planned == (4, 4), "one for each client, never more"
    assert past == (0,)
