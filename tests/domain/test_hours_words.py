"""Opening hours are shown with the day names of the language that is spoken, and mean the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline_tui.domain.hours_words import hours_words
from pipeline_tui.domain.working_time import parse_hours
from pipeline_tui.settings import speak


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("fr", "Mon-Sat 9-19", "lun-sam 9-19"),
        ("fr", "Mon-Fri 9-12:30,14-18; Sat 9-12", "lun-ven 9-12:30,14-18; sam 9-12"),
        ("fr", "Tuesday to Sunday 10-19", "mar to dim 10-19"),
        ("fr", "mardi-dimanche 10h-19h", "mardi-dimanche 10h-19h"),
        ("fr", "daily 9-19", "daily 9-19"),
        ("en", "Mon-Sat 9-19", "Mon-Sat 9-19"),
        ("en", "lundi-ven 9h-12h30, 14h-18h; sam 9h-12h", "Mon-Fri 9h-12h30, 14h-18h; Sat 9h-12h"),
    ],
)
def test_days_are_named_in_the_language_and_read_back_alike(language: str, typed: str, shown: str) -> None:
    speak(language)
    assert hours_words(typed) == shown
    assert parse_hours(shown).week == parse_hours(typed).week
