"""When a client is next contacted: counted from the last real contact, never in the past, on open days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from pipeline_tui.domain.errors import Refused

_LONGEST_CLOSURE = 366

Closed = Callable[[date], bool]


def next_check_in(last_contact: date, days: int, today: date, closed: Closed) -> date:
    """Return the day of the next check-in, counted from the last conversation, not from the last plan.

    A day already gone by becomes the first open day from today: missed check-ins never pile up. ``closed``
    tells public holidays and days off; a check-in on one moves forward.
    """
    return open_day(max(last_contact + timedelta(days=days), today), closed)


def first_check_in(after: date, days: int, today: date, closed: Closed) -> date:
    """Return the day of the first check-in, counted from the purchase or delivery day."""
    return open_day(max(after + timedelta(days=days), today), closed)


def retry_after_nobody(today: date, retry_days: int, closed: Closed) -> date:
    """Return the day to try again when nobody was reached: at least tomorrow; the rhythm stays as it was."""
    return open_day(today + timedelta(days=max(1, retry_days)), closed)


def open_day(day: date, closed: Closed) -> date:
    """Return the day itself when open, else the next open one; Refused when a whole year is closed."""
    for step in range(_LONGEST_CLOSURE):
        if not closed(candidate := day + timedelta(days=step)):
            return candidate
    raise Refused(
        "No open day",
        f"Every day of the year after {day.isoformat()} is closed.",
        "Correct the working hours or the days off.",
    )
