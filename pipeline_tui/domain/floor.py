"""The floor: who is at their desk, what is offered to them live, and what waits for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from pipeline_tui.domain.list_states import StoppedList
from pipeline_tui.domain.messages import Waiting
from pipeline_tui.domain.method_news import MethodNews
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shop_settings import ShopSettings

SEEN_WITHIN = timedelta(seconds=60)  # a desk that gave no sign of life for longer is taken to be gone
OFFERED_FOR = timedelta(seconds=20)  # so long a caller is kept on the line


def seconds_left(until: datetime, now: datetime) -> int:
    """Return how many seconds an offer still stands, never more than it ever did: desks' clocks differ."""
    return max(0, ceil(min(until - now, OFFERED_FOR).total_seconds()))


class AtDesk(StrEnum):
    """What an operator who sits at a desk is doing; computed from holds, calls and pauses, never stored."""

    FREE = "free"
    IN_HAND = "in-hand"  # a contact, not dialled
    TALKING = "talking"  # a dialled call that awaits its outcome
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody at their desk."""

    operator_id: int
    name: str
    place: str  # scout, hunter, farmer, manager, inbox
    state: AtDesk
    since: datetime  # UTC; of the pause or the call, else when they sat down at this desk
    seen_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class LiveOffer:
    """A call that a colleague offers now: what one needs to know to take it."""

    id: int
    name: str
    firm: str
    giver: str
    need: str
    next: str
    until: datetime  # UTC


@dataclass(frozen=True, slots=True)
class LiveCall:
    """What has become of the viewer's own offer."""

    id: int
    contact_id: int
    name: str  # of the contact
    state: str  # open, taken, lapsed, withdrawn
    until: datetime  # UTC
    asked: int = 0  # how many are free to take it
    taken_by: str = ""
    extension: str = ""  # of whoever took it; "" when none is known


@dataclass(frozen=True, slots=True)
class Floor:
    """The little that a desk shows of what others do."""

    offers: tuple[LiveOffer, ...] = ()
    waiting: Waiting = field(default_factory=Waiting)
    paused: tuple[StoppedList, ...] = ()  # lists, for who works the queue
    unsettled: bool = False  # places in the queue that do not follow the rules yet
    method: MethodNews = field(default_factory=MethodNews)
    viewer: Viewer | None = None  # the operator as they would sign in now
    settings: ShopSettings | None = None  # hours and goal of the shop as they are now
