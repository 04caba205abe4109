from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.rhythm import (
    days_aside,
    first_check_in,
    freer_day,
    next_check_in,
    patience,
    retry_after_nobody,
)

D = date.fromisoformat
OFF = {D("2026-12-25"), D("2027-01-01")}


def closed(day: date) -> bool:
    return day.weekday() == 6 or day in OFF


@pytest.mark.parametrize(
    ("last", "days", "today", "due"),
    [
        ("2026-11-23", 14, "2026-11-23", "2026-12-07"),
        ("2026-11-22", 14, "2026-11-23", "2026-12-07"),  # a Sunday moves to Monday
        ("2026-11-25", 30, "2026-11-25", "2026-12-26"),  # Christmas moves to Saturday
        ("2026-01-05", 14, "2026-11-23", "2026-11-23"),  # long missed: today, once
        ("2026-01-05", 14, "2026-11-22", "2026-11-23"),  # and not on a Sunday
        ("2026-11-09", 14, "2026-11-23", "2026-11-23"),
    ],
)
def test_next_check_in(last: str, days: int, today: str, due: str) -> None:
    assert next_check_in(D(last), days, D(today), closed) == D(due)


@pytest.mark.parametrize(
    ("after", "days", "today", "due"),
    [
        ("2026-11-23", 3, "2026-11-23", "2026-11-26"),
        ("2026-12-22", 3, "2026-11-23", "2026-12-26"),  # delivery ahead, Christmas closed
        ("2026-11-01", 3, "2026-11-23", "2026-11-23"),
    ],
)
def test_first_check_in(after: str, days: int, today: str, due: str) -> None:
    assert first_check_in(D(after), days, D(today), closed) == D(due)


@pytest.mark.parametrize(
    ("today", "days", "due"),
    [("2026-11-23", 1, "2026-11-24"), ("2026-11-28", 1, "2026-11-30"), ("2026-11-23", 0, "2026-11-24")],
)
def test_retry_when_nobody_was_reached(today: str, days: int, due: str) -> None:
    assert retry_after_nobody(D(today), days, closed) == D(due)


@given(
    st.dates(D("2025-01-01"), D("2027-12-31")),
    st.integers(0, 400),
    st.dates(D("2025-01-01"), D("2027-12-31")),
)
def test_never_past_never_closed_never_early(last: date, days: int, today: date) -> None:
    due = next_check_in(last, days, today, closed)
    assert due >= today
    assert not closed(due)
    assert due >= last + timedelta(days=days)
    assert due - max(today, last + timedelta(days=days)) <= timedelta(days=2)


def test_a_year_without_open_day_is_refused() -> None:
    with pytest.raises(Refused):
        retry_after_nobody(D("2026-11-23"), 1, lambda _day: True)


@pytest.mark.parametrize(
    ("tries", "waits"), [(0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (5, 14), (6, 14), (10**6, 14)]
)
def test_patience_doubles_up_to_the_rhythm(tries: int, waits: int) -> None:
    assert patience(1, tries, 14) == waits


def test_patience_is_never_shorter_than_the_playbook_s_own_wait() -> None:
    assert patience(5, 1, 2) == 5
    assert patience(0, 3, 0) == 1


@pytest.mark.parametrize(("days", "aside"), [(2, 0), (9, 0), (10, 1), (14, 1), (30, 3), (90, 5), (365, 5)])
def test_how_far_a_check_in_may_give_way(days: int, aside: int) -> None:
    assert days_aside(days) == aside


@pytest.mark.parametrize(
    ("standing", "aside", "day"),
    [
        ({}, 3, "2026-12-02"),
        ({"2026-12-02": 19}, 3, "2026-12-02"),
        ({"2026-12-02": 20}, 3, "2026-12-01"),  # the earlier of two equally near days
        ({"2026-12-02": 20, "2026-12-01": 20}, 3, "2026-12-03"),
        ({"2026-12-02": 25, "2026-12-01": 20, "2026-12-03": 20}, 3, "2026-11-30"),
        ({"2026-12-02": 20, "2026-12-01": 20, "2026-12-03": 20}, 1, "2026-12-02"),  # no room near enough
        ({"2026-12-02": 20}, 0, "2026-12-02"),
    ],
)
def test_a_full_day_gives_way_to_the_nearest_with_room(
    standing: dict[str, int], aside: int, day: str
) -> None:
    counts = {D(key): number for key, number in standing.items()}
    assert freer_day(D("2026-12-02"), aside, counts, 20, D("2026-11-24"), closed) == D(day)


_DAYS = st.dates(D("2026-11-01"), D("2027-02-01"))


@given(_DAYS, st.integers(0, 9), st.dictionaries(_DAYS, st.integers(0, 5)), _DAYS)
def test_whatever_day_is_taken_is_near_open_and_no_fuller(
    wished: date, aside: int, standing: dict[date, int], earliest: date
) -> None:
    wished = next_check_in(wished, 0, max(wished, earliest), closed)
    day = freer_day(wished, aside, standing, 3, earliest, closed)
    assert not closed(day)
    assert day >= earliest
    assert abs((day - wished).days) <= aside
    assert standing.get(day, 0) <= standing.get(wished, 0)
    assert day == wished or standing.get(wished, 0) >= 3 > standing.get(day, 0)
