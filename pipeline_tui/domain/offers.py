"""What an offer costs: whole numbers in, minor units out, by one rounding rule that is stated here.

Prices are without tax. Rounded is, in this order: each line's net amount; the discount on the whole, for the
lines of each tax rate; the tax of each rate, on what is left. Every sum is a sum of amounts rounded so, which
is why a paper always adds up. It is the order of the European invoice, EN 16931-1 (BT-131, BG-20, BR-CO-17).
Halves go up: the law of the Union leaves the choice to the states (Court of Justice, C-484/06), and this is
how tax offices and cash registers count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

WHOLE = 10_000  # basis points: a hundred per cent
ONE = 1_000  # thousandths: one piece
MOST_QUANTITY = 10**9  # a million pieces
MOST_MINOR = 10**15  # as ``domain/money.py`` keeps them
MOST_LINES = 200
LONGEST_TEXT = 300
LONGEST_WORDS = 1000


class OfferState(StrEnum):
    """How far a version of an offer is."""

    DRAFT = "draft"
    WAITING = "waiting"  # for a manager: its discount is above its writer's limit
    APPROVED = "approved"
    REFUSED = "refused"
    SENT = "sent"  # from now on never changed


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One thing that is offered; ``key`` is the same in every version of the offer, 0 for a new line."""

    text: str
    quantity: int = ONE  # thousandths
    price_minor: int = 0  # of one, without tax
    discount: int = 0  # basis points
    tax: int = 0  # basis points
    unit: str = ""
    code: str = ""  # of the price list, "" for free text
    list_minor: int | None = None  # the list's price when the line was written
    key: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """What somebody writes into an offer; everything else follows from it."""

    lines: tuple[OfferLine, ...] = ()
    discount: int = 0  # on the whole, in basis points
    valid_until: date | None = None
    words: str = ""  # to the client, above the lines


@dataclass(frozen=True, slots=True)
class RateTotal:
    """What the lines of one tax rate come to; ``net_minor`` is ``lines_minor`` less ``discount_minor``."""

    tax: int  # basis points
    lines_minor: int
    discount_minor: int
    net_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What an offer comes to, in minor units."""

    lines: tuple[int, ...]  # net amount of each line
    rates: tuple[RateTotal, ...]  # by rate, the highest first
    lines_minor: int
    discount_minor: int  # on the whole
    net_minor: int
    tax_minor: int
    gross_minor: int


@dataclass(frozen=True, slots=True)
class OfferVersion:
    """A version of an offer in one line."""

    version: int
    state: OfferState
    gross_minor: int
    written_at: datetime  # UTC
    sent_at: datetime | None = None  # UTC


@dataclass(frozen=True, slots=True)
class Offer:
    """One version of an offer with all that was decided about it."""

    id: int
    number: str  # "2026-0007"
    deal_id: int
    contact_id: int
    client: str
    firm: str
    hunter: str
    version: int
    state: OfferState
    contents: Contents
    currency: str
    totals: Totals
    deepest: int  # the furthest below the list that a line is sold, basis points
    limit: int  # what its writer may give without asking, basis points
    written_at: datetime  # UTC
    asked_at: datetime | None = None  # UTC
    answered_at: datetime | None = None  # UTC
    answered_by: str = ""
    answer: str = ""  # the manager's words
    sent_at: datetime | None = None  # UTC
    versions: tuple[OfferVersion, ...] = ()

    @property
    def above_limit(self) -> bool:
        """Return whether a manager has to agree before it may be sent."""
        return self.deepest > self.limit

    @property
    def latest(self) -> bool:
        """Return whether no later version was written."""
        return all(one.version <= self.version for one in self.versions)


@dataclass(frozen=True, slots=True)
class Approval:
    """An offer that waits for a manager: what it comes to, never what stands in it."""

    offer_id: int
    number: str
    version: int
    hunter: str
    client: str
    net_minor: int
    gross_minor: int
    currency: str
    discount: int  # on the whole, basis points
    deepest: int  # basis points
    limit: int  # basis points
    asked_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class DealOffer:
    """An offer as its deal's card shows it: the newest version in one line."""

    id: int
    number: str
    version: int
    state: OfferState
    gross_minor: int
    currency: str
    answer: str = ""  # the manager's words


@dataclass(frozen=True, slots=True)
class Answered:
    """A manager's answer to an offer that waited."""

    offer_id: int
    number: str
    hunter: str
    client: str
    state: OfferState
    words: str = ""


def half_up(numerator: int, denominator: int) -> int:
    """Return a quotient of whole numbers, neither negative, rounded to a whole one; halves go up."""
    return (2 * numerator + denominator) // (2 * denominator)


def line_minor(line: OfferLine) -> int:
    """Return the net amount of a line: quantity times price less its discount, rounded once."""
    return half_up(line.quantity * line.price_minor * (WHOLE - line.discount), ONE * WHOLE)


def totals(lines: Sequence[OfferLine], discount: int = 0) -> Totals:
    """Return what lines come to, with a discount on the whole in basis points."""
    nets = tuple(line_minor(line) for line in lines)
    by_rate: dict[int, int] = {}
    for line, net in zip(lines, nets, strict=True):
        by_rate[line.tax] = by_rate.get(line.tax, 0) + net
    rates = tuple(_rate(tax, by_rate[tax], discount) for tax in sorted(by_rate, reverse=True))
    net, tax = sum(one.net_minor for one in rates), sum(one.tax_minor for one in rates)
    return Totals(
        lines=nets,
        rates=rates,
        lines_minor=sum(nets),
        discount_minor=sum(one.discount_minor for one in rates),
        net_minor=net,
        tax_minor=tax,
        gross_minor=net + tax,
    )


def _rate(tax: int, lines: int, discount: int) -> RateTotal:
    less = half_up(lines * discount, WHOLE)
    net = lines - less
    return RateTotal(tax, lines, less, net, half_up(net * tax, WHOLE))


def deepest_discount(lines: Iterable[OfferLine], discount: int = 0) -> int:
    """Return the furthest below its list price that a line is sold, in basis points rounded up.

    Counted together: a lower price, the line's discount, and the discount on the whole. So a limit cannot be
    got round by typing a lower price. A line of free text has no list price but its own.
    """
    return max((_below_list(line, discount) for line in lines), default=0)


def _below_list(line: OfferLine, discount: int) -> int:
    listed = line.price_minor if line.list_minor is None else line.list_minor
    asked = line.price_minor * (WHOLE - line.discount) * (WHOLE - discount)
    full = listed * WHOLE * WHOLE
    if full <= asked:
        return 0
    return -(-(full - asked) * WHOLE // full)
