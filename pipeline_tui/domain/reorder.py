"""When a client buys again by their own habit: the gap between purchases, what is due, who is silent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_high

ENOUGH = 3  # purchase days: two gaps are the least a habit is read from
SILENT_AT = 1.5  # times the own gap
AHEAD = 7  # days: an order that is due within a week is worth a call now


@dataclass(frozen=True, slots=True)
class Habit:
    """How often a client buys: the median number of days between purchase days, and the last of them."""

    gap: int
    last_on: date

    @property
    def due_on(self) -> date:
        """Return the day on which the next purchase would come."""
        return self.last_on + timedelta(days=self.gap)

    def days_left(self, today: date) -> int:
        """Return how many days there are until then; below zero when it is late."""
        return (self.due_on - today).days

    def times(self, today: date) -> float:
        """Return for how many of their own gaps the client has bought nothing."""
        return (today - self.last_on).days / self.gap

    def silent(self, today: date) -> bool:
        """Return whether the client has gone silent: no purchase for one and a half of their own gaps."""
        return self.times(today) >= SILENT_AT

    def due(self, today: date) -> bool:
        """Return whether the next purchase is due within a week, or late, and the client not silent yet."""
        return self.days_left(today) <= AHEAD and not self.silent(today)


def habit(bought_on: Iterable[date]) -> Habit | None:
    """Return the habit of somebody who bought on these days, several times a day or not; None for too few.

    Of two middle gaps the longer one counts: a call too late is forgiven sooner than one too many.
    """
    days = sorted(set(bought_on))
    if len(days) < ENOUGH:
        return None
    return Habit(median_high((later - one).days for one, later in pairwise(days)), days[-1])


def urgency(one: Habit, today: date) -> tuple[bool, float, int]:
    """Return what lists are sorted by: the silent first, the longest silent on top, then by the day due."""
    silent = one.silent(today)
    return (not silent, -one.times(today) if silent else 0.0, one.days_left(today))
