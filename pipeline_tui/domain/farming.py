"""Records of clients and check-ins, as the farmer's desk shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from pipeline_tui.domain.caring import Brought, Complaint, Promise, Score, Year
from pipeline_tui.domain.desk import NumberLine, PastCall, nothing_said
from pipeline_tui.domain.needs import NeedLine
from pipeline_tui.domain.occasions import Coming
from pipeline_tui.domain.reorder import Habit
from pipeline_tui.domain.stages import Stage
from pipeline_tui.wording import tr_as


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A planned contact with a client."""

    id: int
    contact_id: int
    name: str
    firm: str
    due_on: date  # in the shop's zone
    due_at: datetime | None  # UTC, when a time was agreed
    segment: str
    days: int  # the rhythm
    state: str  # planned, done, cancelled
    overdue: bool = False
    outcome: str = ""
    satisfaction: int | None = None
    note: str = ""
    done_on: date | None = None  # in the shop's zone
    wished_on: date | None = None  # by the rhythm; it gave way from there, since that day was full


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many check-ins stand on one day, and why nobody works on it."""

    day: date
    planned: int = 0
    overdue: int = 0
    done: int = 0
    holiday: str = ""  # a public holiday's name
    away: str = ""  # why the operator is absent
    off: bool = False  # outside the shop's hours

    @property
    def closed(self) -> str:
        """Return why no check-in is proposed on the day, "" when it is open."""
        return self.holiday or self.away or (tr_as("day", "closed") if self.off else "")


@dataclass(frozen=True, slots=True)
class Purchase:
    """Something a client bought; ``amount_minor`` is negative for a refund."""

    id: int
    on: date
    what: str
    amount_minor: int
    currency: str
    refund_of: int | None = None  # the purchase of which this gives back
    reason: str = ""  # of a refund


@dataclass(frozen=True, slots=True)
class ClientCard:
    """Everything about one client on one screen."""

    contact_id: int
    name: str
    spoken: str
    firm: str
    city: str
    zone: str
    segment: str
    days: int
    since: date | None
    numbers: tuple[NumberLine, ...]
    purchases: tuple[Purchase, ...]
    total_minor: int
    currency: str
    answers: MappingProxyType[str, str]
    before: tuple[PastCall, ...]
    last_contact: datetime | None
    next_check_in: CheckIn | None = None
    brief: MappingProxyType[str, str] = field(default_factory=nothing_said)
    stage: Stage = Stage.FARMING  # hunting while a deal of theirs is worked on
    complaint: Complaint | None = None  # open; it stops selling
    needs: tuple[NeedLine, ...] = ()
    promises: tuple[Promise, ...] = ()
    occasions: tuple[Coming, ...] = ()  # nearest first
    satisfaction: tuple[Score, ...] = ()  # oldest first
    years: tuple[Year, ...] = ()  # oldest first
    habit: Habit | None = None
    brought: tuple[Brought, ...] = ()
    named_by: str = ""
    segment_by_hand: bool = False
    consent_wanted: str = ""  # the question to ask them where selling calls need a consent and none stands


@dataclass(frozen=True, slots=True)
class CheckInLogged:
    """What logging a check-in led to: the next one, proposed and planned."""

    logged: CheckIn
    planned: CheckIn | None


@dataclass(frozen=True, slots=True)
class ClientSegment:
    """The segment a client belongs to, with its rhythm, and whether a person or the rule decided."""

    contact_id: int
    name: str
    segment: str
    days: int
    by_hand: bool
