"""The inbox by keyboard alone: what waits, how long it still may, accepting and returning."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import Refused
from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.screens.inbox import InboxScreen
from pipeline_tui.screens.tell import Tell
from pipeline_tui.widgets.hand_off_sheet import countdown
from tests.screens.driving import opened, press, seen, write
from tests.screens.fake_shop import NOW, PAUL, session_with
from tests.screens.selling_records import hand_off
from tests.screens.selling_shop import SellingDoors

ZONE = "Europe/Paris"


async def test_what_waits_stands_with_its_brief_and_all_that_was_said() -> None:
    async with opened(session_with(SellingDoors(), PAUL)) as (app, pilot):
        await press(pilot, "f9")
        assert isinstance(app.screen, InboxScreen)
        words = seen(app)
        for wanted in (
            "4 waiting · 2 late",
            "47 min left",
            "! 12 min over",
            "!! 2 h over",
            "from Amélie",
            "Weekly bouquet for the",
            "not known",
            "Very friendly.",
            "a accept",
            "R return",
        ):
            assert wanted in words


@pytest.mark.parametrize(
    ("late", "left", "words"),
    [
        ("fresh", timedelta(minutes=47), "· 47 min left to accept it"),
        ("fresh", timedelta(hours=20), "· to be accepted until tomorrow 10:03"),
        ("team", -timedelta(minutes=12), "! 12 min past its limit: open to the team"),
        ("red", -timedelta(hours=2), "!! 2 h past its limit: the manager sees it"),
    ],
)
def test_the_limit_is_counted_down_in_words(late: str, left: timedelta, words: str) -> None:
    assert countdown(hand_off(1, "X", late=late, left=left), ZONE, NOW).plain == words


def test_within_a_tier_there_is_no_limit() -> None:
    assert (
        countdown(replace(hand_off(1, "X", left=timedelta()), limit_at=None), ZONE, NOW).plain == "no limit"
    )


async def test_a_accepts_the_one_under_the_cursor_and_it_leaves_the_list() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "f9", "down", "a")
        assert doors.named("accept") == [{"hand_off_id": 2}]
        words = seen(app)
        assert "Accepted: NGUYEN Van An" in words
        assert isinstance(app.screen, InboxScreen)
        assert len(app.screen.contents.offered) == 3


async def test_returning_asks_why_and_for_a_note_that_may_stay_empty() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "f9", "R")
        assert isinstance(app.screen, Choose)
        await press(pilot, "2")
        assert isinstance(app.screen, Ask)
        await write(pilot, "Wants a [/] call in May")
        await press(pilot, "enter")
        assert doors.named("give_back") == [
            {"hand_off_id": 1, "reason": "not-interested", "note": "Wants a [/] call in May"}
        ]
        assert "top of Amélie's queue" in seen(app)
        await press(pilot, "R", "1", "enter")
        assert doors.named("give_back")[1]["note"] == ""


@pytest.mark.parametrize("keys", [("R", "escape"), ("R", "1", "escape")])
async def test_escape_returns_nothing(keys: tuple[str, ...]) -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "f9", *keys)
        assert isinstance(app.screen, InboxScreen)
        assert doors.named("give_back") == []


async def test_a_hand_off_somebody_else_took_is_explained() -> None:
    doors = SellingDoors()
    doors.refuse["accept"] = Refused("Somebody accepted it before you", "Marc did at 14:02.", "Take another.")
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "f9", "a")
        assert isinstance(app.screen, Tell)
        assert "Marc did at 14:02." in seen(app)


async def test_enter_opens_everything_to_read() -> None:
    async with opened(session_with(SellingDoors(), PAUL)) as (app, pilot):
        await press(pilot, "f9", "enter")
        assert isinstance(app.screen, Tell)
        assert "the doctor sneezes" in seen(app)


async def test_an_empty_inbox_says_what_it_is_for_and_offers_nothing_else() -> None:
    doors = SellingDoors(empty=True)
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "f9", "a", "R", "enter")
        words = seen(app)
        assert "Nothing waits here." in words
        assert "F3 goes to your deals." in words
        assert "a accept" not in words.splitlines()[-1]
        assert doors.named("accept") == []
