"""The people at work, as the manager sees them: their day in figures, and what they have in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.people import Operator


@dataclass(frozen=True, slots=True)
class AtWork:
    """One person's day since midnight in the shop's zone; no name of a contact, no number."""

    operator: Operator
    state: str  # calling, in-hand, idle, away: nothing done today
    since: datetime | None = None  # UTC; of the call under way, else of the last one
    calls: int = 0
    reached: int = 0
    handed_off: int = 0
    won: int = 0
    checked_in: int = 0
