"""The fixed fair order of the queue, when a promised call becomes the team's, and why a contact is next.

First the operator's own due callbacks, then the team's, then the bands: hot and new, retries, never called.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from pipeline_tui.domain.clocks import zone_named

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
    asked = f"{', exactly' if exact and at else ''}{_late(due, now)}"
    where = f", list {list_name} (priority {priority})" if list_name else ""
    match kind:
        case Why.IN_HAND:
            return "already in your hand"
        case Why.OWN_CALLBACK:
            return f"your callback{at and f', promised for {at}{asked}'}"
        case Why.TEAM_CALLBACK:
            kind_of = f"callback of {owner}" if owner else "the team's callback"
            by = f" by {promised_by}" if promised_by and not owner else ""
            return f"{kind_of}{at and f', promised for {at}{by}{asked}'}"
        case Why.RETURNED:
            return f"returned to you{f' by {owner}' if owner else ''}"
        case Why.SLOT:
            return f"agreed slot{at and f' at {at}'}"
        case Why.ADDED:
            return "added by hand while you had another contact"
        case Why.HOT_NEW:
            return f"hot contact{f' from {source}' if source else where}"
        case Why.RETRY:
            plan = f" {attempt} of {maximum}" if maximum else ""
            steered = ", in a part of the day that reaches most" if best else ""
            return f"retry{plan}{at and f' due since {at}'}{steered}"
        case Why.NEVER_CALLED:
            return f"never called{where}"


def _late(due: datetime | None, now: datetime | None) -> str:
    minutes = int((now - due).total_seconds() // 60) if due is not None and now is not None else 0
    if minutes < 1:
        return ""
    return f"; {minutes} min late" if minutes < 120 else f"; {minutes // 60} h late"


def _clock(due: datetime | None, zone: str, now: datetime | None) -> str:
    """Return "14:20", with the day when it is not today's."""
    if due is None:
        return ""
    local = due.astimezone(zone_named(zone))
    if now is None or now.astimezone(zone_named(zone)).date() == local.date():
        return f"{local:%H:%M}"
    return f"{local:%a} {local.day} {local:%b} {local:%H:%M}"
