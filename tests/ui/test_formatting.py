"""Data becomes content: harmless whatever it holds, short, aligned."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tui.ui import formatting as f
from pipeline_tui.ui.themes import SIXTEEN, THEMES, theme_for

NOW = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    "hostile",
    [
        "[/]",
        "[b]x",
        "[@click=app.quit]go[/]",
        "Acme [DE] GmbH",
        "a\x1b]52;c;eA==\x07b",
        "a\u202eb",
        "\x9b31m",
        "x\x00y",
    ],
)
def test_data_is_never_parsed_and_never_controls(hostile: str) -> None:
    plain = f.say(hostile).plain
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 or sign == "\u202e" for sign in plain)
    assert f.say(hostile).spans == []
    assert ("[DE]" in plain) == ("[DE]" in hostile)


@settings(max_examples=200)
@given(st.text(max_size=60), st.integers(1, 30), st.booleans())
def test_a_column_is_exactly_as_wide_as_asked(text: str, width: int, right: bool) -> None:
    assert f.column(text, width, right=right).cell_length == width


@given(st.text(max_size=40), st.text(max_size=20), st.integers(45, 90))
def test_a_spread_line_fills_its_width(left: str, right: str, width: int) -> None:
    assert f.spread(f.say(left, limit=20), f.say(right, limit=20), width).cell_length == width


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=17), "in 17 min"),
        (timedelta(minutes=-4), "4 min ago"),
        (timedelta(minutes=89), "in 89 min"),
        (timedelta(hours=3), "in 3 h"),
        (timedelta(days=2), "in 2 days"),
        (timedelta(days=-30), "30 days ago"),
    ],
)
def test_distances_are_short(away: timedelta, words: str) -> None:
    assert f.distance(NOW + away, NOW) == words


@pytest.mark.parametrize(
    ("at", "moment", "planned"),
    [
        (NOW, "14:03", "today 14:03"),
        (datetime(2026, 11, 3, 9, 12, tzinfo=UTC), "3 Nov 10:12", "Tue 3 Nov 10:12"),
        (datetime(2026, 11, 24, 13, 20, tzinfo=UTC), "24 Nov 14:20", "tomorrow 14:20"),
        (datetime(2025, 11, 3, 9, 12, tzinfo=UTC), "3 Nov 2025 10:12", "Mon 3 Nov 2025 10:12"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2 Jul 00:30", "Thu 2 Jul 00:30"),
    ],
)
def test_times_are_those_of_the_zone(at: datetime, moment: str, planned: str) -> None:
    assert f.moment(at, PARIS, NOW) == moment
    assert f.planned(at, PARIS, NOW) == planned


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 12, 28), "yesterday"),
        (date(2026, 12, 30), "tomorrow"),
        (date(2027, 1, 1), "Fri 1 Jan"),  # no other January is meant in December
        (date(2026, 1, 15), "Thu 15 Jan"),
        (date(2027, 8, 2), "Mon 2 Aug 2027"),
        (date(2025, 12, 29), "Mon 29 Dec 2025"),
    ],
)
def test_a_day_names_its_year_where_another_could_be_meant(on: date, words: str) -> None:
    assert f.day(on, date(2026, 12, 29)) == words


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "00:00"), (134, "02:14"), (3734, "1:02:14"), (-5, "00:00")]
)
def test_a_running_time(seconds: float, shown: str) -> None:
    assert f.timer(seconds) == shown


@pytest.mark.parametrize(
    "code", ["planned", "overdue", "done", "waiting", "team", "red", "won", "lost", "paused"]
)
def test_every_state_has_a_word_beside_its_colour(code: str) -> None:
    words = f.state(code).plain.split(" ", 1)
    assert len(words) == 2
    assert words[1].strip()


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"TERM": "xterm-256color"}, "calm"),
        ({"TERM": "tmux-256color"}, "calm"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "calm"),
        ({"TERM": "linux"}, "sixteen"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "sixteen"),
        ({"TEXTUAL_COLOR_SYSTEM": "standard", "TERM": "xterm-256color"}, "sixteen"),
        ({"TEXTUAL_COLOR_SYSTEM": "256", "TERM": "xterm"}, "calm"),
    ],
)
def test_the_theme_fits_the_terminal(environment: dict[str, str], name: str) -> None:
    assert theme_for(environment) == name
    assert theme_for(environment, "high-contrast") == "high-contrast"


def test_sixteen_colours_use_the_terminal_s_own_only() -> None:
    named = [
        SIXTEEN.primary,
        SIXTEEN.accent,
        SIXTEEN.warning,
        SIXTEEN.error,
        SIXTEEN.success,
        SIXTEEN.background,
    ]
    assert all(str(colour).startswith("ansi_") for colour in named)
    assert {theme.name for theme in THEMES} == {"calm", "high-contrast", "sixteen"}
