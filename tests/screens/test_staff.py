"""People & structure on the manager's desk: who is there, and what is done with one."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline_tui.domain.errors import Refused
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.form import Form
from pipeline_tui.screens.line import LineScreen
from pipeline_tui.screens.plan_sheet import PlanSheet
from tests.screens.driving import front, opened, press, seen, settle, write
from tests.screens.fake_shop import session_with
from tests.screens.fake_staff import F, H, StaffShop
from tests.screens.selling_records import MARTHE


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_everybody_stands_there_with_what_waits_for_them(size: tuple[int, int]) -> None:
    async with opened(session_with(StaffShop(), MARTHE), size=size) as (app, pilot):
        await press(pilot, "V")
        words = seen(app)
        for wanted in ("three-tier", "on a call", "at no desk", "away, to", "- left", "43", "Waits for them"):
            assert wanted in words
        assert "43 clients, 2 promised calls, 41 check-ins" in words
        await press(pilot, "V")
        assert "Funnel" in seen(app)


async def test_the_other_view_comes_round_to_them_and_back() -> None:
    async with opened(session_with(StaffShop(), MARTHE)) as (app, pilot):
        await press(pilot, "v", "v", "v", "v")
        assert "Étienne" in seen(app)
        await press(pilot, "v")
        assert "Funnel" in seen(app)


async def test_search_finds_colleagues_and_stands_on_them() -> None:
    async with opened(session_with(StaffShop(), MARTHE)) as (app, pilot):
        await press(pilot, "V", "/")
        await write(pilot, "l")
        assert "colleague: hunter" in seen(app)
        await press(pilot, "enter")
        await settle(pilot)
        assert "Away from Fri 20 Nov" in seen(app)
        await press(pilot, "/")
        await write(pilot, "etie")
        await press(pilot, "enter")
        await settle(pilot)
        assert "Is farmer and works farming" in seen(app)
        assert "No absence is noted." in seen(app)
        await press(pilot, "/")
        await write(pilot, "paul")
        assert "colleague who left" in seen(app)
        await press(pilot, "enter", "enter")
        assert isinstance(front(app), Choose)
        assert "Works here again" in seen(app)


async def test_the_plan_is_seen_before_anybody_is_replaced() -> None:
    doors = StaffShop()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "V", "enter", "2")
        assert "The same work is done by Étienne." in seen(app)
        await write(pilot, "etienne")
        await press(pilot, "enter")
        assert isinstance(front(app), PlanSheet)
        words = seen(app)
        for wanted in (
            "43 clients, 2 promised calls, 41 check-ins",
            "3 agreed times",
            "! 1 time beside something",
            "! 2 contacts in a language",
            "Fatou leaves",
        ):
            assert wanted in words
        await press(pilot, "n")
        assert doors.acted == [("plan", "Fatou", ("etienne",), False)]
        await press(pilot, "enter", "2")
        await write(pilot, "team")
        await press(pilot, "down")
        await write(pilot, "n")
        await press(pilot, "enter", "y")
        assert doors.acted[-1] == ("replace", "Fatou", ("team",), True)
        assert isinstance(app.screen, LineScreen)


async def test_who_is_unknown_or_refused_is_said_in_the_form() -> None:
    doors = StaffShop()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "V", "enter", "2")
        await write(pilot, "Nobody")
        await press(pilot, "enter")
        assert "No operator is called Nobody" in seen(app)
        assert doors.acted == []
        await press(pilot, "escape", "escape", "enter", "2")
        doors.refused = Refused("Nobody named works farming", "There Fatou has 43 clients.")
        await write(pilot, "Louise")
        await press(pilot, "enter")
        assert isinstance(front(app), Form)
        assert "Nobody named works farming" in seen(app)


async def test_somebody_comes() -> None:
    doors = StaffShop()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "V", "A")
        await write(pilot, "Nina")
        await press(pilot, "down")
        await write(pilot, "sell, keep")
        assert "hunter, farmer" in seen(app)
        await press(pilot, "down")
        await write(pilot, "fr en")
        await press(pilot, "enter")
        assert doors.acted == [("add", "Nina", frozenset({H, F}), ("fr", "en"))]


async def test_other_stages() -> None:
    doors = StaffShop()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "V", "enter", "1")
        await write(pilot, ", hunter")
        await press(pilot, "enter")
        assert "nobody gets anything" in seen(app)
        await press(pilot, "y")
        assert doors.acted[-1] == ("stages", "Fatou", frozenset({F, H}), ())


async def test_away_and_back() -> None:
    doors = StaffShop()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "V", "enter", "3")
        await press(pilot, "down")
        await write(pilot, "27/11/2026")
        await press(pilot, "enter")
        assert doors.acted == [("absent", "Fatou", date(2026, 11, 23), date(2026, 11, 27), "")]
        await press(pilot, "down", "down", "enter", "4")
        assert doors.acted[-1] == ("back", "Louise")
        assert isinstance(app.screen, LineScreen)


async def test_somebody_leaves_and_works_here_again() -> None:
    doors = StaffShop()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "V", "down", "enter", "4")
        assert "Étienne leaves?" in seen(app)
        await press(pilot, "y")
        assert doors.acted == [("leave", "Étienne")]
        await press(pilot, "up", "enter", "4")
        assert "Who takes over from Fatou?" in seen(app)  # work waits: nobody leaves with it
        await press(pilot, "escape", "end", "enter")
        assert isinstance(front(app), Choose)
        await press(pilot, "1")
        assert doors.acted[-1] == ("return", "Paul")
