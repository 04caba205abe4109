"""What time it is: the machine's clock, a fixed instant, or the practice workspace's own running clock.

A practice clock shows now if anyone can be called now, else the last working day at 10:30; it then runs on,
and never runs behind what was recorded already.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

OPENING = time(10, 30)


def machine() -> datetime:
    """Return the machine's time as aware UTC."""
    return datetime.now(UTC)


def running_from(start: datetime) -> Clock:
    """Return a clock that shows ``start`` now, or up to a second later, never less, and runs on."""
    return ahead(ceil((start - machine()).total_seconds()))


def ahead(seconds: int) -> Clock:
    """Return the machine's clock shifted by so many seconds."""
    shift = timedelta(seconds=seconds)
    return lambda: machine() + shift


def fixed(at: datetime) -> Clock:
    """Return a clock that stands still, for one command under ``PIPELINE_NOW``."""
    return lambda: at


def practice_start(
    real: datetime,
    kept_offset: int,
    last_act: datetime | None,
    callable_at: Callable[[datetime], bool],
    zone: str,
) -> datetime:
    """Return what a practice clock shows when the workspace is opened (UTC).

    ``callable_at`` says whether anyone can be called at an instant; ``last_act`` is the newest entry.
    """
    going_on = real + timedelta(seconds=kept_offset)
    floor = max(going_on, last_act) if last_act else going_on
    if callable_at(floor) and (last_act is not None or kept_offset):
        return floor
    earliest = last_act or datetime.min.replace(tzinfo=UTC)
    if real >= earliest and callable_at(real):
        return real
    here = ZoneInfo(zone)
    for days_back in range(1, 15):
        day = real.astimezone(here).date() - timedelta(days=days_back)
        at = datetime.combine(day, OPENING, here).astimezone(UTC)
        if at < earliest:
            break
        if callable_at(at):
            return at
    for minutes in range(0, 14 * 24 * 60, 15):  # everything behind is taken: go on to the next opening
        at = floor + timedelta(minutes=minutes)
        if callable_at(at):
            return at
    return floor
