"""A contact as it arrives: from a list, from a walk-in, by referral."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.calling import Audience, BasisKind, Purpose


@dataclass(frozen=True, slots=True)
class NewNumber:
    """A telephone number, read and checked already."""

    e164: str
    kind: str = "other"  # mobile, fixed, toll-free, voip, other
    holder: str = "personal"  # personal, household, switchboard
    extension: str = ""
    unusual: bool = False
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewBasis:
    """A ground for calling that came with the contact."""

    kind: BasisKind
    given_at: datetime  # UTC
    channel: str = ""
    evidence: str = ""
    expires_at: datetime | None = None
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class NewContact:
    """Everything known about a contact on arrival; every text is clean already."""

    last_name: str
    first_name: str = ""
    civility: str = ""  # mr, ms or ""
    language: str = ""
    firm: str = ""
    firm_role: str = ""
    audience: Audience | None = None
    country: str = ""  # ISO 3166 alpha-2
    address: str = ""
    postcode: str = ""
    city: str = ""
    zone: str = ""  # of the address, "" when only the numbers say
    region: str = ""
    preferred_hours: str = ""
    source: str = ""
    hot: bool = False
    numbers: tuple[NewNumber, ...] = ()
    emails: tuple[str, ...] = ()
    bases: tuple[NewBasis, ...] = ()
    note: str = ""
    own: tuple[tuple[str, str], ...] = ()  # fields of the shop's own: code and value as it is stored
