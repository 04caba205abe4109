"""Free times: inside working hours on the shop's clock, also where the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pipeline_tui.domain.diaries import Slot, clear, grid, nearest, within_hours
from pipeline_tui.domain.working_time import parse_hours

PARIS = "Europe/Paris"
HOURS = parse_hours("Mon-Fri 9-12,14-18; Sat 9-12")
FRIDAY = datetime(2026, 3, 27, 15, 40, tzinfo=UTC)  # 16:40; the clock goes forward on Sunday


def never(_day: date) -> bool:
    return False


def test_slots_stand_on_the_shop_s_clock_before_and_after_it_changes() -> None:
    times = list(grid(FRIDAY, 3, 30, HOURS, PARIS, never))
    assert times[0] == datetime(2026, 3, 27, 16, 0, tzinfo=UTC)
    by_day = {day: [one for one in times if one.date().day == day] for day in (27, 28, 30)}
    assert [len(one) for one in by_day.values()] == [2, 6, 14]
    assert by_day[28][0].hour == 8  # nine o'clock in winter
    assert by_day[30][0].hour == 7  # and in summer
    assert all(within_hours(one, 30, HOURS, PARIS, never) for one in times)


def test_a_day_off_counts_for_nothing() -> None:
    times = list(grid(FRIDAY, 2, 30, HOURS, PARIS, lambda day: day.day == 28))
    assert {one.day for one in times} == {27, 30}


@pytest.mark.parametrize(
    ("hour", "minute", "fits"),
    [(8, 0, True), (7, 59, False), (10, 30, True), (10, 31, False), (11, 30, False)],
)
def test_an_appointment_ends_before_the_shop_does(hour: int, minute: int, fits: bool) -> None:
    at = datetime(2026, 3, 26, hour, minute, tzinfo=UTC)
    assert within_hours(at, 30, HOURS, PARIS, never) == fits


@pytest.mark.parametrize(("apart", "free"), [(0, False), (29, False), (30, True), (-29, False), (-30, True)])
def test_half_an_hour_is_kept_clear(apart: int, free: bool) -> None:
    assert clear(FRIDAY, 30, [FRIDAY + timedelta(minutes=apart)]) == free


def test_the_nearest_are_told_in_the_order_of_the_day() -> None:
    slots = [Slot("Hugo", FRIDAY + timedelta(hours=hours)) for hours in (-5, -1, 2, 3, 9)]
    assert [slot.at - FRIDAY for slot in nearest(FRIDAY, slots)] == [
        timedelta(hours=one) for one in (-1, 2, 3)
    ]
