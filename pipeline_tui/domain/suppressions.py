"""Numbers nobody may call: what suppressing one answers."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_REASON = 80


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A number was put on the shop's own list; whether anybody has it is not said."""

    number: str  # covered
    reason: str
    before: bool  # it was on the list already
