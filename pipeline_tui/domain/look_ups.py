"""Records of a look-up: who is calling us, as far as the one who picks up may know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pipeline_tui.domain.stages import Stage

LAST_DIALS = 10
MOST_IN_AN_HOUR = 30  # look-ups by one person; more looks like copying, not like picking up
MOST_TYPED_IN_AN_HOUR = 60  # people asked about in forms, look-ups included; a form asks for one to three
GOOD_FOR = timedelta(hours=1)  # a claim or a message rests on a look-up no older than this


class Answer(StrEnum):
    """The four answers to a number; nothing else is told about it."""

    YOURS = "yours"  # in hand, or on the viewer's desk
    FREE = "free"  # waits in the queue of the viewer's stage, in nobody's hand
    NOT_YOURS = "not-yours"  # known, and another's: which stage and whose is not said
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PastDial:
    """One of the viewer's own last dials; the number is covered."""

    call_id: int
    at: datetime  # UTC
    name: str  # initials once the contact has moved on
    outcome: str  # code of the playbook; "" while it awaits one
    number: str  # masked
    incoming: bool = False  # they rang us


@dataclass(frozen=True, slots=True)
class Found:
    """A contact of the viewer's own that answers to the number."""

    contact_id: int
    name: str
    stage: Stage
    in_hand: bool = False
    hand_off_id: int | None = None  # waits in the inbox, to be accepted first


@dataclass(frozen=True, slots=True)
class LookUp:
    """What a look-up answered; claim and message name it again, so that both rest on a logged one.

    ``number`` is what was typed (E.164), "" when one of the own dials was chosen; ``shown`` is covered.
    """

    act: str
    answer: Answer
    number: str
    call_id: int | None
    shown: str
    yours: tuple[Found, ...] = ()
    free: int = 0  # how many nobody has in hand
    others: int = 0  # how many are another's


def answer_for(yours: int, free: int, others: int) -> Answer:
    """Return the answer for what a number led to; what the viewer can act on comes first."""
    if yours:
        return Answer.YOURS
    if free:
        return Answer.FREE
    return Answer.NOT_YOURS if others else Answer.UNKNOWN
