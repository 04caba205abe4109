"""The fixed fair order of the queue, when a promised call becomes the team's, and why a contact is next.

First the operator's own due callbacks, then the team's, then the bands: hot and new, retries, never called.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from pipeline_tui.domain.calendar_words import day_name, month_name
from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.wording import tr

HOT_NEW = 0
RETRY = 1
NEVER_CALLED = 2
BANDS = (HOT_NEW, RETRY, NEVER_CALLED)
_DUE_BITS = 40
FIRST_PRIORITY, LAST_PRIORITY = 1, 9

TEAM_AFTER = timedelta(minutes=10)
RED_AFTER = timedelta(minutes=60)


class CallbackState(StrEnum):
    """Whose a promised call is; computed from the time, never stored."""

    OWN = "own"
    TEAM = "team"  # anybody's; the credit stays with the owner
    RED = "red"  # the manager sees it


class Why(StrEnum):
    """Why a contact came up."""

    IN_HAND = "in-hand"
    OWN_CALLBACK = "own-callback"
    TEAM_CALLBACK = "team-callback"
    RETURNED = "returned"
    SLOT = "slot"
    ADDED = "added"
    HOT_NEW = "hot-new"
    RETRY = "retry"
    NEVER_CALLED = "never-called"


WHY_BAND = {HOT_NEW: Why.HOT_NEW, RETRY: Why.RETRY, NEVER_CALLED: Why.NEVER_CALLED}


def rank(band: int, due: datetime) -> int:
    """Return the integer that orders the queue: band first, then due time in whole seconds since 1970."""
    seconds = int(due.timestamp())
    if band not in BANDS or not 0 <= seconds < 1 << _DUE_BITS:
        raise ValueError(f"no rank for band {band} due {due}")
    return band << _DUE_BITS | seconds


def band_of(rank: int) -> int:
    """Return the band of a rank."""
    return rank >> _DUE_BITS


def order_key(rank: int, list_priority: int) -> tuple[int, int, int]:
    """Return what the queue is sorted by: band, priority of the list inside it (1 first), then due time."""
    return band_of(rank), list_priority, rank


def callback_state(due: datetime, now: datetime, owner_talking: bool) -> CallbackState:
    """Return whose a promised call is: ten minutes late the team's, unless its owner talks; an hour, red."""
    late = now - due
    if late >= RED_AFTER:
        return CallbackState.RED
    if late >= TEAM_AFTER and not owner_talking:
        return CallbackState.TEAM
    return CallbackState.OWN


def why_text(
    kind: Why,
    *,
    due: datetime | None = None,
    zone: str = "UTC",
    now: datetime | None = None,
    source: str = "",
    owner: str = "",
    attempt: int = 0,
    maximum: int = 0,
    list_name: str = "",
    priority: int = 0,
    promised_by: str = "",
    exact: bool = False,
    best: bool = False,
) -> str:
    """Return one sentence that says why this contact is next; times on the clock of ``zone``, the operator's.

    ``owner`` is whose callback it is, or who returned the contact; ``promised_by`` who promised one in the
    team's name; ``exact`` that they asked for just this time; ``attempt`` the one about to be made; ``best``
    that a retry waited for the part of the day that reaches most.
    """
    at = _clock(due, zone, now)
    asked = f"{tr(', exactly') if exact and at else ''}{_late(due, now)}"
    where = (
        tr(", list {list_name} (priority {priority})", list_name=list_name, priority=priority)
        if list_name
        else ""
    )
    match kind:
        case Why.IN_HAND:
            return tr("already in your hand")
        case Why.OWN_CALLBACK:
            return tr("your callback{at}", at=at and f", promised for {at}{asked}")
        case Why.TEAM_CALLBACK:
            kind_of = tr("callback of {owner}", owner=owner) if owner else tr("the team's callback")
            by = tr(" by {promised_by}", promised_by=promised_by) if promised_by and not owner else ""
            return f"{kind_of}{at and tr(', promised for {at}{by}{asked}', at=at, by=by, asked=asked)}"
        case Why.RETURNED:
            return tr("returned to you{value}", value=tr(" by {by}", by=owner) if owner else "")
        case Why.SLOT:
            return tr("agreed slot{at}", at=at and f" at {at}")
        case Why.ADDED:
            return tr("added by hand while you had another contact")
        case Why.HOT_NEW:
            return tr("hot contact{value}", value=tr(" from {source}", source=source) if source else where)
        case Why.RETRY:
            plan = tr(" {attempt} of {maximum}", attempt=attempt, maximum=maximum) if maximum else ""
            steered = tr(", in a part of the day that reaches most") if best else ""
            return f"retry{plan}{at and tr(' due since {at}', at=at)}{steered}"
        case Why.NEVER_CALLED:
            return tr("never called{where}", where=where)


def _late(due: datetime | None, now: datetime | None) -> str:
    minutes = int((now - due).total_seconds() // 60) if due is not None and now is not None else 0
    if minutes < 1:
        return ""
    return (
        tr("; {minutes} min late", minutes=minutes)
        if minutes < 120
        else tr("; {minutes} h late", minutes=minutes // 60)
    )


def _clock(due: datetime | None, zone: str, now: datetime | None) -> str:
    """Return "14:20", with the day when it is not today's."""
    if due is None:
        return ""
    local = due.astimezone(zone_named(zone))
    if now is None or now.astimezone(zone_named(zone)).date() == local.date():
        return f"{local:%H:%M}"
    return f"{day_name(local)} {local.day} {month_name(local)} {local:%H:%M}"
