"""What the law on personal data asks for: everything about one person, erasure, how long data stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

LONGEST_REASON = 120


class Kept(StrEnum):
    """Why a person's data may not go now."""

    LEGAL_HOLD = "legal-hold"
    IN_HAND = "in-hand"
    OPEN_DEAL = "open-deal"
    HAND_OFF_WAITS = "hand-off-waits"
    CALL_PROMISED = "call-promised"
    PROOF = "proof"  # of a consent or a call, that the country's law wants kept


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Everything that is stored about one person, by table, as they may ask for it."""

    contact_id: int
    name: str
    made_at: datetime  # UTC
    holdings: Mapping[str, tuple[Mapping[str, Any], ...]]


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing a person takes away, or took; ``dry_run``: nothing was changed."""

    contact_id: int
    name: str  # "" once it is done
    dry_run: bool
    deleted: Mapping[str, int]  # rows that go, by table
    emptied: Mapping[str, int]  # rows that stay for the counts, without a word about the person
    proofs: int  # grounds that stay until their country's law lets them go
    hashes: int  # numbers and addresses remembered as keyed hashes, so that no list brings the person back
    why_not: tuple[Kept, ...] = ()
    hold: str = ""  # the reason of a legal hold


@dataclass(frozen=True, slots=True)
class LegalHold:
    """Why a person's data must stay for now."""

    id: int
    contact_id: int
    name: str
    reason: str
    since: datetime  # UTC
    set_by: str
    lifted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """Who looked at a person: one line for each colleague, way and day."""

    who: str
    door: str  # contact, client, deal, export, in-hand
    first_at: datetime
    last_at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Everybody who looked at one person, newest first."""

    contact_id: int
    name: str
    looks: tuple[Looked, ...]


@dataclass(frozen=True, slots=True)
class RetentionLine:
    """How the data of one country's people stands against its rule."""

    country: str
    days: int  # from the last contact with them
    client_days: int
    source: str
    status: str
    people: int  # whose data is held
    due: int  # past their time
    erased: int
    kept: Mapping[Kept, int]  # of those that are due, and why


@dataclass(frozen=True, slots=True)
class Retained:
    """What a look at all data found, and what it erased."""

    dry_run: bool
    lines: tuple[RetentionLine, ...]
    proofs: int  # grounds of people erased before, whose time is over too
