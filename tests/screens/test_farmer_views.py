"""The farmer's calendar: week, month and agenda."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline_tui.screens.farmer import FarmerScreen
from pipeline_tui.screens.hunter import HunterScreen
from tests.screens.driving import front, opened, press, seen, write
from tests.screens.fake_shop import session_with
from tests.screens.farmer_desk import marked
from tests.screens.selling_records import ALONE, CHECK_INS, FATOU, TODAY
from tests.screens.selling_shop import SellingDoors


async def test_the_month_counts_by_day_and_the_arrows_move_it() -> None:
    async with opened(session_with(SellingDoors(), FATOU)) as (app, pilot):
        await press(pilot, "v", "v")
        words = seen(app)
        for wanted in ("[23 ·4]", "20 !1", "Mo    Tu", "! overdue", "Monday 23 November"):
            assert wanted in words
        await press(pilot, "left", "left", "left")
        words = seen(app)
        assert "[20 !1]" in words
        assert "BOULANGER Luc" in marked(words)
        await press(pilot, "up", "up", "right", "left")
        assert "Friday 6 November" in seen(app)
        await press(pilot, "end", "pagedown")
        words = seen(app)
        assert "Wednesday 30 December" in words
        assert "Dec 2026" in words
        await press(pilot, "home", "pageup", "pageup")
        assert "Thursday 1 October" in seen(app)
        await press(pilot, ".")
        assert "[23 ·4]" in seen(app)


async def test_a_public_holiday_is_named() -> None:
    async with opened(session_with(SellingDoors(), FATOU)) as (app, pilot):
        await press(pilot, "v", "v", "home", *["right"] * 10)
        words = seen(app)
        assert "[11  ×]" in words
        assert "Wed 11 Nov × " in words
        assert "Nothing is planned." in words


async def test_enter_goes_into_the_day_and_escape_out_of_it() -> None:
    async with opened(session_with(SellingDoors(), FATOU)) as (app, pilot):
        await press(pilot, "v", "v", "enter", "down", "down")
        assert "DURAND Anne" in marked(seen(app))
        await press(pilot, "enter")
        assert "Enter call" in seen(app)
        await press(pilot, "escape", "escape", "down")
        assert "Monday 30 November" in seen(app)


async def test_v_goes_round_today_week_month_and_agenda() -> None:
    async with opened(session_with(SellingDoors(), FATOU)) as (app, pilot):
        heads = []
        for _ in range(5):
            heads.append(seen(app).splitlines()[0].split("  ")[0].strip())
            await press(pilot, "v")
        assert heads == [
            "Farmer · today",
            "Farmer · week 48",
            "Farmer · Nov 2026",
            "Farmer · agenda",
            "Farmer · today",
        ]


async def test_the_week_stands_day_by_day_with_whom_and_the_arrows_move_it() -> None:
    async with opened(session_with(SellingDoors(), FATOU)) as (app, pilot):
        await press(pilot, "v")
        words = seen(app)
        for wanted in ("[Mon 23]", "·4 ✓1", "Tue 24", "LEFÈVRE", "Monday 23 November", "Sun 29"):
            assert wanted in words
        await press(pilot, "down")
        assert "[Tue 24]" in seen(app)
        assert "LEFÈVRE" in marked(seen(app))
        await press(pilot, "left", "pageup")
        words = seen(app)
        assert "[Mon 16]" in words
        assert "!1" in words
        await press(pilot, "end")
        assert "[Sun 22]" in seen(app)
        await press(pilot, "home", ".")
        assert "[Mon 23]" in seen(app)


async def test_the_agenda_lists_the_weeks_and_names_what_overlaps() -> None:
    doors = SellingDoors()
    doors.closed = {date(2026, 12, 8): "Skiing"}
    async with opened(session_with(doors, FATOU), size=(100, 40)) as (app, pilot):
        await press(pilot, "v", "v", "v")
        rows = seen(app).splitlines()
        order = [
            next(at for at, row in enumerate(rows) if wanted in row)
            for wanted in (
                "Overdue · 2",
                "BOULANGER",
                "Today, Monday 23 November · 5",
                "09:30 DURAND",
                "14:30 NGO Minh",
                "14:45 PETIT",
                "Tuesday 24 November",
            )
        ]
        assert order == sorted(order)
        assert "! with PETIT Jeanne" in rows[order[4]]
        assert "! with NGO Minh · Write the quote" in rows[order[5]]
        await press(pilot, "right")
        assert "DURAND" in marked(seen(app))
        await press(pilot, "right")
        assert "LEFÈVRE" in marked(seen(app))
        await press(pilot, "left")
        assert "DURAND" in marked(seen(app))
        await press(pilot, "g", "enter")
        assert doors.named("log_check_in")[0]["check_in_id"] == 3
        await press(pilot, "end")
        assert "Tuesday 8 December × Skiing" in seen(app)


async def test_what_is_no_check_in_opens_where_it_is_worked() -> None:
    async with opened(session_with(SellingDoors(), ALONE), size=(120, 40)) as (app, pilot):
        await press(pilot, "f4", "v", "v", "v", *["down"] * 5)
        assert "PETIT Jeanne" in marked(seen(app))
        assert "Monday 23 November" in seen(app)
        await press(pilot, "g", "M")
        assert isinstance(app.screen, FarmerScreen), "it is no check-in"
        await press(pilot, "enter")
        assert isinstance(front(app), HunterScreen)


async def test_undoing_a_move_brings_the_old_day_into_view() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "v", "v", "M")
        await write(pilot, "24/12")
        await press(pilot, "enter")
        moved = doors.named("move_check_in")[0]["check_in_id"]
        assert "2026" in seen(app)
        await press(pilot, "pagedown", "right")
        assert "Thursday 24 December" in seen(app)
        doors.planned = CHECK_INS
        doors.undoes = {"verb": "check_in_moved", "contact_id": 300 + moved}
        await press(pilot, "u")
        words = seen(app)
        assert "Friday 20 November" in words
        assert "BOULANGER" in marked(words)


@pytest.mark.parametrize("views", [0, 3])
async def test_the_day_under_the_cursor_stands_beside_the_list_where_there_is_room(views: int) -> None:
    async with opened(session_with(SellingDoors(), FATOU), size=(120, 40)) as (app, pilot):
        await press(pilot, *["v"] * views, "end")
        words = seen(app)
        assert "Thursday 26 November" in words
        assert words.count("ROUSSEAU Paul") >= 2


async def test_a_closed_day_and_an_absence_are_greyed_with_their_names() -> None:
    doors = SellingDoors()
    doors.away = {date(2026, 11, 26): "Fair in Lyon"}
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "v")
        assert "Fair in Lyon" in seen(app)
        await press(pilot, "v", *["right"] * 3)
        assert "Thu 26 Nov × Fair in Lyon" in seen(app)


async def test_more_than_a_list_shows_is_counted() -> None:
    doors = SellingDoors()
    doors.more = {TODAY: 240}
    async with opened(session_with(doors, FATOU)) as (app, _):
        words = seen(app)
        assert "Today · 244 check-ins" in words
        assert "… 240 more: v shows them by day" in words
        assert "244 today" in words
