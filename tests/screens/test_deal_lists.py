"""Filter, order, snooze and value on the hunter desk, by keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.screens.form import Form
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.inbox import InboxScreen
from tests.screens.driving import opened, press, seen, settle, write
from tests.screens.fake_shop import PAUL, session_with
from tests.screens.selling_records import DEALS
from tests.screens.selling_shop import SellingDoors


async def test_what_is_typed_after_the_slash_filters_at_once_and_escape_shows_all() -> None:
    async with opened(session_with(SellingDoors(), PAUL)) as (app, pilot):
        await press(pilot, "slash")
        await write(pilot, "lefevre")
        words = seen(app)
        assert "LEFÈVRE" in words
        assert "NGO Minh" not in words
        assert "1 of 7" in words
        await press(pilot, "enter", ">")
        screen = app.screen
        assert isinstance(screen, HunterScreen)
        assert screen.focused is None
        assert screen.deals.typed == "lefevre", "the words stay while one works with what they found"
        await press(pilot, "v")
        assert "NGO Minh" not in seen(app)
        await press(pilot, "escape")
        assert "NGO Minh" in seen(app)
        assert screen.deals.typed == ""


async def test_escape_in_the_filter_clears_it_and_nothing_found_says_so() -> None:
    async with opened(session_with(SellingDoors(), PAUL)) as (app, pilot):
        await press(pilot, "slash")
        await write(pilot, "nobody")
        assert "No open deal has these words" in seen(app)
        await press(pilot, "escape")
        words = seen(app)
        assert "NGO Minh" in words
        assert "nobody" not in words


async def test_sorting_goes_round_and_stands_in_the_header() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "S")
        words = seen(app).splitlines()
        assert "Hunter · today · by value" in words[0]
        assert "Hôtel Bellevue" in words[2]
        await press(pilot, "S")
        assert "by age" in seen(app)
        await press(pilot, "S")
        assert "Overdue" in seen(app)


async def test_what_is_too_long_in_its_step_says_so_in_words() -> None:
    async with opened(session_with(SellingDoors(), PAUL)) as (app, _):
        assert "! 9 of 7 days" in seen(app)


async def test_a_snooze_asks_until_when_and_why_and_the_deal_is_silent_with_its_reason() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "z")
        await write(pilot, "1 dec")
        await press(pilot, "enter")
        assert isinstance(app.screen, Form), "without a reason nothing is snoozed"
        await write(pilot, "waits for the bank")
        await press(pilot, "enter")
        assert doors.named("snooze_deal") == [
            {"deal_id": 1, "until": date(2026, 12, 1), "reason": "waits for the bank"}
        ]
        words = seen(app)
        assert "Snoozed · 1 deal" in words
        assert "z Tue 1 Dec" in words
        assert "snoozed: waits for the bank" in words
        assert "2 today · 2 overdue" in words
        await press(pilot, "enter")
        assert "snoozed until Tue 1 Dec: waits for the bank" in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HunterScreen), "a snoozed deal is left without a question"


async def test_an_open_deal_without_a_next_step_is_not_left_by_another_desk_s_key_either() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "enter", "f9")
        assert "What is next for O'CONNOR Maeve?" in seen(app)
        await press(pilot, "escape")
        assert [one["deal_id"] for one in doors.named("plan_next")] == [7]
        assert isinstance(app.screen, InboxScreen)


async def test_leaving_the_program_says_which_deal_has_no_next_step() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "enter", "ctrl+q")
        assert "O'CONNOR Maeve has no next step yet." in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HunterScreen)


async def test_today_is_no_end_of_a_snooze_and_what_is_refused_comes_back() -> None:
    doors = SellingDoors()
    doors.refuse["snooze_deal"] = UsageTrouble("A snooze ends on a day to come", "It is 2 December by now.")
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "z")
        await write(pilot, "today")
        assert "a day after today is wanted" in seen(app)
        await press(pilot, "end", "ctrl+u")
        await write(pilot, "tomorrow")
        await press(pilot, "down")
        await write(pilot, "bank")
        await press(pilot, "enter")
        assert "It is 2 December by now." in seen(app)


async def test_the_value_is_set_from_the_palette_so_that_sums_mean_something() -> None:
    doors = SellingDoors()
    doors.open_deals = (replace(DEALS[2], title=""), *DEALS[3:])
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down")
        assert isinstance(app.screen, HunterScreen)
        app.screen.action_value()
        await settle(pilot)
        await write(pilot, "320")
        await press(pilot, "down")
        await write(pilot, "wedding flowers")
        await press(pilot, "enter")
        assert doors.named("set_value") == [{"deal_id": 3, "value_minor": 32000, "title": "wedding flowers"}]
        assert "€320" in seen(app)
