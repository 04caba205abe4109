"""When an unanswered contact is tried again: after a delay, at another part of the day, so often at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from pipeline_tui.domain.calendar_words import day_name, month_name
from pipeline_tui.domain.clocks import instant_on, zone_named
from pipeline_tui.domain.playbook import Outcome
from pipeline_tui.wording import mark, tr

# Part of the day and its beginning on the contact's clock; from LATEST until the first of them it is night.
PARTS = (("morning", time(9)), ("midday", time(12)), ("afternoon", time(14)), ("evening", time(18)))
LATEST = time(20)
PART_ENDS = (*(start for _, start in PARTS[1:]), LATEST)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MOST_DAYS = 30
_WEEK = 7
Opens = Callable[[datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class Retrial:
    """The next attempt; ``due`` is None when the plan allows no more."""

    due: datetime | None  # UTC
    part_of_day: str  # morning, midday, afternoon or evening in the contact's zone; "" without a due time
    of: int  # attempts the plan allows; 0 for an outcome that is not tried again
    best: bool = False  # due where its operator reaches most


BEST = mark(", when you reach most")


def part_of_day(at: datetime, zone: str) -> str:
    """Return the part of the day an instant falls in on a zone's clock; before nine it is the morning's."""
    clock = at.astimezone(zone_named(zone)).time()
    return next((name for name, start in reversed(PARTS) if clock >= start), PARTS[0][0])


def never_closed(_day: date) -> bool:
    """Answer for a plan that knows of no closed days."""
    return False


def always_open(at: datetime) -> datetime:
    """Answer for a plan that knows of no calling windows."""
    return at


def next_attempt(
    outcome: Outcome,
    attempt_no: int,
    at: datetime,
    zone: str,
    closed: Callable[[date], bool] = never_closed,
    best: str = "",
    opens: Opens = always_open,
) -> Retrial:
    """Return when to try again after attempt ``attempt_no`` (from 1) ended with this outcome at ``at`` (UTC).

    With ``other_part_of_day`` it is the first other part of the day after the delay. Nights and ``closed``
    days (dates in the contact's zone) are passed over; the calling windows come on top. ``best``, such as
    "tue-afternoon", is waited for up to a week when it is open then (``opens``: when they open next, UTC).
    """
    plan = outcome.retry
    if plan is None:
        return Retrial(None, "", 0)
    if attempt_no >= plan.maximum:
        return Retrial(None, "", plan.maximum)
    earliest = (at + timedelta(minutes=plan.delay_minutes)).astimezone(UTC)
    if plan.other_part_of_day:
        avoided = part_of_day(at, zone)
        steered = (
            _in_slot(best, earliest, zone, closed, opens) if best and not best.endswith(avoided) else None
        )
        if steered is not None:
            return Retrial(steered, part_of_day(steered, zone), plan.maximum, best=True)
        due = _first_part(earliest, zone, closed, avoid=avoided)
    elif _is_night(earliest, zone) or closed(earliest.astimezone(zone_named(zone)).date()):
        due = _first_part(earliest, zone, closed)
    else:
        due = earliest
    return Retrial(due, part_of_day(due, zone), plan.maximum)


def describe(retrial: Retrial, attempt_no: int, zone: str, now: datetime) -> str:
    """Return "attempt 2 of 4, next Tue afternoon" after attempt ``attempt_no``; the day as in ``zone``."""
    if not retrial.of:
        return tr("not tried again")
    if retrial.due is None:
        return tr("attempt {attempt_no} of {of}, the last one", attempt_no=attempt_no, of=retrial.of)
    local, today = retrial.due.astimezone(zone_named(zone)), now.astimezone(zone_named(zone)).date()
    days = (local.date() - today).days
    if days <= 0:
        when = tr("today {local:%H:%M}", local=local)
    elif days < 7:
        when = f"{day_name(local)} {retrial.part_of_day}"
    else:
        when = f"{day_name(local)} {local.day} {month_name(local)}, {retrial.part_of_day}"
    return tr(
        "attempt {attempt_no} of {of}, next {when}{best}",
        attempt_no=attempt_no,
        of=retrial.of,
        when=when,
        best=tr(BEST) if retrial.best else "",
    )


def only_when(follows: str) -> str:
    """Return what ``describe`` tells without the count, for a line that has room for one of them."""
    counted, last = tr(", the last one"), tr("the last attempt")
    if not follows.startswith("attempt "):
        return follows
    return last if follows.endswith(counted) else follows.partition(", ")[2]


def _is_night(at: datetime, zone: str) -> bool:
    return not PARTS[0][1] <= at.astimezone(zone_named(zone)).time() < LATEST


def _first_part(earliest: datetime, zone: str, closed: Callable[[date], bool], avoid: str = "") -> datetime:
    """Return the first instant from ``earliest`` on in a part of the day other than ``avoid``."""
    first = earliest.astimezone(zone_named(zone)).date()
    ends = [start for _, start in PARTS[1:]] + [LATEST]
    for count in range(_MOST_DAYS):
        day = first + timedelta(days=count)
        if closed(day):
            continue
        for (name, start), end in zip(PARTS, ends, strict=True):
            begin = max(earliest, instant_on(day, _minutes(start), zone))
            if name != avoid and begin < instant_on(day, _minutes(end), zone):
                return begin
    return earliest


def falls_in(slot: str, at: datetime, zone: str) -> bool:
    """Return whether an instant lies in a part of a weekday such as "tue-afternoon", on a zone's clock."""
    weekday, _, part = slot.partition("-")
    return part == part_of_day(at, zone) and weekday == DAYS[at.astimezone(zone_named(zone)).weekday()]


def _in_slot(
    slot: str, earliest: datetime, zone: str, closed: Callable[[date], bool], opens: Opens
) -> datetime | None:
    """Return the first open instant from ``earliest`` on in a part of a weekday, within a week."""
    first = earliest.astimezone(zone_named(zone)).date()
    weekday, _, part = slot.partition("-")
    times = {name: (start, end) for (name, start), end in zip(PARTS, PART_ENDS, strict=True)}
    for count in range(_WEEK + 1):
        day = first + timedelta(days=count)
        if DAYS[day.weekday()] != weekday or part not in times or closed(day):
            continue
        start, end = times[part]
        ended = instant_on(day, _minutes(end), zone)
        begin = max(earliest, instant_on(day, _minutes(start), zone))
        due = opens(begin) if begin < ended else None
        if due is not None and due < ended:
            return due
    return None


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
