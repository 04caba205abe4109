"""Free times in a diary: inside the shop's hours, clear of what is agreed already; never whose time it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipeline_tui.domain.clocks import instant_on, local_day
from pipeline_tui.domain.working_time import WorkingHours, is_open

DAYS = 5  # working days looked at, today among them
MINUTES = 30
NEAREST = 3
_FURTHEST = 60  # calendar days in which the working days are looked for


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which a hunter is free."""

    hunter: str
    at: datetime  # UTC
    minutes: int = MINUTES


def grid(
    start: datetime, days: int, minutes: int, hours: WorkingHours, zone: str, closed: Callable[[date], bool]
) -> Iterator[datetime]:
    """Yield times (UTC) after ``start`` that leave room within the hours of so many working days."""
    first, left = local_day(start, zone), days
    for count in range(_FURTHEST):
        day = first + timedelta(days=count)
        periods = () if closed(day) else hours.on(day)
        if not periods:
            continue
        for opens, closes in periods:
            for minute in range(opens, closes - minutes + 1, minutes):
                at = instant_on(day, minute, zone)
                if at > start:
                    yield at
        left -= 1
        if not left:
            return


def within_hours(
    at: datetime, minutes: int, hours: WorkingHours, zone: str, closed: Callable[[date], bool]
) -> bool:
    """Return whether somebody works from an instant (UTC) until the appointment's last minute."""
    ends = at + timedelta(minutes=minutes - 1)
    return is_open(at, hours, zone, closed) and is_open(ends, hours, zone, closed)


def clear(at: datetime, minutes: int, taken: Iterable[datetime]) -> bool:
    """Return whether an appointment keeps clear of everything that begins near it."""
    room = timedelta(minutes=minutes)
    return all(abs(at - one) >= room for one in taken)


def nearest(at: datetime, slots: Iterable[Slot], most: int = NEAREST) -> tuple[Slot, ...]:
    """Return the slots closest to a time, in the order of the day."""
    close = sorted(slots, key=lambda slot: (abs(slot.at - at), slot.at))[:most]
    return tuple(sorted(close, key=lambda slot: slot.at))
