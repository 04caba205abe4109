"""Dates on which a whole shop sells: Mother's Day, the sales, All Saints; each by a rule in plain words.

``14 february`` · ``last sunday of may`` · ``easter`` · ``easter + 49`` · ``RULE unless RULE then RULE``,
where the middle one is the day it must not be, or ``after RULE``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.occasions import falls_on
from pipeline_tui.wording import tr

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PLACES = MappingProxyType({"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1})
_NTH = re.compile(rf"({'|'.join(_PLACES)}) ({'|'.join(_WEEKDAYS)}) of ({'|'.join(_MONTHS)})")
_FIXED = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)})")
_EASTER = re.compile(r"easter(?: ([+-]) (\d{1,3}))?")
# Around a date of the shop: flowers are bought before it, a late one the day after.
BOUGHT_BEFORE, BOUGHT_AFTER = timedelta(days=12), timedelta(days=1)
_UNLESS = re.compile(r"(.+?) unless (after )?(.+?) then (.+)")


@dataclass(frozen=True, slots=True)
class ShopDate:
    """A date of the trade: buyers of last year are rung ``lead_days`` before."""

    code: str
    names: MappingProxyType[str, str]
    rule: str
    lead_days: int
    countries: tuple[str, ...] = ()  # () everywhere

    def name(self, language: str) -> str:
        """Return the name in a language, else in English."""
        return self.names.get(language) or self.names["en"]

    def holds_in(self, country: str) -> bool:
        """Return whether the date is kept in a country."""
        return not self.countries or country in self.countries

    def next_on(self, today: date) -> date:
        """Return the next date from today on."""
        this_year = date_of(self.rule, today.year)
        return this_year if this_year >= today else date_of(self.rule, today.year + 1)

    def last_time(self, on: date) -> date:
        """Return when it was in the year before a date of it."""
        return date_of(self.rule, on.year - 1)


@dataclass(frozen=True, slots=True)
class LastBuyer:
    """A client who bought for a shop's date a year ago."""

    contact_id: int
    name: str
    bought_on: date
    what: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class DateComing:
    """A date of the shop that is near, with those who bought for it last year and have not been rung yet."""

    code: str
    name: str
    on: date
    days_left: int
    last_time: date
    buyers: tuple[LastBuyer, ...]


def date_of(rule: str, year: int) -> date:
    """Return the date by a rule in a year; UsageTrouble for a rule that cannot be read."""
    words = " ".join(rule.lower().split())
    if found := _UNLESS.fullmatch(words):
        usual, after, shunned, instead = found.groups()
        on, other = date_of(usual, year), date_of(shunned, year)
        return date_of(instead, year) if (on > other if after else on == other) else on
    if found := _NTH.fullmatch(words):
        return _nth(_PLACES[found[1]], _WEEKDAYS.index(found[2]), _MONTHS.index(found[3]) + 1, year)
    if found := _FIXED.fullmatch(words):
        try:
            return falls_on(_MONTHS.index(found[2]) + 1, int(found[1]), year)
        except ValueError:
            raise _unread(rule) from None
    if found := _EASTER.fullmatch(words):
        days = int(found[2] or 0)
        return easter(year) + timedelta(days=-days if found[1] == "-" else days)
    if words == "pentecost":
        return easter(year) + timedelta(days=49)
    raise _unread(rule)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the method of Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, centuries = century // 4, century % 4
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - shift + 15) % 30
    weekday = (32 + 2 * centuries + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _nth(place: int, weekday: int, month: int, year: int) -> date:
    if place > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (place - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _unread(rule: str) -> UsageTrouble:
    return UsageTrouble(
        tr("This rule of a date cannot be read"),
        tr("“{rule}” is none I know.", rule=rule),
        tr("Write it like 14 february, last sunday of may, easter + 49, or RULE unless pentecost then RULE."),
    )
