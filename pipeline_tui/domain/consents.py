"""Grounds for calling as the ledger holds them: rows are added, never edited; one may take another back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from pipeline_tui.domain.calling import BasisKind, Purpose
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.text import fold
from pipeline_tui.wording import WordTable, tr

CHANNELS = ("telephone", "in person", "paper", "e-mail", "web form", "message")
LONGEST_EVIDENCE = 200
# What the program writes into the ledger stands there in English, what somebody typed as they typed it.
_TOLD = WordTable(
    {
        "telephone": "telephone",
        "in person": "in person",
        "paper": "paper",
        "e-mail": "e-mail",
        "web form": "web form",
        "message": "message",
        "fair": "fair",
        "by referral": "by referral",
        "existing client": "existing client",
        "public number of a firm": "public number of a firm",
        "the list says yes": "the list says yes",
        "asked for an offer": "asked for an offer",
        "asked us to call": "asked us to call",
        "agreed to follow-up calls when buying": "agreed to follow-up calls when buying",
    },
    "evidence",
)


def evidence_words(text: str) -> str:
    """Return channel and evidence; what the program wrote itself, in the language that is spoken."""
    return ", ".join(_TOLD.get(part, part) for part in text.split(", "))


@dataclass(frozen=True, slots=True)
class ConsentWording:
    """The question by which the shop asks for consent; a change of words is a new version."""

    version: str = "1"
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # by language
    months: int = 0  # how long a consent lasts; 0: until it is taken back

    def name(self, trade: str, language: str) -> str:
        """Return under which name the ledger keeps the words that were said: ``florist/fr/2``."""
        return f"{trade}/{language}/{self.version}"


_YES, _NO = frozenset({"y", "yes", "o", "oui", "j", "ja"}), frozenset({"n", "no", "non", "nein"})


@dataclass(frozen=True, slots=True)
class ConsentWord:
    """What somebody said of being rung, as an operator types it: "y", "y, paper, form 12", "no"."""

    agreed: bool
    channel: str
    evidence: str


def read_consent_word(text: str) -> ConsentWord:
    """Return a yes or no with how it was said and what proves it; UsageTrouble for anything else."""
    word, *rest = (part.strip() for part in text.split(",", 2))
    said = fold(word)
    if said not in _YES | _NO:
        raise UsageTrouble(tr("y or n is wanted"), "", tr('Write "y", "n", or how: "y, paper, form 12".'))
    how, proof = (*rest, "", "")[:2]
    return ConsentWord(said in _YES, how or CHANNELS[0], proof)


class GroundState(StrEnum):
    """Whether a ground still holds."""

    IN_FORCE = "in-force"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class GroundLine:
    """One recorded ground, with the revocation that took it back."""

    id: int
    kind: BasisKind
    state: GroundState
    given_at: datetime  # UTC
    purpose: Purpose | None = None  # None: any
    channel: str = ""
    evidence: str = ""
    wording: str = ""
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    slot_at: datetime | None = None  # an own request: the precise time asked for
    used_at: datetime | None = None  # the last call that rested on it
    recorded_at: datetime | None = None
    recorded_by: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every ground ever recorded for one contact, newest first."""

    contact_id: int
    name: str
    grounds: tuple[GroundLine, ...]


def revocations(rows: Iterable[tuple[int, int | None, datetime]]) -> dict[int, datetime]:
    """Return when each ground was taken back, from (id, id of the row it takes back, instant) of every row.

    A row takes back only older ones, and may itself be taken back: then what it took back stands again.
    """
    taken_back: dict[int, datetime] = {}
    for row_id, revokes, at in sorted(rows, reverse=True):
        if revokes is not None and row_id not in taken_back:
            taken_back[revokes] = min(at, taken_back.get(revokes, at))
    return taken_back


def state_of(expires_at: datetime | None, revoked_at: datetime | None, now: datetime) -> GroundState:
    """Return whether a ground holds at an instant (UTC)."""
    if revoked_at is not None and revoked_at <= now:
        return GroundState.REVOKED
    if expires_at is not None and expires_at <= now:
        return GroundState.EXPIRED
    return GroundState.IN_FORCE
