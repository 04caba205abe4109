"""Many plans of one person at once, laid on days with room: nobody finds a year's work in one morning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from pipeline_tui.domain.rhythm import Closed

_TOMORROW = timedelta(days=1)
_LONGEST_SEARCH = 3 * 366  # days; beyond that a plan means nothing


class FullDays:
    """The days of one person, filled first come, first served."""

    def __init__(self, standing: Mapping[date, int], limit: int, closed: Closed) -> None:
        """Take what stands already, from where on a day is full, and which days nobody works."""
        self._standing = dict(standing)
        self._limit = limit
        self._closed = closed
        self._next: dict[date, date] = {}  # a day without room -> a later one that may have some

    def take(self, wished: date) -> date:
        """Return the wished day or the next with room, and count what comes onto it."""
        day = self._with_room(wished)
        self._standing[day] = self._standing.get(day, 0) + 1
        return day

    def _with_room(self, wished: date) -> date:
        passed: list[date] = []
        day = wished
        for _ in range(_LONGEST_SEARCH):
            if (later := self._next.get(day)) is None:
                if self._standing.get(day, 0) < self._limit and not self._closed(day):
                    break
                later = day + _TOMORROW
            passed.append(day)
            day = later
        else:
            return wished
        self._next.update(dict.fromkeys(passed, day))
        return day
