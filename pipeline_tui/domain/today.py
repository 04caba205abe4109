"""One Today across the stages an operator works: everything due in one order, and why.

The order is a rule, the same for everybody; nothing but the tasks and the clock decides it:

1. **now**: times agreed with people that have come, or come within five minutes; the oldest promise first.
2. **waiting**: what somebody waits for: open complaints, then hand-offs by the end of their time limit.
3. **late**: steps, offers and check-ins of days gone by; the oldest first.
4. **today**: the same of today whose time has come, then dates of clients, then who may buy again.
5. **queue**: the next new contact, when nothing else is due.
6. **later**: times agreed for later today.

Inside a band the weight of a kind decides where two are as old; then the contact's id: the order is total.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from types import MappingProxyType

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.stages import Stage
from pipeline_tui.wording import WordTable, tr, trn

SOON = timedelta(minutes=5)


class Kind(StrEnum):
    """What wants to be done; the order is the weight where two are as old."""

    PROMISE = "promise"  # a call promised for a time
    RETURNED = "returned"  # a hand-off that came back with a reason
    COMPLAINT = "complaint"
    HAND_OFF = "hand-off"  # waits to be accepted
    OFFER = "offer"  # sent, and no answer yet
    STEP = "step"  # a deal's next step, or that it has none
    CHECK_IN = "check-in"
    OCCASION = "occasion"
    REORDER = "reorder"
    QUEUE = "queue"  # the next new contact


class Band(IntEnum):
    """How urgent, the most urgent first."""

    NOW = 0
    WAITING = 1
    LATE = 2
    TODAY = 3
    QUEUE = 4
    LATER = 5


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do, on the desk of one stage; ``ref`` is the id of deal, check-in or hand-off."""

    kind: Kind
    stage: Stage
    contact_id: int = 0
    ref: int = 0
    name: str = ""
    what: str = ""  # the next step, the occasion, the giver
    at: datetime | None = None  # UTC: when it is due, to the minute
    on: date | None = None  # in the shop's zone, when only the day is known
    agreed: bool = False  # the time was agreed with them
    late: bool = False  # past its limit: a hand-off that is open to the team


@dataclass(frozen=True, slots=True)
class Due:
    """A task in its place, with the reason."""

    task: Task
    band: Band
    why: str
    beside: tuple[str, ...] = ()  # what else is due with the same contact


@dataclass(frozen=True, slots=True)
class Today:
    """Everything due, in order, and how much of it stands at each stage."""

    due: tuple[Due, ...]
    counts: MappingProxyType[Stage, int]


_REASONS = frozenset({Kind.OCCASION, Kind.REORDER})  # to ring, not a time to
_WEIGHT = {kind: weight for weight, kind in enumerate(Kind)}


def today_of(tasks: Iterable[Task], now: datetime, zone: str) -> Today:
    """Return the tasks in their order; ``now`` is UTC, ``zone`` the shop's.

    A contact stands once at each stage, with its most urgent task; the others are named beside it. What is
    only a reason to ring never comes before the time at which a call is planned.
    """
    ordered = sorted(tasks, key=lambda one: (one.kind in _REASONS, sort_key(one, now, zone)))
    first: dict[tuple[Stage, int], int] = {}
    due: list[Due] = []
    for task in ordered:
        band = band_of(task, now, zone)
        whose = task.stage, task.contact_id
        if task.contact_id and whose in first:
            at = first[whose]
            due[at] = replace(due[at], beside=(*due[at].beside, task.what or task.kind.value))
            continue
        first.setdefault(whose, len(due))
        due.append(Due(task, band, why(task, band, now, zone)))
    due.sort(key=lambda one: sort_key(one.task, now, zone))
    counts = dict.fromkeys(Stage, 0)
    for one in due:
        counts[one.task.stage] += one.task.kind is not Kind.QUEUE
    return Today(tuple(due), MappingProxyType({stage: count for stage, count in counts.items() if count}))


def band_of(task: Task, now: datetime, zone: str) -> Band:
    """Return how urgent a task is."""
    if task.kind is Kind.QUEUE:
        return Band.QUEUE
    if task.agreed and task.at is not None:
        return Band.NOW if task.at <= now + SOON else Band.LATER
    if task.kind in (Kind.RETURNED, Kind.COMPLAINT, Kind.HAND_OFF):
        return Band.WAITING
    today = local_day(now, zone)
    day = task.on if task.on is not None else local_day(task.at, zone) if task.at is not None else today
    if day < today and task.kind not in (Kind.OCCASION, Kind.REORDER):
        return Band.LATE
    if task.at is not None and task.at > now:
        return Band.LATER
    return Band.TODAY


def sort_key(task: Task, now: datetime, zone: str) -> tuple[int, int, str, int, str, int, int]:
    """Return what tasks are ordered by: band, then age and weight as the band says, then ids."""
    band = band_of(task, now, zone)
    moment = task.at.isoformat() if task.at is not None else (task.on.isoformat() if task.on else "9999")
    weight = _WEIGHT[task.kind]
    first = weight if band in (Band.WAITING, Band.TODAY) else 0
    return int(band), first, moment, weight, task.stage.value, task.contact_id, task.ref


def why(task: Task, band: Band, now: datetime, zone: str) -> str:
    """Return in one sentence why a task stands where it stands."""
    match band:
        case Band.NOW:
            return tr("A time agreed with them comes before everything else.")
        case Band.WAITING:
            return (
                _WAITING[task.kind] if not task.late else tr("It is past its time limit: others may take it.")
            )
        case Band.LATE:
            day = task.on if task.on is not None else local_day(task.at or now, zone)
            days = (local_day(now, zone) - day).days
            return tr(
                "It was due {days} {value} ago: the oldest comes first.",
                days=days,
                value=trn("day", "days", days),
            )
        case Band.TODAY:
            return _OF_TODAY.get(task.kind, tr("It is due today."))
        case Band.QUEUE:
            return tr("Nothing of your own is due: the queue gives the next new contact by its fair order.")
        case Band.LATER:
            return tr("Its time is still to come; it moves up by itself.")


_WAITING = WordTable(
    {
        Kind.RETURNED: "It came back to you with a reason: its giver has it first.",
        Kind.COMPLAINT: "A client is unhappy: nothing is sold to them until it is solved.",
        Kind.HAND_OFF: "A hot contact waits to be accepted, and its time limit runs.",
    }
)
_OF_TODAY = WordTable(
    {
        Kind.OCCASION: "A date of theirs comes near, and nobody has spoken to them about it.",
        Kind.REORDER: "By their own habit they would buy again about now.",
    }
)
