"""Whether a number may be rung, asked without ringing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.calling import Audience, Blocker, CallFacts, Verdict


@dataclass(frozen=True, slots=True)
class MayCall:
    """The gate's answer for a number at a time; of several people on the line, for whoever may be rung."""

    number: str  # covered
    country: str  # whose rules were asked
    at: datetime  # UTC
    allowed: bool
    blocker: Blocker | None
    reason: str
    source: str
    until: datetime | None  # UTC; when it may be rung next, None: not by waiting
    open_until: datetime | None  # UTC, when allowed
    zone: str
    region: str
    rules: str
    basis: str  # kind of the ground, "" for none
    audience: Audience
    attempts: int
    cap: int | None
    people: int  # on the line, as far as the rules know


@dataclass(frozen=True, slots=True)
class Asked:
    """One person on a line, or a stranger, with what the gate was told and what it answered."""

    facts: CallFacts
    verdict: Verdict


def best(asked: Sequence[Asked]) -> Asked:
    """Return whom the line may be rung for: who may be, else whose refusal lapses first."""

    def order(one: Asked) -> tuple[int, float]:
        if one.verdict.allowed:
            return (0, 0.0)
        until = one.verdict.until
        return (1, until.timestamp()) if until is not None else (2, 0.0)

    return min(asked, key=order)
