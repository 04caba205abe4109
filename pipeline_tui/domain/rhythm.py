"""When a client is next contacted: counted from the last real contact, never in the past, on open days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline_tui.domain.errors import Refused
from pipeline_tui.wording import tr

MOST_DAYS_ASIDE = 5  # a check-in gives way to a full day by so many days at most
_SHARE_ASIDE = 10  # and by one day for each ten of its rhythm: whoever is rung often is rung on time
_LONGEST_CLOSURE = 366
_MOST_DOUBLINGS = 10

Closed = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The day proposed for a client's next check-in, and why it is not the one the rhythm gave."""

    day: date
    wished: date  # by the rhythm, on an open day
    standing: int = 0  # check-ins that stand on the wished day already, where it is full
    tries: int = 0  # in vain in a row, this one included
    telling: bool = False  # so many that another way than ringing is worth a thought

    @property
    def gave_way(self) -> bool:
        """Return whether another day was taken because the wished one is full."""
        return self.day != self.wished


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


def patience(retry_days: int, tries: int, rhythm_days: int) -> int:
    """Return how many days to wait after so many tries in vain: twice as long each time, to the rhythm."""
    longer = max(1, retry_days) * 2 ** min(max(tries - 1, 0), _MOST_DOUBLINGS)
    return int(min(longer, max(rhythm_days, retry_days, 1)))


def days_aside(rhythm_days: int) -> int:
    """Return how far a check-in may give way to a full day, in days."""
    return min(rhythm_days // _SHARE_ASIDE, MOST_DAYS_ASIDE)


def freer_day(
    wished: date, aside: int, standing: Mapping[date, int], limit: int, earliest: date, closed: Closed
) -> date:
    """Return the nearest open day with room, the earlier one of two; the wished day where none has any.

    ``standing`` counts the check-ins of each day, ``limit`` is from where on a day is full. No day before
    ``earliest`` is taken.
    """
    for step in range(aside + 1):
        for day in (wished - timedelta(days=step), wished + timedelta(days=step)):
            if day >= earliest and standing.get(day, 0) < limit and not closed(day):
                return day
    return wished


def open_day(day: date, closed: Closed) -> date:
    """Return the day itself when open, else the next open one; Refused when a whole year is closed."""
    for step in range(_LONGEST_CLOSURE):
        if not closed(candidate := day + timedelta(days=step)):
            return candidate
    raise Refused(
        tr("No open day"),
        tr("Every day of the year after {day} is closed.", day=day.isoformat()),
        tr("Correct the working hours or the days off."),
    )
