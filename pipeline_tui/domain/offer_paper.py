"""An offer as the client reads it: every word and figure of the paper, whatever it is printed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from types import MappingProxyType

from pipeline_tui.domain.money import format_money
from pipeline_tui.domain.offers import Offer, OfferState
from pipeline_tui.domain.quantities import format_percent, format_units
from pipeline_tui.domain.text import clean

WIDTH = 78  # columns of the paper as text
MOST_ADDRESS_LINES = 6
_LEAST = 20  # columns of what is offered
_GAP = "  "

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "offer": "Offer",
                "version": "version",
                "draft": "DRAFT - not an offer",
                "for": "For",
                "by": "Your contact",
                "date": "Date",
                "until": "Valid until",
                "what": "Description",
                "quantity": "Quantity",
                "price": "Unit price",
                "discount": "Discount",
                "tax": "Tax",
                "net": "Net",
                "lines": "Sum of the lines",
                "less": "Discount on the whole",
                "sum": "Net total",
                "tax_of": "Tax {rate} on {net}",
                "total": "Total with tax",
                "page": "page",
            }
        ),
        "fr": MappingProxyType(
            {
                "offer": "Devis",
                "version": "version",
                "draft": "BROUILLON - sans valeur de devis",
                "for": "Pour",
                "by": "Votre contact",
                "date": "Date",
                "until": "Valable jusqu'au",
                "what": "Désignation",
                "quantity": "Quantité",
                "price": "Prix unit. HT",
                "discount": "Remise",
                "tax": "TVA",
                "net": "Net HT",
                "lines": "Total des lignes HT",
                "less": "Remise globale",
                "sum": "Total HT",
                "tax_of": "TVA {rate} sur {net}",
                "total": "Total TTC",
                "page": "page",
            }
        ),
    }
)
_MONTHS = MappingProxyType(
    {
        "en": "January February March April May June July August September October November December",
        "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    }
)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line as it is printed."""

    place: str
    what: str
    quantity: str
    price: str
    discount: str
    tax: str
    net: str


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that stands on the paper; ``mark`` is set where it is no offer yet."""

    words: Mapping[str, str]
    firm: str
    address: tuple[str, ...]  # lines under the firm's name
    title: str
    mark: str
    facts: tuple[tuple[str, str], ...]
    note: str
    lines: tuple[PaperLine, ...]
    sums: tuple[tuple[str, str], ...]  # the last one is the total


@dataclass(frozen=True, slots=True)
class Printed:
    """An offer was written into a file; ``final`` says that it was sent and is no draft."""

    offer_id: int
    number: str
    version: int
    file: str
    final: bool


def paper_language(wanted: str, usual: str) -> str:
    """Return the language of a paper: the client's where it has words, else the shop's, else English."""
    return next((one[:2] for one in (wanted, usual) if one[:2] in WORDS), "en")


def paper_of(
    offer: Offer, firm: str, place: str, written_on: date, language: str, *, letterhead: str = ""
) -> Paper:
    """Return the paper of an offer; ``written_on`` is the day it was sent, or written, where the shop is.

    ``place`` is the client's; ``letterhead`` are the lines under the firm's name.
    """
    words, currency = WORDS[language], offer.currency

    def money(minor: int) -> str:
        return format_money(minor, currency, language, cents=True)

    says, sums = offer.contents, offer.totals
    where = "" if offer.firm.casefold().endswith(place.casefold()) else place  # named after its town
    client = ", ".join(dict.fromkeys(part for part in (offer.client, offer.firm, where) if part))
    facts = [(words["for"], client), (words["by"], offer.hunter), (words["date"], _day(written_on, language))]
    if says.valid_until:
        facts.append((words["until"], _day(says.valid_until, language)))
    lines = tuple(
        PaperLine(
            place=str(at),
            what=f"{line.text} ({line.code})" if line.code else line.text,
            quantity=format_units(line.quantity, line.unit, language),
            price=money(line.price_minor),
            discount=f"-{format_percent(line.discount, language)}" if line.discount else "",
            tax=format_percent(line.tax, language),
            net=money(net),
        )
        for at, (line, net) in enumerate(zip(says.lines, sums.lines, strict=True), start=1)
    )
    below: list[tuple[str, str]] = []
    if says.discount:
        below.append((words["lines"], money(sums.lines_minor)))
        below.append(
            (f"{words['less']} {format_percent(says.discount, language)}", f"-{money(sums.discount_minor)}")
        )
    below.append((words["sum"], money(sums.net_minor)))
    below += [
        (
            words["tax_of"].format(rate=format_percent(rate.tax, language), net=money(rate.net_minor)),
            money(rate.tax_minor),
        )
        for rate in sums.rates
    ]
    below.append((words["total"], money(sums.gross_minor)))
    return Paper(
        words=words,
        firm=firm,
        address=tuple(clean(line) for line in letterhead.splitlines()[:MOST_ADDRESS_LINES] if clean(line)),
        title=f"{words['offer']} {offer.number} · {words['version']} {offer.version}",
        mark="" if offer.state is OfferState.SENT else words["draft"],
        facts=tuple(facts),
        note=says.words,
        lines=lines,
        sums=tuple(below),
    )


def as_text(paper: Paper) -> str:
    """Return the paper as plain text, 78 columns wide unless a figure needs more; nothing is cut."""
    return "\n".join(_text(paper)) + "\n"


def _text(paper: Paper) -> Iterator[str]:
    yield paper.firm
    for part in paper.address:
        yield from wrap(part, WIDTH)
    yield ""
    if paper.mark:
        yield f"*** {paper.mark} ***".center(WIDTH).rstrip()
        yield ""
    yield paper.title
    room = max(len(name) for name, _ in paper.facts) + 2
    for name, value in paper.facts:
        first, *rest = wrap(value, WIDTH - room) or [""]
        yield f"{name:<{room}}{first}".rstrip()
        yield from (" " * room + one for one in rest)
    if paper.note:
        yield ""
        for part in paper.note.splitlines():
            yield from wrap(part, WIDTH) or [""]
    yield ""
    yield from _table(paper)
    yield ""
    wide = max(len(value) for _, value in paper.sums)
    for name, value in paper.sums:
        yield f"{name}{_GAP}{value:>{wide}}".rjust(WIDTH)
    if paper.mark:
        yield ""
        yield f"*** {paper.mark} ***".center(WIDTH).rstrip()


def _table(paper: Paper) -> Iterator[str]:
    words = paper.words
    head = PaperLine("", *(words[key] for key in ("what", "quantity", "price", "discount", "tax", "net")))
    rows = (head, *paper.lines)
    place = max(len(row.place) for row in rows)
    right = [
        max(len(cell) for cell in column) for column in zip(*(_figures(row) for row in rows), strict=True)
    ]
    what = max(WIDTH - place - sum(right) - len(_GAP) * (len(right) + 1), _LEAST)
    for row in rows:
        first, *rest = wrap(row.what, what) or [""]
        figures = _GAP.join(f"{cell:>{width}}" for cell, width in zip(_figures(row), right, strict=True))
        yield f"{row.place:>{place}}{_GAP}{first:<{what}}{_GAP}{figures}".rstrip()
        yield from (" " * (place + len(_GAP)) + one for one in rest)
        if row is head:
            yield "-" * max(WIDTH, place + what + sum(right) + len(_GAP) * (len(right) + 1))


def _figures(row: PaperLine) -> tuple[str, ...]:
    return row.quantity, row.price, row.discount, row.tax, row.net


def _day(on: date, language: str) -> str:
    month = _MONTHS[language].split()[on.month - 1]
    first = "1er" if on.day == 1 and language == "fr" else str(on.day)
    return f"{first} {month} {on.year}"
