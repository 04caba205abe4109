"""A client's yearly dates: when the next one is, and how long before it somebody should ring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.wording import tr

LEAD_DAYS = 10  # unless the client, or the trade, needs more
LONGEST_LEAD = 180
_LEAP = 2024  # any leap year: 29 February is a date like others


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date that comes back every year: whose it is, where it goes, what it was last time."""

    id: int
    contact_id: int
    what: str  # birthday, wedding anniversary
    month: int
    day: int
    recipient: str = ""
    relation: str = ""
    address: str = ""
    last_gift: str = ""
    lead_days: int = LEAD_DAYS


@dataclass(frozen=True, slots=True)
class Coming:
    """An occasion with its next date, for one client."""

    occasion: Occasion
    name: str  # of the client
    on: date
    days_left: int
    due: bool  # it is time to ring about it


def check_date(month: int, day: int) -> tuple[int, int]:
    """Return a month and day that some year has; UsageTrouble for 31 April."""
    try:
        date(_LEAP, month, day)
    except ValueError:
        raise UsageTrouble(
            tr("There is no such day"),
            tr("Month {month} has no day {day}.", month=month, day=day),
            tr("Write it like 14 February or 14/2."),
        ) from None
    return month, day


def falls_on(month: int, day: int, year: int) -> date:
    """Return the date in a year; 29 February is kept on the 28th where there is none: never too late."""
    if (month, day) == (2, 29) and not _is_leap(year):
        return date(year, 2, 28)
    return date(year, month, day)


def next_on(month: int, day: int, today: date) -> date:
    """Return the next date from today on."""
    this_year = falls_on(month, day, today.year)
    return this_year if this_year >= today else falls_on(month, day, today.year + 1)


def is_due(on: date, lead_days: int, today: date, last_contact: date | None) -> bool:
    """Return whether it is time to ring: within the lead time, and nobody has spoken to them in it."""
    began = on - timedelta(days=lead_days)
    return began <= today <= on and (last_contact is None or last_contact < began)


def coming(
    occasions: Iterable[tuple[Occasion, str, date | None]], today: date, *, selling: bool = True
) -> tuple[Coming, ...]:
    """Return occasions with their next dates, nearest first; each comes with its client and last contact.

    Without ``selling`` none is due: a complaint comes first.
    """
    made = []
    for one, name, last_contact in occasions:
        on = next_on(one.month, one.day, today)
        due = selling and is_due(on, one.lead_days, today, last_contact)
        made.append(Coming(one, name, on, (on - today).days, due))
    return tuple(sorted(made, key=lambda each: (each.on, each.name, each.occasion.id)))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
