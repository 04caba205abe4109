from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.rhythm import first_check_in, next_check_in, retry_after_nobody

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
