"""The shop: the one record that says how this workspace is set up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure


@dataclass(frozen=True, slots=True)
class Workspace:
    """How a workspace is set up."""

    firm: str
    trade: str
    country: str
    zone: str  # IANA
    structure: Structure
    language: str
    currency: str
    hours: str  # working hours as typed, "Mon-Sat 9-19"
    practice: bool
    clock_offset: int  # seconds the practice clock runs ahead of the machine's
    playbook_version: int
    secret: str  # hex key of the keyed hashes
    goal: int = 0  # calls a day one person wants to make; 0: none was set


@dataclass(frozen=True, slots=True)
class SetUp:
    """The answers to the set-up questions."""

    firm: str
    trade: str
    country: str
    structure: Structure
    language: str
    operators: tuple[tuple[str, frozenset[Role]], ...]
    zone: str = ""  # "" : the country's most populous one
    hours: str = "Mon-Sat 9-19"
    practice: bool = False
    goal: int = 0  # calls a day of one person


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list as the manager sees it."""

    id: int
    name: str
    source: str
    state: str  # active, paused, loading
    priority: int
    contacts: int
    ready: int
    called: int
    handed_off: int
    blockers: tuple[tuple[Blocker, int], ...]
    created_at: datetime
    stage: Stage = Stage.SCOUTING  # where its contacts came onto the line
    paused_by: str = ""
    paused_at: datetime | None = None  # UTC
    counted: bool = True  # False: its figures are not known yet, and all 0


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One step of the funnel: how many contacts got so far."""

    step: str  # listed, called, reached, handed_off, accepted, deal, won, repeat
    contacts: int
    of_previous: float | None  # share of the step before, 0 to 1


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One act as the journal keeps it."""

    operator_id: int
    operator: str
    seq: int
    at: datetime
    verb: str
    contact_id: int | None
    detail: str  # canonical JSON
    hash: str


@dataclass(frozen=True, slots=True)
class JournalCheck:
    """The result of walking every chain."""

    entries: int
    chains: int
    first_bad: str = ""  # "operator 3, entry 17: ..." or "" when whole
