from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.clocks import instant, zone_named
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.working_time import add_working_minutes, is_open, next_open, parse_hours

PARIS = "Europe/Paris"


def paris(text: str) -> datetime:
    return instant(datetime.fromisoformat(text), PARIS)


def never(_day: date) -> bool:
    return False


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("Mon-Sat 9-19", ["9-19"] * 6 + [""]),
        ("Mon-Fri 9-12:30,14-18; Sat 9-12", ["9-12.5 14-18"] * 5 + ["9-12", ""]),
        ("lun-ven 9h-12h30, 14h-18h; sam 9h-12h", ["9-12.5 14-18"] * 5 + ["9-12", ""]),
        ("Lundi au vendredi 9h à 18h", ["9-18"] * 5 + ["", ""]),
        ("du lundi au samedi 9h–19h", ["9-19"] * 6 + [""]),
        ("mar, jeu 10-19", ["", "10-19", "", "10-19", "", "", ""]),
        ("Tue & Thu: 10am-7pm", ["", "10-19", "", "10-19", "", "", ""]),
        ("Tuesday to Thursday 10.30-19", ["", *["10.5-19"] * 3, "", "", ""]),
        ("daily 0-24", ["0-24"] * 7),
        ("tous les jours 9-12 et 14-18", ["9-12 14-18"] * 7),
        ("Sat-Mon 9-12", ["9-12", "", "", "", "", "9-12", "9-12"]),
        ("mercredi 9-12", ["", "", "9-12", "", "", "", ""]),
        ("Tues, Thurs 9-12", ["", "9-12", "", "9-12", "", "", ""]),
    ],
)
def test_hours_read(text: str, week: list[str]) -> None:
    expected = tuple(
        tuple(
            (int(float(start) * 60), int(float(end) * 60))
            for start, end in (period.split("-") for period in day.split())
        )
        for day in week
    )
    assert parse_hours(text).week == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no day"),
        ("9-19", "days and then hours"),
        ("Mon-Sat", "days and then hours"),
        ("Mon-Blursday 9-19", "blursday"),
        ("Mon 19-9", "ends before"),
        ("Mon 9-25", "no clock"),
        ("Mon 9-12:75", "no clock"),
        ("Mon 9-14,12-18", "in front of it"),
        ("Mon 9-12; Mon 14-18", "Monday twice"),
        ("Mon nine to five", "days and then hours"),
        ("Mon 9", "no period"),
        ("Mon-Wed-Fri 9-12", "range of days"),
        ("m 9-12", "day nobody knows"),
    ],
)
def test_hours_refused_with_the_part_that_is_wrong(text: str, said: str) -> None:
    with pytest.raises(UsageTrouble) as trouble:
        parse_hours(text)
    assert said in trouble.value.detail


WEEKDAYS = parse_hours("Mon-Fri 9-12,14-18")


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-23 10:00", 60, "2026-11-23 11:00"),
        ("2026-11-23 11:30", 60, "2026-11-23 14:30"),
        ("2026-11-23 12:30", 60, "2026-11-23 15:00"),
        ("2026-11-23 17:30", 60, "2026-11-24 09:30"),
        ("2026-11-27 17:00", 120, "2026-11-30 10:00"),
        ("2026-11-28 12:00", 30, "2026-11-30 09:30"),
        ("2026-11-23 17:00", 60, "2026-11-23 18:00"),
        ("2026-11-23 06:00", 0, "2026-11-23 09:00"),
        ("2026-11-23 09:00", 7 * 60 * 5, "2026-11-27 18:00"),
    ],
)
def test_working_minutes(start: str, minutes: int, end: str) -> None:
    assert add_working_minutes(paris(start), minutes, WEEKDAYS, PARIS, never) == paris(end)


def test_days_off_do_not_count() -> None:
    off = {date(2026, 12, 25)}
    end = add_working_minutes(paris("2026-12-24 17:30"), 60, WEEKDAYS, PARIS, off.__contains__)
    assert end == paris("2026-12-28 09:30")
    assert not is_open(paris("2026-12-25 10:00"), WEEKDAYS, PARIS, off.__contains__)


@pytest.mark.parametrize(
    ("day", "hours_worked"),
    [("2026-03-29", 8), ("2026-10-25", 10), ("2026-11-29", 9)],
)
def test_clock_changes_make_a_night_shorter_or_longer(day: str, hours_worked: int) -> None:
    night = parse_hours("Sun 0-9")
    start = paris(f"{day} 00:00")
    assert add_working_minutes(start, hours_worked * 60, night, PARIS, never) == paris(f"{day} 09:00")


@pytest.mark.parametrize(
    ("at", "open_now", "opens"),
    [
        ("2026-11-23 09:00", True, "2026-11-23 09:00"),
        ("2026-11-23 08:59", False, "2026-11-23 09:00"),
        ("2026-11-23 12:00", False, "2026-11-23 14:00"),
        ("2026-11-27 18:00", False, "2026-11-30 09:00"),
        ("2026-11-23 17:59", True, "2026-11-23 17:59"),
    ],
)
def test_open_and_next_opening(at: str, open_now: bool, opens: str) -> None:
    assert is_open(paris(at), WEEKDAYS, PARIS, never) is open_now
    assert next_open(paris(at), WEEKDAYS, PARIS, never) == paris(opens)


def test_a_shop_that_never_opens_is_said_so() -> None:
    with pytest.raises(Refused):
        next_open(paris("2026-11-23 09:00"), WEEKDAYS, PARIS, lambda _day: True)
    with pytest.raises(Refused):
        add_working_minutes(paris("2026-11-23 09:00"), 5, WEEKDAYS, PARIS, lambda _day: True)


@given(
    st.integers(0, 1_000_000).map(lambda minutes: paris("2026-01-01") + timedelta(minutes=minutes)),
    st.integers(0, 5000),
    st.integers(0, 5000),
    st.sampled_from([PARIS, "America/New_York", "Australia/Lord_Howe"]),
)
@settings(max_examples=60, deadline=None)
def test_time_adds_up(start: datetime, one: int, other: int, zone: str) -> None:
    halfway = add_working_minutes(start, one, WEEKDAYS, zone, never)
    end = add_working_minutes(halfway, other, WEEKDAYS, zone, never)
    assert end == add_working_minutes(start, one + other, WEEKDAYS, zone, never) or other == 0
    assert end - start >= timedelta(minutes=one + other)


def test_an_unknown_zone_is_named() -> None:
    for name in ("Mars/Base", "", "../etc", "Europe"):
        with pytest.raises(UsageTrouble) as trouble:
            zone_named(name)
        assert name in trouble.value.detail
