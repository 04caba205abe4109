"""Absences: whole days on which somebody does not work, in the shop's zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which an operator is away; nothing new is given to them meanwhile."""

    id: int
    operator_id: int
    name: str
    from_on: date
    to_on: date | None  # included; None: until they are back
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Return whether they are away on a day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


def away_on(absences: Iterable[Absence], day: date) -> frozenset[int]:
    """Return the ids of who is away on a day."""
    return frozenset(one.operator_id for one in absences if one.covers(day))


def overlapping(absences: Iterable[Absence], from_on: date, to_on: date | None) -> Absence | None:
    """Return the first absence that shares a day with some days."""
    for one in absences:
        if (to_on is None or one.from_on <= to_on) and (one.to_on is None or from_on <= one.to_on):
            return one
    return None
