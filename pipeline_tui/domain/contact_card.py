"""The record of one contact as ``contact show`` and the card of a desk give it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from pipeline_tui.domain.desk import NumberLine, PastCall, nothing_said
from pipeline_tui.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Everything a viewer may know of a contact.

    ``masked`` marks the manager's reading: who and where on the line, but numbers covered and no word of what
    was said.
    """

    contact_id: int
    name: str  # "Claire MARTIN"
    spoken: str  # "Madame Martin"
    civility: str
    first_name: str
    last_name: str
    firm: str
    role: str
    language: str
    country: str
    city: str
    zone: str  # IANA, "" when only the number says
    stage: Stage
    owner: str  # "" when nobody has it
    lists: tuple[str, ...]
    source: str
    preferred_hours: str
    created_at: datetime  # UTC
    numbers: tuple[NumberLine, ...]
    emails: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()  # on what we may call, one line each
    answers: MappingProxyType[str, str] = field(default_factory=nothing_said)
    brief: MappingProxyType[str, str] = field(default_factory=nothing_said)  # of the last hand-off
    before: tuple[PastCall, ...] = ()
    deal_id: int | None = None  # the open one
    check_in_id: int | None = None  # the planned one
    masked: bool = False
