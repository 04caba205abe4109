"""Where a contact stands in the queue, computed from facts alone.

A place is never edited: after every act it is computed again from calls, grounds, suppressions and promises.
So an undo need only take the facts back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from pipeline_tui.domain.calling import (
    BasisKind,
    Blocker,
    Bucket,
    CallFacts,
    CountryRules,
    Purpose,
    Verdict,
)
from pipeline_tui.domain.calling_gate import bucket_for, bucket_opens_at, judge_standing
from pipeline_tui.domain.calling_windows import bucket_closed_on
from pipeline_tui.domain.playbook import After, Outcome, Playbook
from pipeline_tui.domain.queue_order import HOT_NEW, NEVER_CALLED, RETRY
from pipeline_tui.domain.retry_plan import next_attempt
from pipeline_tui.domain.stages import Stage

_STATIC = frozenset(
    {
        *(Blocker.NO_NUMBER, Blocker.SUPPRESSED, Blocker.ON_REGISTER, Blocker.NO_REGISTER),
        *(Blocker.NO_BASIS, Blocker.NO_ZONE),
    }
)


@dataclass(frozen=True, slots=True)
class Method:
    """What the shop decided and must obey: every place and verdict is computed from it."""

    playbook: Playbook
    rules: Callable[[str], CountryRules]  # by ISO country
    secret: str  # hex key of the keyed hashes
    country: str
    zone: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One earlier call of the contact, as far as the plan needs it."""

    outcome: str
    outcome_at: datetime
    reached: bool
    next_part: str = ""  # where the next try reaches most, as known when this one ended


@dataclass(frozen=True, slots=True)
class Place:
    """A contact's place: callable when ``blocker`` is None, else why not and until when."""

    band: int
    blocker: Blocker | None = None
    due: datetime | None = None  # UTC; the contact comes back by itself then
    bucket: Bucket | None = None
    number_id: int | None = None
    attempts: int = 0
    since: datetime | None = None  # UTC; callable since then, so that a settled place keeps its turn


def purpose_of(stage: Stage, facts_bases: Sequence[BasisKind]) -> Purpose:
    """Return why a contact of a stage is rung: a client under a contract for that, everybody else to sell.

    Who asked to be rung at a precise time is rung for that; outside the slot the gate takes it as selling.
    """
    if stage is Stage.FARMING and BasisKind.CONTRACT in facts_bases:
        return Purpose.CONTRACT
    if BasisKind.OWN_REQUEST in facts_bases:
        return Purpose.OWN_REQUEST
    return Purpose.PROSPECTING


def tries(outcomes: Sequence[Attempt], playbook: Playbook) -> tuple[int, Outcome | None]:
    """Return how many tries in a row reached nobody, and the last outcome; oldest attempt first."""
    count, last = 0, None
    for attempt in outcomes:
        last = playbook.outcome(attempt.outcome)
        count = 0 if attempt.reached else count + 1
    return count, last


def place_of(
    candidates: Sequence[CallFacts],
    attempts: Sequence[Attempt],
    method: Method,
    at: datetime,
    *,
    hot: bool,
    rest_until: datetime | None = None,
    language: str = "",
) -> Place:
    """Return the place of a scouting contact; ``candidates`` holds the facts of each number, best first.

    ``language`` is the contact's own, "" when it is not known.
    """
    count, last = tries(attempts, method.playbook)
    band = RETRY if attempts else HOT_NEW if hot else NEVER_CALLED
    if not candidates:
        return Place(band, Blocker.NO_NUMBER, attempts=count)
    facts, verdict = _best(candidates, method, at)
    bucket = bucket_for(facts, language)
    number_id = facts.number.id if facts.number else None
    blocker, due = _waits(verdict)
    since = attempts[-1].outcome_at if attempts else None
    if blocker is not None and due is None:
        return Place(band, blocker, None, bucket, number_id, count)
    if last is not None and last.after is After.RETRY and last.retry is not None:
        zone = facts.place_zone or (facts.number.zones[0] if facts.number and facts.number.zones else "UTC")
        closed = bucket_closed_on(bucket, method.rules(facts.country))
        ended, best = attempts[-1].outcome_at, attempts[-1].next_part
        opens = partial(_opens, bucket, method.rules(facts.country))
        retrial = next_attempt(last, count or 1, ended, zone, closed, best, opens)
        if retrial.due is None:
            return Place(band, Blocker.ATTEMPTS_USED, None, bucket, number_id, count)
        if retrial.due > at and (due is None or retrial.due > due):
            blocker, due = Blocker.WAITING, retrial.due
        since = retrial.due
    if rest_until is not None:
        since = max(since or rest_until, rest_until)
        if rest_until > at and (due is None or rest_until > due):
            blocker, due = Blocker.WAITING, rest_until
    return Place(band, blocker, due, bucket, number_id, count, since)


def _opens(bucket: Bucket, rules: CountryRules, at: datetime) -> datetime | None:
    return bucket_opens_at(bucket, rules, at).opens_at


def _best(candidates: Sequence[CallFacts], method: Method, at: datetime) -> tuple[CallFacts, Verdict]:
    judged = [(facts, judge_standing(facts, method.rules(facts.country), at)) for facts in candidates]

    def order(pair: tuple[CallFacts, Verdict]) -> tuple[int, float]:
        blocker, due = _waits(pair[1])
        if blocker is None:
            return (0, 0.0)
        return (1, due.timestamp()) if due is not None else (2, 0.0)

    return min(judged, key=order)


def _waits(verdict: Verdict) -> tuple[Blocker | None, datetime | None]:
    """Return what keeps the contact out of the queue; the window does not: the buckets see to that."""
    if verdict.allowed:
        return None, None
    if verdict.blocker in _STATIC:
        return verdict.blocker, None
    return verdict.blocker, verdict.until
