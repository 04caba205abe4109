"""Typed lines read back: times, days, amounts, yes or no, satisfaction."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline_tui.screens import readings
from pipeline_tui.screens.ask import Reading
from tests.screens.fake_shop import FakeDoors, session_with

SESSION = session_with(FakeDoors())


@pytest.mark.parametrize(
    ("text", "shown"),
    [("tomorrow 10:00", "Tue 24 Nov 10:00 · in 20 h"), ("+30 min", "Mon 23 Nov 14:33 · in 30 min")],
)
def test_a_time_to_come(text: str, shown: str) -> None:
    assert readings.reads_time(SESSION, "Europe/Paris")(text) == Reading(shown)


@pytest.mark.parametrize("text", ["", "soon", "yesterday 10:00"])
def test_a_time_not_understood_says_why(text: str) -> None:
    reading = readings.reads_time(SESSION, "Europe/Paris")(text)
    assert reading.trouble
    assert not reading.shown


@pytest.mark.parametrize(
    ("text", "past", "after_today", "reading"),
    [
        ("fri", False, False, Reading("Fri 27 Nov")),
        ("today", False, False, Reading("today")),
        ("today", False, True, Reading(trouble="a day after today is wanted")),
        ("yesterday", False, False, Reading(trouble="yesterday has passed")),
        ("yesterday", True, False, Reading("yesterday")),
    ],
)
def test_a_day(text: str, past: bool, after_today: bool, reading: Reading) -> None:
    assert readings.reads_day(SESSION, past=past, after_today=after_today)(text) == reading


def test_an_empty_day_is_none() -> None:
    assert readings.day_of(SESSION, "") is None
    assert readings.day_of(SESSION, "24/12") == date(2026, 12, 24)


@pytest.mark.parametrize(
    ("text", "shown"), [("45", "€45"), ("1 200,50", "€1,200.50"), ("0", ""), ("-4", ""), ("many", "")]
)
def test_an_amount_is_above_zero(text: str, shown: str) -> None:
    reading = readings.reads_amount(SESSION)(text)
    assert reading.shown == shown
    assert bool(reading.trouble) is not bool(shown)


@pytest.mark.parametrize(
    ("text", "reading", "yes"),
    [
        ("y", Reading("they did"), True),
        ("Oui", Reading("they did"), True),
        ("n", Reading("they did not"), False),
        ("maybe", Reading(trouble="y or n is wanted"), False),
    ],
)
def test_yes_or_no(text: str, reading: Reading, yes: bool) -> None:
    assert readings.reads_yes_no("they did", "they did not")(text) == reading
    assert readings.is_yes(text) is yes


@pytest.mark.parametrize(("text", "figure"), [("0", 0), ("10", 10), ("7/10", 7), ("", None)])
def test_satisfaction(text: str, figure: int | None) -> None:
    assert readings.satisfaction_of(text) == figure


@pytest.mark.parametrize("text", ["11", "-1", "7.5", "good", "²"])
def test_satisfaction_is_a_figure_from_0_to_10(text: str) -> None:
    assert readings.reads_satisfaction(text).trouble
