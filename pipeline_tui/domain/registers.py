"""Registers of people who want no calls: what a country's file asks of them, what they say of a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RegisterRules:
    """What a rule file says of its country's register; without a name there is none."""

    name: str = ""
    needed: bool = False  # nobody is rung without a copy that is fresh enough
    days_old: int = 0  # a copy may be so old; 0: no limit was found
    listed_days: int = 0  # a number may still be rung for so many days after it was put on the register
    unless: frozenset[str] = frozenset()  # kinds of ground that go before the register
    after_purchase_days: int = 0  # who bought may be rung for so long, listed or not
    source: str = ""
    status: str = "default"


@dataclass(frozen=True, slots=True)
class Listing:
    """What a loaded register says of one number."""

    country: str  # of the rule file it belongs to
    name: str
    dated: date  # of the copy that is loaded
    listed: bool = False
    since: date | None = None  # when the number was put there; None when nobody said


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A register as it is loaded, or one that a country's file names and nobody has loaded."""

    country: str
    name: str
    dated: date | None = None  # None: not loaded
    numbers: int = 0
    age_days: int | None = None
    days_old: int = 0  # at most, by the country's file; 0: no limit
    needed: bool = False
    outdated: bool = False

    @property
    def blocks(self) -> bool:
        """Return whether people without a ground of their own are not rung because of it."""
        return self.needed and (self.dated is None or self.outdated)


@dataclass(frozen=True, slots=True)
class RegisterLoaded:
    """What a register's file brought."""

    register: RegisterLine
    file: str
    rows: int
    taken: int  # numbers, each once
    repeated: int  # rows whose number stood there before
    rejected: tuple[tuple[int, str], ...]  # (line, why) of the first ones that were not understood
    rejected_count: int
    affected: int  # of our contacts whose place in the queue changed


def outdated(dated: date, days_old: int, today: date) -> bool:
    """Return whether a copy is older than its country's file allows."""
    return days_old > 0 and (today - dated).days > days_old
