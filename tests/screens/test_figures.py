"""The operator's own day over the scout desk: by v, complete at eighty columns, back by v or Esc."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline_tui.domain.desk import Figures
from pipeline_tui.domain.own_figures import Became, DayFigures, HourFigures, Usual
from pipeline_tui.screens.figures import FiguresScreen
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.widgets.hours_picture import figures_page, hour_lines
from pipeline_tui.widgets.own_line import day_words
from tests.screens.a_day import a_day
from tests.screens.driving import opened, press, seen
from tests.screens.fake_shop import CLAIRE, FakeDoors, session_with
from tests.screens.scout_desk import SilentPhone


@pytest.mark.parametrize("back", ["v", "escape", "enter"])
async def test_v_shows_the_day_and_goes_back(back: str) -> None:
    async with opened(session_with(FakeDoors())) as (app, pilot):
        await press(pilot, "v")
        words = seen(app)
        for wanted in (
            "My figures · Amélie · today · until 14:03",
            "usual by 14:03",
            "reached of calls",
            "32%",
            "02:40",
            "18:00",
            "█ reached ░ not reached",
            "  3 of  12",
            "You reach most in the evening: 41%",
            "1 won, 5 accepted, 1 returned, 2 waiting",
            "Your own figures only.",
        ):
            assert wanted in words, wanted
        assert "more lines" not in words
        await press(pilot, back)
        assert isinstance(app.screen, ScoutScreen)


async def test_v_is_voicemail_while_a_call_awaits_its_outcome() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await press(pilot, "enter", "enter", "v")
        assert doors.named("record_outcome")[0]["code"] == "voicemail"
        assert not isinstance(app.screen, FiguresScreen)


async def test_a_long_day_fits_eighty_columns() -> None:
    doors = FakeDoors()
    long = replace(a_day(), hours=tuple(HourFigures(hour, 6, 2) for hour in range(9, 21)))
    doors.own_day = lambda: long  # type: ignore[method-assign]
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "v")
        words = seen(app)
        assert "20    2 of   6" in words
        assert "2 waiting" in words
        assert "more lines" not in words


async def test_a_wide_terminal_shows_the_days_before_too() -> None:
    async with opened(session_with(FakeDoors()), size=(120, 40)) as (app, pilot):
        await press(pilot, "v")
        words = seen(app)
        assert "The days you worked before" in words
        assert "Fri 20 Nov" in words
        assert "Thu 12 Nov" in words


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (80, ("37 calls · 4 hot",)),
        (100, ("37 calls · 12 reached", "32% · 4 hot")),
        (120, ("37 calls · 12 reached", "32% · 4 hot", "usual by now 31/10/3")),
    ],
)
def test_the_header_says_more_where_there_is_room(width: int, words: tuple[str, ...]) -> None:
    figures = Figures(37, 12, 4, usual=Usual(31, 10, 3, 7))
    assert day_words(figures, width) == words
    assert all(len(word) <= 24 for word in words), "the header cuts what is longer"


def test_a_very_wide_header_says_the_usual_figures_in_words() -> None:
    figures = Figures(37, 12, 4, usual=Usual(31, 10, 3, 7))
    assert day_words(figures, 160)[-1] == "usual by now 31 calls · 10 reached · 3 hot"


def test_no_rate_of_a_handful_of_calls() -> None:
    assert day_words(Figures(3, 2, 1), 120) == ("3 calls · 2 reached", "1 hot")


@pytest.mark.parametrize("width", [40, 76, 118, 158])
def test_no_line_is_wider_than_its_room(width: int) -> None:
    long = replace(
        a_day(), hours=tuple(HourFigures(hour, 30 * (hour % 3), 9 * (hour % 3)) for hour in range(24))
    )
    for own in (a_day(), long):
        for line in figures_page(own, own.day.day, "Europe/Paris", width):
            assert line.cell_length <= max(width, 60), line.plain


def test_a_first_day_says_so() -> None:
    own = replace(
        a_day(),
        day=DayFigures(a_day().day.day),
        usual=None,
        hours=(),
        days=(),
        best_part="",
        best_rate=None,
        hand_offs=Became(),
    )
    words = "\n".join(line.plain for line in figures_page(own, own.day.day, "Europe/Paris", 118))
    for wanted in (
        "No call yet.",
        "This is your first day.",
        "after a hundred calls",
        "No hand-off in 1 day.",
    ):
        assert wanted in words
    assert "%" not in words


def test_bars_tell_reached_apart_without_colour() -> None:
    (line,) = hour_lines((HourFigures(9, 10, 4),), 76)
    assert line.plain.count("█") * 10 == 4 * (line.plain.count("█") + line.plain.count("░"))


def test_a_goal_stands_beside_what_is_done() -> None:
    assert day_words(Figures(3, 2, 1), 80, 40) == ("3 of 40 calls · 1 hot",)
    assert day_words(Figures(3, 2, 1), 120, 40)[0] == "3 of 40 calls · 2 reached"
