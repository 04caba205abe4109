"""The weeks of a month, and steps from month to month."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.widgets.month_grid import month_away, weeks_of

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_a_month_is_four_to_six_whole_weeks_from_monday(on: date) -> None:
    weeks = weeks_of(on)
    days = [day for week in weeks for day in week]
    assert 4 <= len(weeks) <= 6
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert all(any(day.month == on.month for day in week) for week in weeks)
    last = month_away(on.replace(day=1), 1) - timedelta(days=1)
    assert {on.replace(day=1), on, last} <= set(days)


@pytest.mark.parametrize(
    ("on", "by", "other"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 11, 30), 13, date(2027, 12, 30)),
    ],
)
def test_a_month_away_is_the_same_day_or_the_last_one(on: date, by: int, other: date) -> None:
    assert month_away(on, by) == other
