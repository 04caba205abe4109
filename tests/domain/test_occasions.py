"""A client's yearly dates over the years, 29 February among them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.occasions import Occasion, check_date, coming, falls_on, is_due, next_on

ANY_DAY = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MONTH_DAY = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda on: (on.month, on.day))


@pytest.mark.parametrize(
    ("month", "day", "today", "on"),
    [
        (12, 24, date(2026, 11, 23), date(2026, 12, 24)),
        (11, 23, date(2026, 11, 23), date(2026, 11, 23)),
        (11, 22, date(2026, 11, 23), date(2027, 11, 22)),
        (2, 29, date(2026, 11, 23), date(2027, 2, 28)),
        (2, 29, date(2028, 1, 1), date(2028, 2, 29)),
        (2, 29, date(2027, 3, 1), date(2028, 2, 29)),
        (2, 29, date(2100, 1, 1), date(2100, 2, 28)),  # no leap year
        (1, 1, date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_the_next_date(month: int, day: int, today: date, on: date) -> None:
    assert next_on(month, day, today) == on


@given(MONTH_DAY, ANY_DAY)
def test_it_comes_once_a_year_and_never_in_the_past(of: tuple[int, int], today: date) -> None:
    on = next_on(*of, today)
    assert on >= today
    assert (on - today).days <= 366
    assert on == falls_on(*of, on.year)
    before = falls_on(*of, on.year - 1)
    assert before < today
    if of != (2, 29) or calendar.isleap(on.year):
        assert (on.month, on.day) == of
    else:
        assert on == date(on.year, 2, 28)


@given(MONTH_DAY, ANY_DAY, st.integers(0, 180))
def test_due_for_the_lead_time_and_no_longer(of: tuple[int, int], today: date, lead: int) -> None:
    on = next_on(*of, today)
    assert is_due(on, lead, today, None) == ((on - today).days <= lead)
    assert not is_due(on, lead, today, on - timedelta(days=lead)), "they were rung in time"
    assert is_due(on, lead, on, on - timedelta(days=lead + 1))


def test_nearest_first_and_none_due_while_they_complain() -> None:
    today = date(2026, 11, 23)
    far, near = Occasion(1, 7, "birthday", 3, 8), Occasion(2, 7, "wedding day", 12, 1)
    made = coming([(far, "NGO Minh", None), (near, "NGO Minh", None)], today)
    assert [(one.occasion.id, one.days_left, one.due) for one in made] == [(2, 8, True), (1, 105, False)]
    assert not any(one.due for one in coming([(near, "NGO Minh", None)], today, selling=False))


@pytest.mark.parametrize(("month", "day"), [(2, 30), (4, 31), (13, 1), (0, 1), (1, 0), (6, 31)])
def test_days_no_year_has(month: int, day: int) -> None:
    with pytest.raises(UsageTrouble):
        check_date(month, day)
    assert check_date(2, 29) == (2, 29)
