"""What proves how a number was rung: every attempt with what the gate knew before the telephone rang."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.consents import GroundLine


@dataclass(frozen=True, slots=True)
class Proof:
    """What the gate knew, as it was stored with the attempt."""

    rules: str  # file and version, with the hash of the shop's own rules
    zone: str
    region: str
    registers: str  # looked through, with the dates of their copies
    basis: str  # kind of the ground, "" for none
    basis_id: int  # 0: none recorded
    attempts: int  # counted before this one
    cap: int | None
    open_until: datetime | None  # UTC


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call to the number, or from it."""

    call_id: int
    at: datetime  # UTC
    operator: str
    contact_id: int
    purpose: str
    mode: str  # handset, simulated, incoming, transfer
    counted: bool  # against the cap; not a call that came in, nor the same attempt again
    stage: str
    script: str  # playbook, script and version
    outcome: str  # "" while it awaits one
    reached: bool
    refused: bool
    proof: Proof | None  # None: nothing was dialled
    ground: GroundLine | None  # the recorded ground it rested on


@dataclass(frozen=True, slots=True)
class Stop:
    """A suppression of the number or of somebody who has it."""

    scope: str  # number, person
    reason: str
    at: datetime
    operator: str
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the line, by id, with every ground ever recorded."""

    contact_id: int
    grounds: tuple[GroundLine, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that proves how a number was rung."""

    number: str  # covered
    hash: str  # keyed, as the journal and the stop list name it
    attempts: tuple[Attempt, ...]  # oldest first
    people: tuple[Person, ...]
    stops: tuple[Stop, ...]
