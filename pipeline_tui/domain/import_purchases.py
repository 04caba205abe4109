"""What a cell of a list says somebody bought: days, amounts and words, as exports and people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_cells import read_date, tidy
from pipeline_tui.domain.money import parse_money
from pipeline_tui.domain.sales import LARGEST_MINOR
from pipeline_tui.wording import mark, tr

MOST_PURCHASES = 200  # in one cell
_LONGEST = 20_000  # characters of a cell
_PARTS = re.compile(r"[;|\n]+")
_DAY = re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))\b")
_AMOUNT = re.compile(
    r"(?P<minus>[-−](?=[€£$]?\d))?(?:[€£$]|\b(?:EUR|USD|GBP|CHF)\b)?\s?\d(?:[\d.,'’\u00a0\u202f ]*\d)?"
    r"\s?(?:[€£$]|\b(?:EUR|USD|GBP|CHF|euros?)\b)?",
    re.I,
)
_SIGN = re.compile(r"[€£$.,]|EUR|USD|GBP|CHF|euro", re.I)
_MERE_COUNT = 1000  # a bare whole number below it may be how many, not how much
_EDGES = " \t:=()[]–—,x×*·"

UNDATED = mark("a purchase without a day was not booked")
AHEAD = mark("a purchase dated ahead was not booked")
BACK = mark("money given back was not booked")
COUNTED = mark("a bare number of purchases says neither when nor how much: not booked")
UNREAD = mark("a purchase could not be read and was not booked")
TOO_MANY = mark("more purchases in one cell than are booked: the first ones were")


@dataclass(frozen=True, slots=True)
class PastPurchase:
    """Something a client bought before the list was loaded."""

    on: date
    amount_minor: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class PurchaseCell:
    """A cell read: what can be booked, the first day anything was bought, and what was left out."""

    bought: tuple[PastPurchase, ...] = ()
    since: date | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Till:
    """What amounts and days are read against."""

    country: str
    language: str
    currency: str
    today: date  # in the shop's zone


def read_purchases(cell: str, till: Till, last_contact: date | None = None) -> PurchaseCell:
    """Return what a cell says was bought: parts cut at ";", "|" or lines, each a day, an amount, words.

    An amount alone stands for the day of the last contact. A day alone tells since when somebody buys. What
    cannot be read for certain is left out with a note, and spoils neither the row nor the other purchases.
    """
    bought: list[PastPurchase] = []
    days: list[date] = []
    notes: dict[str, None] = {}
    for count, part in enumerate(_parts(cell)):
        if count == MOST_PURCHASES:
            notes[TOO_MANY] = None
            break
        said, amount, what, why = _read(part, till)
        on = said or (last_contact if amount else None)
        if on is not None and on > till.today:
            notes[AHEAD] = None
        elif why:
            notes[why] = None
            days += [on] if on is not None else []
        elif on is None:
            notes[UNDATED if amount else UNREAD] = None
        else:
            days.append(on)
            if amount:
                bought.append(PastPurchase(on, amount, what))
    told = tuple(tr(note) for note in notes)
    return PurchaseCell(tuple(bought), min(days, default=None), told)


def _parts(cell: str) -> Iterator[str]:
    for part in _PARTS.split(tidy(cell, limit=_LONGEST, multiline=True)):
        if part.strip(_EDGES + ".?"):
            yield part.strip()


def _read(part: str, till: Till) -> tuple[date | None, int, str, str]:
    """Return day, amount, words and why nothing can be booked, "" when something can."""
    on, rest = None, part
    if found := _DAY.search(part):
        on = read_date(found[0], till.country)
        if on is None:
            return None, 0, "", UNREAD
        rest = f"{part[: found.start()]} · {part[found.end() :]}"  # so that no number runs into another
    rest = rest.strip(_EDGES)
    if not rest.strip(_EDGES + "-"):
        return on, 0, "", ""
    money = _amount_in(rest)
    if money is None:
        return on, 0, "", "" if on is not None else UNREAD
    if money["minus"]:
        return on, 0, "", BACK
    typed = money[0].strip()
    if on is None and typed == part.strip() and typed.isdecimal() and int(typed) < _MERE_COUNT:
        return None, 0, "", COUNTED
    try:
        amount = parse_money(typed, till.language, till.currency)
    except UsageTrouble:
        return on, 0, "", UNREAD
    if amount > LARGEST_MINOR:
        return on, 0, "", UNREAD
    what = f"{rest[: money.start()]} {rest[money.end() :]}"
    return on, amount, " ".join(what.replace("·", " ").split()).strip(_EDGES + "-")[:120], ""


def _amount_in(text: str) -> re.Match[str] | None:
    """Return the amount among the numbers of a text: the one with a sign or cents, else the last one."""
    found = [one for one in _AMOUNT.finditer(text) if any(sign.isdecimal() for sign in one[0])]
    signed = [one for one in found if _SIGN.search(one[0])]
    among = signed or found
    return among[-1] if among else None
