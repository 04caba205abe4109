"""The red list: what went past its time all along the line, counted by kind, and the oldest of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_OF_A_KIND = 20
BACK_FOR = timedelta(days=1)  # what came back and was not handed over again is red after so long


class Red(StrEnum):
    """What may be red, in the order in which it is told."""

    CALLBACK = "callback"  # promised, an hour late
    SLOT = "slot"  # agreed in a diary, and the hand-off is not accepted yet
    HAND_OFF = "hand-off"  # past its limit, and past the time the team had
    CAME_BACK = "came-back"  # given back, and not handed over again
    DEAL = "deal"  # without next step, or longer in its step than allowed
    CHECK_IN = "check-in"  # its day has passed


@dataclass(frozen=True, slots=True)
class RedLine:
    """One thing that is red: no number, nothing that was said."""

    kind: Red
    id: int  # of the contact for callbacks, else of the hand-off, deal or check-in
    contact_id: int
    name: str
    due: datetime  # UTC: when it ought to have been done; a check-in's is the end of its day
    who: str  # has to act; "" for the team
    why: str = ""  # of a deal: no-next-step, or the code of the step it has stood in too long


@dataclass(frozen=True, slots=True)
class RedList:
    """Everything that is red: how many of each kind, and the oldest lines, the oldest first."""

    counts: tuple[tuple[Red, int], ...] = ()
    lines: tuple[RedLine, ...] = ()

    @property
    def total(self) -> int:
        """Return how much is red."""
        return sum(count for _, count in self.counts)

    def without(self, kind: Red) -> RedList:
        """Return the list as it is without a kind."""
        return RedList(
            tuple(one for one in self.counts if one[0] is not kind),
            tuple(one for one in self.lines if one.kind is not kind),
        )

    def count(self, kind: Red) -> int:
        """Return how much of a kind is red."""
        return dict(self.counts).get(kind, 0)
