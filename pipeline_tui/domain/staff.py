"""The people of a shop as the manager sees them: what they do, where they are, what waits for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pipeline_tui.domain.open_work import OpenWork
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class OnStaff:
    """One person: no name of a contact, no number."""

    operator: Operator
    stages: frozenset[Stage]
    at_desk: str = ""  # free, in-hand, talking, paused; "": at no desk
    away: bool = False  # today
    away_from: date | None = None  # the absence of today, else the next one
    away_to: date | None = None  # None with a first day: until they are back
    work: OpenWork = field(default_factory=OpenWork)

    @property
    def standing(self) -> str:
        """Return in one code how it is with them: left, away, where they are, or out."""
        if not self.operator.active:
            return "left"
        return "away" if self.away else self.at_desk or "out"
