"""The next step of a deal: read back as it is typed, proposed when a deal would be left without one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from textual.widgets import Input

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.screens.form import Form
from pipeline_tui.screens.hunter import HunterScreen
from tests.screens.driving import opened, press, seen, write
from tests.screens.fake_shop import NOW, PAUL, session_with
from tests.screens.selling_shop import SellingDoors

TOMORROW_TEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


async def test_the_next_step_is_read_back_while_it_is_typed() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "t")
        assert isinstance(app.screen, Form)
        assert "Until now: Ring about the quote" in seen(app)
        await press(pilot, "down")
        await write(pilot, "tomorrow 10h")
        assert "Tue 24 Nov 10:00 · in 20 h" in seen(app)
        await press(pilot, "enter")
        assert doors.named("plan_next") == [{"deal_id": 1, "do": "Ring about the quote", "at": TOMORROW_TEN}]


@pytest.mark.parametrize("typed", ["yesterday", "blue", ""])
async def test_a_time_that_is_not_understood_keeps_the_question_open(typed: str) -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "t", "down")
        await write(pilot, typed)
        await press(pilot, "enter")
        assert isinstance(app.screen, Form)
        assert doors.named("plan_next") == []


async def test_what_the_service_refuses_comes_back_with_what_was_typed() -> None:
    doors = SellingDoors()
    doors.refuse["plan_next"] = UsageTrouble(
        "That time has passed", "It is 14:04 by now.", "Give a later one."
    )
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "t", "down")
        await write(pilot, "+1h")
        await press(pilot, "enter")
        assert isinstance(app.screen, Form)
        assert "That time has passed. It is 14:04 by now." in seen(app)
        assert [field.value for field in app.screen.query(Input)] == ["Ring about the quote", "+1h"]
        await press(pilot, "enter")
        assert len(doors.named("plan_next")) == 2


async def test_after_the_call_a_deal_is_not_left_without_a_next_step() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "d", "z")
        assert doors.named("record_outcome")[0]["code"] == "talked"
        assert doors.named("record_outcome")[0]["then_next"] is False
        assert "Promised by Amélie" in seen(app), "the card of the deal stands there after its call"
        await press(pilot, "escape")
        assert isinstance(app.screen, Form)
        assert "What is next for NGO Minh?" in seen(app)
        await press(pilot, "escape")
        planned = doors.named("plan_next")
        assert [one["do"] for one in planned] == ["Ring about the quote"]
        assert planned[0]["at"] > NOW + timedelta(days=1)
        assert "Overdue" in seen(app)
        assert isinstance(app.screen, HunterScreen)


async def test_a_deal_that_has_its_next_step_is_left_without_a_question() -> None:
    async with opened(session_with(SellingDoors(), PAUL)) as (app, pilot):
        await press(pilot, "down", "down", "down", "enter", "escape")
        assert isinstance(app.screen, HunterScreen)
        assert app.screen.card is None


async def test_a_deal_without_a_next_step_proposes_one_and_a_typed_one_wins() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, Form)
        await press(pilot, "down")
        await write(pilot, "tomorrow 10:00")
        await press(pilot, "enter")
        assert doors.named("plan_next") == [
            {"deal_id": 7, "do": "Write the quote with two versions", "at": TOMORROW_TEN}
        ]
