"""What acts on people answer: whom somebody typed resembles, who was added, what was changed, late words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pipeline_tui.domain.calling import Blocker, Verdict
from pipeline_tui.domain.custom_fields import CustomLine
from pipeline_tui.domain.desk import Desk, NumberLine, nothing_said
from pipeline_tui.domain.stages import Stage


class Standing(StrEnum):
    """Where somebody typed stands already, as far as the asking operator may know."""

    NOBODY = "nobody"
    YOURS = "yours"  # on the operator's own desk
    FREE = "free"  # waits in the queue: may be taken
    TAKEN = "taken"  # a colleague's, or of another stage: nothing more is said


@dataclass(frozen=True, slots=True)
class Alike:
    """Whether somebody who is being typed is known; of people on other desks it tells no more than that."""

    standing: Standing
    certain: bool = False  # by number or e-mail; else by likeness of name, firm and address
    name: str = ""  # only of a contact on the operator's own desk
    linked: int = 0  # known people of another name who share a line with this one
    stopped: tuple[str, ...] = ()  # numbers typed that nobody may call, as E.164
    blocker: Blocker | None = None  # why they could not be rung, the hour aside


@dataclass(frozen=True, slots=True)
class Added:
    """Somebody new is kept, or somebody known was found and taken instead."""

    contact_id: int
    name: str
    stage: Stage
    verdict: Verdict  # of the gate, when it was added
    known: bool = False  # it was a known contact
    in_hand: bool = False
    next_up: bool = False  # another contact is in hand: this one is the operator's own next
    linked: int = 0  # known people with whom it shares a line
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class ContactFields:
    """What may be changed of the contact in hand; ``version`` goes back with the changes."""

    contact_id: int
    version: int
    name: str
    civility: str  # mr, ms or ""
    first_name: str
    last_name: str
    language: str
    audience: str  # consumer, business or "": unknown, which counts as consumer
    firm: str
    role: str
    postcode: str
    city: str
    country: str
    preferred_hours: str
    emails: tuple[str, ...]
    numbers: tuple[NumberLine, ...]
    consent: str = ""  # the one that stands, in words; "" for none
    asked: str = ""  # the playbook's question for one, in the contact's language
    custom: tuple[CustomLine, ...] = ()  # the playbook's own fields, of the stages the operator works


@dataclass(frozen=True, slots=True)
class NumberChange:
    """What becomes of one number; ``gone``: it no longer stands for this person."""

    id: int
    holder: str  # personal, household, switchboard
    extension: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ContactChanges:
    """Fields to set, as typed; None leaves one as it is."""

    version: int | None = None  # as read; None: whatever it is now
    civility: str | None = None  # as people write it; "" for none
    first_name: str | None = None
    last_name: str | None = None
    language: str | None = None
    audience: str | None = None  # "consumer", "business", the beginning of one, "" for unknown
    firm: str | None = None
    role: str | None = None
    place: str | None = None  # "69002 Lyon", "Lyon, Belgium"
    preferred_hours: str | None = None
    email: str | None = None
    numbers: tuple[NumberChange, ...] = ()
    add_numbers: str = ""  # as typed, several apart by a comma
    consent: str | None = None  # "y", "n", or how: "y, paper, form 12"
    custom: Mapping[str, str] = field(default_factory=nothing_said)  # the playbook's own fields, as typed


@dataclass(frozen=True, slots=True)
class Changed:
    """A contact was changed; ``what`` names the fields."""

    contact_id: int
    name: str
    what: tuple[str, ...]
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class RecentCall:
    """One of an operator's last calls; the number is covered."""

    id: int
    contact_id: int
    name: str
    at: datetime  # UTC
    outcome: str
    number: str
    note: str


@dataclass(frozen=True, slots=True)
class LateWords:
    """Words added to a call after it ended."""

    id: int
    call_id: int
    name: str
    text: str
