"""A promised call as a list shows it: to whom, when, whose, and how late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.queue_order import CallbackState
from pipeline_tui.wording import tr


@dataclass(frozen=True, slots=True)
class PromisedCall:
    """A callback that a scout promised and nobody has made yet."""

    contact_id: int
    name: str
    number: str  # masked
    due: datetime  # UTC
    zone: str  # of the contact, IANA
    owner: str  # whose it is; "" when it was promised in the team's name
    promised_by: str
    state: CallbackState
    list_name: str = ""
    exact: bool = False  # they asked for precisely this time
    in_hand: bool = False  # somebody has the contact on the screen


def minutes_late(due: datetime, now: datetime) -> int:
    """Return by how many whole minutes a call is late; below zero when it is still to come."""
    return int((now - due).total_seconds() // 60)


def whose(call: PromisedCall, me: str = "") -> str:
    """Return in words whose call it is, and how far it has gone past its time; ``me`` is who asks."""
    own = tr("the team's") if not call.owner else "mine" if call.owner == me else f"{call.owner}'s"
    match call.state:
        case CallbackState.RED:
            return tr("{own}, over an hour late", own=own)
        case CallbackState.TEAM:
            return tr("{own}, late: the team's too", own=own) if call.owner else tr("{own}, late", own=own)
        case CallbackState.OWN:
            return own
