"""What an act answers: the frozen record the screen or the shell shows after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.desk import Desk, EmptyQueue
from pipeline_tui.domain.farming import CheckIn, Purchase
from pipeline_tui.domain.hunting import Deal, HandOff


@dataclass(frozen=True, slots=True)
class Recorded:
    """An outcome is stored; ``desk`` or ``empty`` is set when the next contact was asked for."""

    outcome: str
    contact_id: int
    name: str
    follows: (
        str  # "attempt 2 of 4, next Tue afternoon", "callback Tue 24 Nov 14:20", "nobody rings again" ...
    )
    next_at: datetime | None = None  # UTC
    desk: Desk | None = None
    empty: EmptyQueue | None = None


@dataclass(frozen=True, slots=True)
class HandedOff:
    """A contact went on; within one tier it stays in hand, its deal is open and ``kept`` is true."""

    hand_off_id: int
    contact_id: int
    name: str
    to: str  # name of the receiver, or the team
    kept: bool = False
    deal_id: int | None = None
    desk: Desk | None = None
    empty: EmptyQueue | None = None
    slot_at: datetime | None = None  # UTC: agreed in the receiver's diary


@dataclass(frozen=True, slots=True)
class Accepted:
    """A hand-off was accepted; hunters get a deal with the brief's next step, farmers a client."""

    hand_off: HandOff
    deal: Deal | None = None


@dataclass(frozen=True, slots=True)
class Won:
    """A deal was won: the purchase is stored, the farmer has the client and its first check-in."""

    deal: Deal
    purchase: Purchase
    farmer: str  # who keeps the client, or the team
    check_in: CheckIn
    hand_off_id: int | None = None  # that waits for the farmer's answer; None: nobody is asked
    limit_at: datetime | None = None  # UTC: until when it is to be accepted


@dataclass(frozen=True, slots=True)
class Repeated:
    """A client buys again: the deal is the farmer's own (``kept``), or waits for a hunter."""

    contact_id: int
    name: str
    title: str
    to: str  # name of the receiver, or the team
    kept: bool
    deal_id: int | None
    hand_off_id: int


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A silent client stands in the scouts' queue again."""

    contact_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Undone:
    """An act was taken back by a correcting act; ``desk`` is what is in hand now."""

    verb: str
    contact_id: int
    name: str
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class Tightened:
    """The shop's own calling rules hold."""

    digest: str  # short hash that proofs of calls name; "" when there are no own rules any more
    countries: tuple[str, ...]
