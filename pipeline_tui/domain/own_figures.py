"""An operator's own day in figures, beside the median of the seven days they last worked.

Fair means: today is compared with the same time of day, a day that is over with whole days. Nothing is said
of a rate or a median that too little stands behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pipeline_tui.domain.clocks import zone_named

WORKED_DAYS = 7  # so many days worked before make the usual
ENOUGH_DAYS = 3
ENOUGH_CALLS = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """What was done in a stretch of time."""

    calls: int = 0
    reached: int = 0
    handed_off: int = 0


@dataclass(frozen=True, slots=True)
class Usual:
    """Medians over ``days`` days worked."""

    calls: int
    reached: int
    handed_off: int
    days: int


@dataclass(frozen=True, slots=True)
class Rung:
    """One own call; ``seconds`` from the dial to its outcome, None while it awaits one."""

    at: datetime  # UTC
    reached: bool
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class HourFigures:
    """An hour of the day on the shop's clock."""

    hour: int
    calls: int
    reached: int


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day's work."""

    day: date
    calls: int = 0
    reached: int = 0
    handed_off: int = 0
    handling: int | None = None  # median seconds from the dial to the outcome
    paused: int = 0  # seconds

    @property
    def rate(self) -> float | None:
        """Return which part of the calls reached somebody; None when there are too few."""
        return rate(self.reached, self.calls)


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one's hand-offs, counted."""

    waiting: int = 0
    accepted: int = 0
    returned: int = 0
    won: int = 0


@dataclass(frozen=True, slots=True)
class OwnDay:
    """Everything of one's own day: no name of a contact, no number."""

    who: str
    day: DayFigures
    until: datetime | None  # UTC; None when the day is over
    usual: Usual | None  # by the same time of day, or of whole days when the day is over
    usual_handling: int | None  # median seconds of the days before
    usual_paused: int | None  # median seconds of the whole days before
    hours: tuple[HourFigures, ...]  # from the first worked to the last, those without a call between them too
    days: tuple[DayFigures, ...]  # the days worked before, whole, oldest first
    best_part: str  # morning, midday, afternoon, evening; "" with too few calls
    best_rate: float | None
    hand_offs: Became  # given since the oldest of ``days``


def rate(part: int, whole: int) -> float | None:
    """Return part of whole from 0 to 1; None when the whole is too small to say anything."""
    return part / whole if whole >= ENOUGH_CALLS else None


def usual_of(days: Sequence[Counts]) -> Usual | None:
    """Return the medians of days worked, halves rounded down; None when they are fewer than three."""
    if len(days) < ENOUGH_DAYS:
        return None
    return Usual(
        _median([one.calls for one in days]),
        _median([one.reached for one in days]),
        _median([one.handed_off for one in days]),
        len(days),
    )


def middle(values: Iterable[int | None], least: int = 1) -> int | None:
    """Return the median of what is known, None when that is fewer than ``least``."""
    known = [value for value in values if value is not None]
    return _median(known) if len(known) >= max(least, 1) else None


def day_of(day: date, rung: Sequence[Rung], handed_off: int, paused: int) -> DayFigures:
    """Return a day's figures from its calls."""
    handling = middle((one.seconds for one in rung), least=ENOUGH_DAYS)
    return DayFigures(day, len(rung), sum(one.reached for one in rung), handed_off, handling, paused)


def hours_of(rung: Sequence[Rung], zone: str) -> tuple[HourFigures, ...]:
    """Return the calls by hour on the clock of a zone, from the first hour with one to the last."""
    counted: dict[int, list[bool]] = {}
    for one in rung:
        counted.setdefault(one.at.astimezone(zone_named(zone)).hour, []).append(one.reached)
    if not counted:
        return ()
    return tuple(
        HourFigures(hour, len(counted.get(hour, ())), sum(counted.get(hour, ())))
        for hour in range(min(counted), max(counted) + 1)
    )


def _median(values: Sequence[int]) -> int:
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2
