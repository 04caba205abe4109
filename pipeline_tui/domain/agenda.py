"""An operator's agenda: what is agreed for when, what keeps them away, and what overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

NEXT_STEP, SLOT, CALLBACK, CHECK_IN = "next-step", "slot", "callback", "check-in"
MINUTES = 30  # an appointment takes, unless the playbook says otherwise


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something that was planned or promised for a day, most often for a time."""

    kind: str  # next-step, slot, callback, check-in
    id: int  # of the deal, the hand-off, the contact who is called back, the check-in
    contact_id: int
    name: str
    firm: str
    on: date  # in the shop's zone
    at: datetime | None  # UTC; None: some time of the day
    minutes: int = MINUTES
    do: str = ""  # as it was typed, of a next step
    overdue: bool = False
    version: int = 1
    clashes: tuple[str, ...] = ()  # whose appointment overlaps; "" is the operator's own absence

    @property
    def ends(self) -> datetime | None:
        """Return when it is over (UTC)."""
        return self.at + timedelta(minutes=self.minutes) if self.at is not None else None


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why an operator does not work on a day."""

    holiday: str = ""  # a public holiday's name
    away: str = ""  # why they are absent
    off: bool = False  # outside the shop's hours

    @property
    def named(self) -> str:
        """Return what the day is called for it, "" when it is only a day without hours."""
        return self.holiday or self.away


@dataclass(frozen=True, slots=True)
class Agenda:
    """Some days of one operator, in the order in which things come up."""

    start: date
    end: date  # included
    appointments: tuple[Appointment, ...] = ()
    closed: MappingProxyType[date, str] = field(default_factory=lambda: MappingProxyType({}))  # and why
    more: bool = False  # there is more than an agenda shows


def in_order(appointments: Iterable[Appointment]) -> tuple[Appointment, ...]:
    """Return appointments by day and time, what has no time after what has one."""

    def key(one: Appointment) -> tuple[object, ...]:
        at = one.at.timestamp() if one.at is not None else 0.0
        return (one.on, one.at is None, at, one.name, one.kind, one.id)

    return tuple(sorted(appointments, key=key))


def with_clashes(
    appointments: Sequence[Appointment], away: Mapping[date, str], today: date
) -> tuple[Appointment, ...]:
    """Return the appointments, each with the names of those that overlap it, in the order of their times.

    One that ends as another begins is in nobody's way; what lies before today is over.
    """
    timed = sorted(
        (one for one in appointments if one.at is not None and one.on >= today),
        key=lambda one: (one.at, one.kind, one.id),
    )
    found: dict[tuple[str, int], list[str]] = {}
    open_now: list[Appointment] = []
    for one in timed:
        open_now = [other for other in open_now if _before(one, other)]
        for other in open_now:
            found.setdefault((other.kind, other.id), []).append(one.name)
            found.setdefault((one.kind, one.id), []).append(other.name)
        open_now.append(one)
    for one in timed:
        if one.on in away:
            found.setdefault((one.kind, one.id), []).append("")
    return tuple(replace(one, clashes=tuple(found.get((one.kind, one.id), ()))) for one in appointments)


def _before(one: Appointment, other: Appointment) -> bool:
    """Return whether something begins while another lasts; ``one`` begins no earlier."""
    return one.at is not None and other.ends is not None and one.at < other.ends
