"""The farmer desk by keyboard alone: today, the month, a client's card, calling and logging."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from textual.widgets import Input

from pipeline_tui.domain.errors import PipelineError, UsageTrouble, WorkspaceTrouble
from pipeline_tui.domain.farming import ClientCard
from pipeline_tui.domain.rhythm import Proposal
from pipeline_tui.screens.ask import Ask
from pipeline_tui.screens.farmer import FarmerScreen
from pipeline_tui.screens.form import FieldRow, Form
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.storage.sight import not_on_your_desk
from tests.screens.driving import front, opened, press, seen, write
from tests.screens.fake_shop import session_with
from tests.screens.selling_records import ALONE, CHECK_INS, FATOU, TODAY
from tests.screens.selling_shop import SellingDoors


def marked(words: str) -> str:
    """Return the line under the cursor."""
    return next(row for row in words.splitlines() if "›" in row)


async def test_the_day_opens_on_what_is_late_then_by_time_with_the_client_below() -> None:
    async with opened(session_with(SellingDoors(), FATOU)) as (app, _):
        words = seen(app)
        rows = words.splitlines()
        names = ("BOULANGER", "Bellevue", "09:30", "11:30", "14:30")
        order = [next(at for at, row in enumerate(rows) if name in row) for name in names]
        assert order == sorted(order)
        for wanted in (
            "4 today · 2 overdue",
            "! Fri 20 Nov",
            "client since 2024 · 7 purchases · €1,036",
            "before eight",
            "last talked Wed 21 Oct",
            "g log",
        ):
            assert wanted in words


async def test_the_card_follows_the_cursor_and_opens_whole() -> None:
    async with opened(session_with(SellingDoors(), FATOU)) as (app, pilot):
        await press(pilot, "down", "down")
        assert "─ DURAND Anne" in seen(app)
        await press(pilot, "enter")
        words = seen(app)
        for wanted in ("Also said", "Bought", "Before", "delivery"):
            assert wanted.lower() in words.lower()
        assert "Enter call" in words
        await press(pilot, "escape")
        assert "DURAND Anne" in marked(seen(app))


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


async def test_logging_proposes_the_next_date_and_one_key_takes_it() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "g")
        assert isinstance(app.screen, Form)
        assert "Wed 23 Dec, proposed" in seen(app)
        await press(pilot, "enter")
        assert doors.named("log_check_in") == [
            {
                "check_in_id": 1,
                "outcome": "reached",
                "satisfaction": None,
                "note": "",
                "next_on": None,
                "next_at": None,
                "needs": {},
                "consent": "",
            }
        ]
        words = seen(app)
        assert "logged: BOULANGER Luc" in words
        assert "Bellevue" in marked(words), "the next one is under the cursor"


async def test_a_check_in_asks_whether_we_may_ring_again_where_that_is_not_on_record() -> None:
    class Asking(SellingDoors):
        def client_card(self, contact_id: int) -> ClientCard:
            return replace(super().client_card(contact_id), consent_wanted="May we ring you again?")

    doors = Asking()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "g")
        assert "y or n: May we ring you again?" in seen(app)
        row = next(one for one in app.screen.query(FieldRow) if one.field.key == "consent")
        row.query_one(Input).value = "perhaps"
        await pilot.pause()
        assert "y or n is wanted" in seen(app)
        await press(pilot, "enter")
        assert doors.named("log_check_in") == []
        row.query_one(Input).value = "y, in person"
        await press(pilot, "enter")
        assert [one["consent"] for one in doors.named("log_check_in")] == ["y, in person"]


@pytest.mark.parametrize("told", [not_on_your_desk(), WorkspaceTrouble("The disk is full", "", "Make room.")])
async def test_a_client_who_left_while_the_card_was_read_is_no_trouble(told: PipelineError) -> None:
    class Leaving(SellingDoors):
        def client_card(self, contact_id: int) -> ClientCard:
            raise told

    async with opened(session_with(Leaving(), FATOU)) as (app, _pilot):
        assert "BOULANGER" in seen(app)
        assert (told.title in seen(app)) == isinstance(told, WorkspaceTrouble)


async def test_satisfaction_note_and_another_date_are_taken_as_typed() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "g", "3", "tab")
        await write(pilot, "11")
        await press(pilot, "enter")
        assert isinstance(app.screen, Form)
        assert "A figure from 0 to 10" in seen(app)
        await press(pilot, "backspace", "backspace")
        await write(pilot, "9")
        await press(pilot, "down")
        await write(pilot, "Peonies in May")
        await press(pilot, "down")
        await write(pilot, "in 2 weeks")
        await press(pilot, "enter")
        logged = doors.named("log_check_in")[0]
        assert (logged["satisfaction"], logged["note"], logged["next_on"]) == (
            9,
            "Peonies in May",
            TODAY + timedelta(weeks=2),
        )


async def test_how_it_went_decides_which_date_is_proposed_and_why() -> None:
    doors = SellingDoors()
    on, late = TODAY + timedelta(days=29), TODAY + timedelta(days=8)
    doors.proposals["reached"] = Proposal(on, on + timedelta(days=1), standing=20)
    doors.proposals["nobody-reached"] = Proposal(late, late, tries=4, telling=True)
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "g")
        words = seen(app)
        assert "Tue 22 Dec, proposed" in words
        assert "moved from Wed 23 Dec: 20 stand there already" in words
        await press(pilot, "2")
        words = seen(app)
        assert "Nobody reached" in words
        assert "Tue 1 Dec, proposed" in words
        assert "4 tries in vain" in words
        await press(pilot, "backspace", "9")
        assert "one of the figures below" in seen(app)
        await press(pilot, "enter")
        assert not doors.named("log_check_in")
        await press(pilot, "backspace", "k", "enter")
        assert doors.named("log_check_in")[0]["outcome"] == "complaint"


async def test_a_refused_log_comes_back_with_what_was_typed() -> None:
    doors = SellingDoors()
    doors.refuse["log_check_in"] = UsageTrouble(
        "That day has passed", "2026-11-24 is gone.", "Give a later day."
    )
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "g", "1", "down", "down")
        await write(pilot, "kept")
        await press(pilot, "enter")
        assert isinstance(app.screen, Form)
        assert "That day has passed." in seen(app)
        assert "kept" in [field.value for field in app.screen.query(Input)]


async def test_moving_reads_the_day_back() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "M")
        assert isinstance(app.screen, Ask)
        await write(pilot, "yesterday")
        assert "has passed" in seen(app)
        await press(pilot, "enter", *["backspace"] * 9)
        await write(pilot, "fri")
        assert "Fri 27 Nov" in seen(app)
        await press(pilot, "enter")
        assert doors.named("move_check_in") == [{"check_in_id": 1, "to": date(2026, 11, 27), "at": None}]
        assert "moved: BOULANGER Luc" in seen(app)


async def test_a_call_shows_the_check_in_script_and_logging_ends_it() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "d")
        assert doors.named("take") == [{"contact_id": 301}]
        assert len(doors.named("dial")) == 1
        assert "Check-in" in seen(app)
        await press(pilot, "g", "1", "enter")
        assert doors.named("log_check_in")[0]["check_in_id"] == 1
        assert isinstance(app.screen, FarmerScreen)
        assert app.screen.desk is None


@pytest.mark.parametrize(("key", "question"), [("n", "tomorrow, proposed"), ("z", "How did it go")])
async def test_an_outcome_leads_to_the_log_of_the_check_in(key: str, question: str) -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "d", key)
        assert len(doors.named("record_outcome")) == 1
        assert question in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, FarmerScreen), "the check-in stays planned"


async def test_without_clients_the_desk_says_where_they_come_from() -> None:
    doors = SellingDoors(empty=True)
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        assert "Every won deal brings one" in seen(app)
        await press(pilot, "enter", "d", "g", "M")
        assert isinstance(app.screen, FarmerScreen)
        await press(pilot, "v")
        assert "[Mon 23]" in seen(app)
        await press(pilot, "v")
        assert "[23   ]" in seen(app)
        await press(pilot, "enter", "d", "g", "v")
        assert "Today, Monday 23 November" in seen(app)
        await press(pilot, "enter", "d", "g", "left", "right", "pagedown")
        assert isinstance(app.screen, FarmerScreen)


async def test_w_books_a_sale_for_the_client_under_the_cursor() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "down", "W")
        assert "Won: Hôtel Bellevue" in seen(app)
        await write(pilot, "45")
        await press(pilot, "enter")
        await write(pilot, "n")
        await press(pilot, "enter")
        assert doors.named("win_contact") == [{"contact_id": 302, "amount_minor": 4500}]
        assert "kept by you" in seen(app)


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


async def test_a_segment_is_set_by_hand_or_left_to_the_rule() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "G")
        words = seen(app)
        assert "A · every 14 days" in words
        assert "auto" in words
        await press(pilot, "escape", "down", "G", "1")
        assert "segment: Hôtel Bellevue · A, every 14 days · by hand" in seen(app)
        await press(pilot, "G", "4")
        assert "by the rule" in seen(app)
        assert [one["segment"] for one in doors.named("set_segment")] == ["A", "auto"]
