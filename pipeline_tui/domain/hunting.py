"""Records of hand-offs and deals, as the hunter's desk shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from pipeline_tui.domain.desk import NumberLine, PastCall, nothing_said
from pipeline_tui.domain.offers import DealOffer
from pipeline_tui.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class HandOff:
    """A hot contact on its way: waiting, accepted, returned or taken back."""

    id: int
    contact_id: int
    name: str
    firm: str
    giver: str
    from_stage: Stage
    to_stage: Stage
    given_at: datetime  # UTC
    limit_at: datetime | None  # UTC, in working time; None within a tier
    state: str  # waiting, accepted, returned, undone
    waiting: str = ""  # fresh, team, red: how late it is now
    to_me: bool = False  # named for the viewer, not for the team
    brief: MappingProxyType[str, str] = field(default_factory=nothing_said)
    before: tuple[PastCall, ...] = ()
    slot_at: datetime | None = None  # UTC: they were promised a call at this time
    kind: str = "hot"  # hot, sale: a client who bought, repeat: a client who would buy again
    receiver: str = ""  # for whom it was meant; "" for the team
    answered_by: str = ""
    reason: str = ""  # code of the playbook, of what was returned
    note: str = ""  # what was said when it was returned


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the giver keeps: initials, date, what became of it; no number, no later content."""

    id: int
    initials: str
    given_at: datetime  # UTC
    state: str  # waiting, accepted, returned: reason, won, lost, repeat
    reason: str = ""  # code of the playbook, of what was returned
    credit: bool = False  # it was accepted, so it counts for its giver whatever became of it
    kind: str = "hot"  # hot, sale, repeat: what was handed over
    to: str = ""  # while it waits: for whom; "" for the team
    limit_at: datetime | None = None  # while it waits, UTC
    late: str = ""  # while it waits: fresh, team, red


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal as a line of the board."""

    id: int
    contact_id: int
    name: str
    firm: str
    title: str
    step: str
    value_minor: int | None
    currency: str
    next_do: str
    next_at: datetime | None  # UTC
    opened_at: datetime  # UTC
    step_since: datetime  # UTC
    state: str = "open"  # open, won, lost
    overdue: bool = False  # longer in its step than the playbook allows
    lost_reason: str = ""
    win_back_on: date | None = None  # of a lost deal: the day the scouts ring again; None for never
    days_allowed: int = 0  # in its step, by the playbook; 0 when it dropped the step
    snoozed_until: datetime | None = None  # UTC; it says nothing until then
    snooze_reason: str = ""
    competitor: str = ""  # who got it, of a lost deal
    competitor_minor: int | None = None  # for how much


@dataclass(frozen=True, slots=True)
class Involved:
    """Somebody who has to do with a deal: a colleague who talked to the contact, or one of the same firm."""

    name: str
    part: str  # gave, talked, same-firm
    detail: str = ""  # the role in the firm
    at: datetime | None = None  # UTC; when they last talked


@dataclass(frozen=True, slots=True)
class DealCard:
    """A deal with all that was said."""

    deal: Deal
    brief: MappingProxyType[str, str]
    promised_by: str
    numbers: tuple[NumberLine, ...]
    city: str
    zone: str
    before: tuple[PastCall, ...]
    answers: MappingProxyType[str, str]
    people: tuple[Involved, ...] = ()
    offers: tuple[DealOffer, ...] = ()  # the viewer's own, the newest first
