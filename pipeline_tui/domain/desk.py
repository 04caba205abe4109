"""What stands on an operator's desk: the contact in hand, with everything one call needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from pipeline_tui.domain.calling import Blocker, Verdict
from pipeline_tui.domain.custom_fields import CustomLine
from pipeline_tui.domain.list_states import StoppedList
from pipeline_tui.domain.own_figures import Usual
from pipeline_tui.domain.stages import Stage


def nothing_said() -> MappingProxyType[str, str]:
    """Return the empty mapping; Python 3.11 takes no mapping for a field's default."""
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number of the contact in hand; ``shown`` is written internationally."""

    id: int
    e164: str
    shown: str
    kind: str  # mobile, fixed, toll-free, voip, other
    holder: str  # personal, household, switchboard
    extension: str = ""
    unusual: bool = False
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class PastCall:
    """One line of "before": a call, a note, an offer or a move, newest first."""

    at: datetime  # UTC
    who: str
    what: str  # outcome code, or note, hand-off, accepted, returned, won ...
    text: str = ""
    stage: Stage = Stage.SCOUTING

    @property
    def by_day(self) -> bool:
        """Return whether only its day is known, as of a purchase; ``at`` is noon UTC of that day."""
        return self.what in ("purchase", "refund")


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A dialled call that awaits its outcome."""

    id: int
    number_id: int
    dialled_at: datetime  # UTC
    mode: str  # handset, simulated, incoming


LONGEST_NOTE = 4000  # characters


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed for a contact and not yet saved by an act."""

    note: str = ""
    path: tuple[str, ...] = ()  # script steps taken
    answers: MappingProxyType[str, str] = field(default_factory=nothing_said)
    brief: MappingProxyType[str, str] = field(default_factory=nothing_said)
    unsaid: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.note or self.path or self.answers or self.brief or self.unsaid)


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft that something happened after: it is offered, and comes back only when it is asked for."""

    draft: Draft
    at: datetime  # UTC; when it was typed
    by: str = ""  # a colleague who gave the contact away; "" for one's own


@dataclass(frozen=True, slots=True)
class LeftDesk:
    """What became of a contact that left the desk by itself; nobody is named."""

    kept: bool  # something was typed, and is kept for its writer
    worked_on: bool  # a colleague has worked on the contact, or a call on it has ended
    in_another_hand: bool


@dataclass(frozen=True, slots=True)
class LostBefore:
    """A deal that was lost with a contact who is to be won back: when, why, to whom and for how much."""

    on: date  # in UTC days
    reason: str  # code of the playbook
    competitor: str = ""
    competitor_minor: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The contact in hand; every later write names ``token``."""

    token: str
    lease_until: datetime  # UTC
    contact_id: int
    stage: Stage
    name: str  # "Claire MARTIN"
    spoken: str  # "Madame Martin"
    first_name: str
    last_name: str
    civility: str
    language: str
    firm: str
    role: str
    city: str
    zone: str  # zone of the contact's place or number, IANA
    source: str
    list_name: str
    why: str  # why this contact
    numbers: tuple[NumberLine, ...]
    number_id: int | None  # the number that ``dial`` rings
    verdict: Verdict  # the gate's answer for that number, when the desk was read
    attempt: int  # this would be attempt n ...
    attempts_allowed: int  # ... of so many
    basis: str  # on what ground we call, one line
    before: tuple[PastCall, ...] = ()
    answers: MappingProxyType[str, str] = field(default_factory=nothing_said)  # fields already known
    call: OpenCall | None = None
    draft: Draft = field(default_factory=Draft)
    script_id: str = "cold-call"
    brief: MappingProxyType[str, str] = field(default_factory=nothing_said)  # what the giver promised
    deal_id: int | None = None
    check_in_id: int | None = None
    preferred_hours: str = ""
    offer: str = ""
    bought: tuple[str, ...] = ()  # newest first, what and when, as far as the viewer's stages may know
    kept: KeptDraft | None = None  # offered, not restored
    complaint: str = ""  # of a client, since when and in whose words; nothing is sold while it is open
    ask_next: tuple[str, ...] = ()  # what we know least of a client, as it is asked
    custom: tuple[CustomLine, ...] = ()  # the playbook's own fields of this stage, empty ones too
    lost: LostBefore | None = None  # the scouts are to win them back

    @property
    def number(self) -> NumberLine | None:
        """Return the number that ``dial`` rings."""
        return next((line for line in self.numbers if line.id == self.number_id), None)


@dataclass(frozen=True, slots=True)
class EmptyQueue:
    """Why nothing can be called, counted, and when that changes."""

    blockers: MappingProxyType[Blocker, int]
    opens_at: datetime | None  # UTC; None when nothing opens by waiting
    opens_zone: str = ""  # where it opens, IANA; "" when the contacts' own zones do not decide
    lists: tuple[StoppedList, ...] = ()  # that give no work now: paused, or held back whole


@dataclass(frozen=True, slots=True)
class Figures:
    """An operator's day."""

    calls: int = 0
    reached: int = 0
    handed_off: int = 0
    next_callback_at: datetime | None = None
    next_callback_name: str = ""
    inbox: int = 0
    usual: Usual | None = None  # medians of the last days worked, by this time of day
    promised_today: int = 0  # own callbacks due before midnight, the overdue ones among them
