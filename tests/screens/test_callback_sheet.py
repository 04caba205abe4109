"""The callback sheet: two keys beside the time, both clocks, whose it is, and times the rules forbid."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from pipeline_tui.domain.errors import Refused
from pipeline_tui.screens.callback import AskCallback, Clocks, NotThen
from pipeline_tui.screens.session import Session
from pipeline_tui.telephony.handset import Handset
from tests.screens.driving import opened, press, seen, write
from tests.screens.fake_shop import CLAIRE, NOW, FakeDoors, session_with

ISLAND = replace(CLAIRE, zone="America/Guadeloupe", name="Léa HENRI")  # five hours behind Paris
BEFORE = datetime(2026, 11, 24, 18, 45, tzinfo=UTC)
AFTER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def shop(contact: Any = CLAIRE) -> tuple[FakeDoors, Session]:
    doors = FakeDoors((contact,))
    return doors, session_with(doors, phone=Handset())


def closed(doors: FakeDoors, **nearest: datetime | None) -> None:
    data = {"needs": "exact", "before": BEFORE, "after": AFTER} | nearest
    doors.refuse["may_promise"] = Refused("Outside the calling window", "It is Tue 21:00 there.", "", data)


async def calling(pilot: Pilot[Any]) -> None:
    await press(pilot, "enter", "enter")


async def test_a_callback_costs_its_time_and_two_keys() -> None:
    """The budget: ``c``, the time as typed, Enter."""
    doors, session = shop()
    async with opened(session) as (app, pilot):
        await calling(pilot)
        keys = ["c", *"tue 14:20".replace(" ", "~"), "enter"]
        await press(pilot, *("space" if key == "~" else "colon" if key == ":" else key for key in keys))
        (given,) = doors.named("record_outcome")
        assert len(keys) == len("tue 14:20") + 2
        assert given["callback"] == datetime(2026, 11, 24, 13, 20, tzinfo=UTC)
        assert (given["then_next"], given["team"], given["exact"]) == (True, False, False)
        assert not isinstance(app.screen, AskCallback)


async def test_a_forbidden_time_is_asked_for_and_the_nearest_are_offered() -> None:
    doors, session = shop()
    closed(doors)
    async with opened(session) as (app, pilot):
        await calling(pilot)
        await press(pilot, "c")
        await write(pilot, "tue 21h")
        await press(pilot, "enter")
        assert isinstance(app.screen, NotThen)
        words = seen(app)
        for wanted in (
            "Did they ask for exactly this time?",
            "Tue 24 Nov 21:00",
            "It is Tue 21:00 there.",
            "1 they asked for exactly this time",
            "2 Tue 24 Nov 19:45 · nearest before",
            "3 Wed 25 Nov 10:00 · nearest after",
            "4 another time",
        ):
            assert wanted in words, wanted
        await press(pilot, "enter")
        assert isinstance(app.screen, NotThen), "Enter opened the question and does not answer it"
        await press(pilot, "3")
        (given,) = doors.named("record_outcome")
        assert (given["callback"], given["exact"]) == (AFTER, False)


@pytest.mark.parametrize(
    ("keys", "at", "exact"),
    [
        (("1",), datetime(2026, 11, 24, 20, 0, tzinfo=UTC), True),
        (("2",), BEFORE, False),
        (("down", "down", "enter"), BEFORE, False),
        (("3",), AFTER, False),
    ],
)
async def test_a_digit_or_the_cursor_takes_a_time(keys: tuple[str, ...], at: datetime, exact: bool) -> None:
    doors, session = shop()
    closed(doors)
    async with opened(session) as (_, pilot):
        await calling(pilot)
        await press(pilot, "c")
        await write(pilot, "tue 21h")
        await press(pilot, "tab", "enter", *keys)
        (given,) = doors.named("record_outcome")
        assert (given["callback"], given["exact"], given["team"]) == (at, exact, True)


async def test_nobody_hangs_up_while_another_time_can_be_agreed() -> None:
    doors, phone = FakeDoors((CLAIRE,)), Handset()
    hung_up: list[None] = []
    hang_up = phone.hang_up

    async def hanging_up() -> None:
        hung_up.append(None)
        await hang_up()

    phone.hang_up = hanging_up  # type: ignore[method-assign]
    closed(doors)
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await calling(pilot)
        await press(pilot, "c")
        await write(pilot, "tue 21h")
        await press(pilot, "enter")
        assert isinstance(app.screen, NotThen)
        assert hung_up == []
        await press(pilot, "2")
        assert len(hung_up) == 1


async def test_a_window_that_closes_meanwhile_asks_all_the_same() -> None:
    doors, session = shop()
    data = {"needs": "exact", "before": None, "after": AFTER}
    doors.refuse["record_outcome"] = Refused("Outside the calling window", "Closed.", "", data)
    async with opened(session) as (app, pilot):
        await calling(pilot)
        await press(pilot, "c", "1", "enter")
        assert isinstance(app.screen, NotThen)
        await press(pilot, "2")
        first, second = doors.named("record_outcome")
        assert second["callback"] == AFTER
        assert first["act"] != second["act"]


@pytest.mark.parametrize("key", ["escape", "4"])
async def test_another_time_comes_back_to_what_was_typed(key: str) -> None:
    doors, session = shop()
    closed(doors)
    async with opened(session) as (app, pilot):
        await calling(pilot)
        await press(pilot, "c")
        await write(pilot, "tue 21h")
        await press(pilot, "tab", "enter", key)
        assert isinstance(app.screen, AskCallback)
        assert app.screen.query_one(Input).value == "tue 21h"
        assert "● the team's" in seen(app)
        await press(pilot, "escape")
        assert doors.named("record_outcome") == []


async def test_no_allowed_time_within_weeks_is_said() -> None:
    doors, session = shop()
    closed(doors, before=None, after=None)
    async with opened(session) as (app, pilot):
        await calling(pilot)
        await press(pilot, "c", "1", "enter")
        assert "No other time is allowed within six weeks." in seen(app)
        assert "2 another time" in seen(app)


@pytest.mark.parametrize("key", ["tab", "shift+tab", "down", "up"])
async def test_a_key_gives_the_call_to_the_team_and_another_takes_it_back(key: str) -> None:
    doors, session = shop()
    async with opened(session) as (app, pilot):
        await calling(pilot)
        await press(pilot, "c")
        assert "● mine   ○ the team's" in seen(app)
        await press(pilot, key)
        assert "○ mine   ● the team's" in seen(app)
        await press(pilot, key, key, "1", "enter")
        assert doors.named("record_outcome")[0]["team"] is True


async def test_a_client_s_call_is_nobody_else_s() -> None:
    _, session = shop()
    async with opened(session) as (app, pilot):
        clocks = Clocks.of(session, "Europe/Paris")
        await app.push_screen(AskCallback("Claire", clocks, ours=False))
        await press(pilot, "tab")
        assert "team" not in seen(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_both_clocks_are_read_back(size: tuple[int, int]) -> None:
    doors, session = shop(ISLAND)
    async with opened(session, size=size) as (app, pilot):
        await calling(pilot)
        await press(pilot, "c")
        words = seen(app)
        for wanted in (
            "Call back · Léa HENRI",
            "Times are theirs: it is 09:03 there, 14:03 here.",
            "1  in an hour           Mon 23 Nov 10:03 there · 15:03 here",
            "3  next half-day        Mon 23 Nov 14:00 there · 19:00 here",
        ):
            assert wanted in words, wanted
        await write(pilot, "tue 20h")
        assert "Tue 24 Nov 20:00 there · Wed 01:00 here · in 35 h" in seen(app)
        await press(pilot, "enter")
        assert doors.named("record_outcome")[0]["callback"] == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("yesterday", '"yesterday" is Sun 22 Nov 10:00, which is over.'),
        ("today 9:00", "which is over."),
        ("1/6/2029 10:00", "Fri 1 Jun 2029 10:00, more than two years ahead."),
        ("28/3/2027 2:30", "no 02:30 that night, the clocks go forward: 03:30 is meant"),
        ("31/10/2027 2:30", "02:30 comes twice that night: the first is meant, summer time"),
    ],
)
async def test_a_time_that_needs_a_word_gets_it(typed: str, said: str) -> None:
    _, session = shop()
    async with opened(session) as (app, pilot):
        await calling(pilot)
        await press(pilot, "c")
        await write(pilot, typed)
        sheet = [row.split("│")[1] for row in seen(app).splitlines() if row.count("│") == 2]
        assert said in " ".join(" ".join(sheet).split())


async def test_half_a_word_is_no_trouble_until_it_is_given() -> None:
    doors, session = shop()
    async with opened(session) as (app, pilot):
        await calling(pilot)
        await press(pilot, "c", "t", "u")
        assert "not a time yet" in seen(app)
        assert "it says no time" not in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, AskCallback)
        assert '"tu": it says no time.' in seen(app)
        assert doors.named("record_outcome") == []


async def test_what_was_read_back_is_promised_though_the_minute_turned() -> None:
    doors, session = shop()
    clock = [NOW]
    session = replace(session, now=lambda: clock[0])
    async with opened(session) as (app, pilot):
        await calling(pilot)
        await press(pilot, "c")
        await write(pilot, "14:05")
        assert "Mon 23 Nov 14:05" in seen(app)
        clock[0] = NOW + timedelta(minutes=1, seconds=59)
        await press(pilot, "enter")
        assert doors.named("record_outcome")[0]["callback"] == NOW + timedelta(minutes=2)


async def test_a_time_that_passed_while_it_stood_there_is_not_tomorrow_s() -> None:
    doors, session = shop()
    clock = [NOW]
    session = replace(session, now=lambda: clock[0])
    async with opened(session) as (app, pilot):
        await calling(pilot)
        await press(pilot, "c")
        await write(pilot, "14:05")
        clock[0] = NOW + timedelta(minutes=3)
        await press(pilot, "enter")
        assert isinstance(app.screen, AskCallback)
        assert "Tue 24 Nov 14:05" in seen(app), "it is read back anew, and Enter is wanted again"
        await press(pilot, "enter")
        assert doors.named("record_outcome")[0]["callback"] == NOW + timedelta(days=1, minutes=2)
