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
from pipeline_tui.storage.sight import not_on_your_desk
from tests.screens.driving import opened, press, seen, settle, write
from tests.screens.fake_shop import session_with
from tests.screens.farmer_desk import marked
from tests.screens.selling_records import FATOU, TODAY
from tests.screens.selling_shop import SellingDoors


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
        await settle(pilot)
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


async def test_what_a_colleague_is_to_take_over_ends_as_a_call_that_goes_on() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "d", "1", "1")
        assert "A large job, to be quoted  → z" in seen(app)
        await press(pilot, "2")
        assert "Enter Talked, it goes on" in seen(app)
        await press(pilot, "enter")
        assert doors.named("record_outcome")[0]["code"] == "talked"
        assert "How did it go" in seen(app)
        assert not doors.named("hand_off")


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
