"""Records of what is known of a client besides purchases: complaints, promises, satisfaction, the years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pipeline_tui.domain.occasions import Coming
from pipeline_tui.domain.shop_dates import DateComing

COMPLAINT = "complaint"  # the check-in outcome that opens one, and the script for it


@dataclass(frozen=True, slots=True)
class Complaint:
    """What went wrong; while it is open nobody sells to the client."""

    id: int
    contact_id: int
    opened_at: datetime  # UTC
    opened_by: str
    words: str
    solved_at: datetime | None = None  # UTC
    solved_by: str = ""
    done: str = ""  # what was done about it

    @property
    def open(self) -> bool:
        """Whether nobody has solved it yet."""
        return self.solved_at is None


@dataclass(frozen=True, slots=True)
class Promise:
    """Something a client was promised and is still waiting for."""

    text: str
    at: datetime | None  # UTC; when it was promised for
    who: str  # who promised


@dataclass(frozen=True, slots=True)
class Score:
    """How satisfied a client said they were, 0 to 10."""

    on: date
    score: int


@dataclass(frozen=True, slots=True)
class Year:
    """What was bought in a year; refunds are taken off."""

    year: int
    purchases: int
    minor: int


@dataclass(frozen=True, slots=True)
class Brought:
    """Somebody a client named to us: the name where the viewer keeps them too, else initials."""

    name: str
    on: date
    became: str  # stage, or client


@dataclass(frozen=True, slots=True)
class ReorderLine:
    """A client who buys by habit, and is due or has gone silent."""

    contact_id: int
    name: str
    firm: str
    segment: str
    gap: int  # days
    last_on: date
    due_on: date
    days_left: int
    silent: bool
    times: float  # own gaps since the last purchase


@dataclass(frozen=True, slots=True)
class Cares:
    """What a farmer's Today holds besides check-ins: complaints, dates near, who buys again or no more."""

    complaints: tuple[tuple[str, Complaint], ...] = ()  # with the client's name
    occasions: tuple[Coming, ...] = ()
    dates: tuple[DateComing, ...] = ()
    reorders: tuple[ReorderLine, ...] = ()


@dataclass(frozen=True, slots=True)
class FarmingRow:
    """A farmer's clients and what became of their check-ins in the last ninety days."""

    farmer: str
    clients: int
    by_segment: tuple[tuple[str, int], ...]
    kept: int  # check-ins made on their day or before
    late: int  # made after it
    missed: int  # planned for a day that has passed, and not made
    satisfaction: float | None  # median of what they said
    due: int
    silent: int
    complaints: int  # open now
    repeat_deals: int  # opened
    repeat_won: int


def years_of(bought: Iterable[tuple[date, int]], today: date, most: int = 4) -> tuple[Year, ...]:
    """Return the last years from the first purchase to this one, those without any included, oldest first."""
    every = list(bought)
    if not every:
        return ()
    first = max(min(on.year for on, _ in every), today.year - most + 1)
    return tuple(
        Year(
            year,
            sum(on.year == year and minor > 0 for on, minor in every),
            sum(minor for on, minor in every if on.year == year),
        )
        for year in range(first, today.year + 1)
    )
