"""An offer as the hunter sees it: its lines, its totals, what its versions changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import zip_longest

from textual.content import Content

from pipeline_tui.domain.offer_changes import LineChange, OfferChanges
from pipeline_tui.domain.offers import Approval, Offer, OfferLine, OfferState, OfferVersion, line_minor
from pipeline_tui.domain.quantities import format_percent, format_units
from pipeline_tui.ui.formatting import (
    ERROR,
    QUIET,
    STRONG,
    SUCCESS,
    WARNING,
    column,
    day,
    distance,
    fixed,
    full_money,
    join,
    moment,
    say,
    spread,
)
from pipeline_tui.wording import mark, tr, tr_as

_QUANTITY, _PRICE, _SHARE, _NET = 13, 13, 7, 13
_LEAST_NAME = 16
_STATES = {
    OfferState.DRAFT: ("·", mark("draft"), ""),
    OfferState.WAITING: ("…", mark("waits for approval"), WARNING),
    OfferState.APPROVED: ("✓", mark("approved"), SUCCESS),
    OfferState.REFUSED: ("✗", mark("refused"), ERROR),
    OfferState.SENT: ("→", mark("sent"), SUCCESS),
}


def offer_state(code: OfferState) -> Content:
    """Return how far an offer is, as glyph and word."""
    glyph, word, style = _STATES[code]
    return fixed(f"{glyph} {tr(word)}", style)


def lines_head(width: int) -> Content:
    """Return the names of the columns."""
    cells = (
        (tr("Quantity"), _QUANTITY),
        (tr("Price"), _PRICE),
        (tr("Less"), _SHARE),
        (tr("Tax"), _SHARE),
        (tr("Net"), _NET),
    )
    right = [column(word, size, QUIET, right=True) for word, size in cells]
    return join(column(tr("What"), _name(width), QUIET), *right)


def line_row(line: OfferLine, currency: str, language: str, width: int) -> Content:
    """Return a line of the offer; nothing of its figures is cut."""
    what = f"{line.text}  {line.code}" if line.code else line.text
    less = f"-{format_percent(line.discount, language)}" if line.discount else ""
    cheaper = line.list_minor is not None and line.price_minor < line.list_minor
    price = full_money(line.price_minor, currency, language)
    return join(
        column(what, _name(width)),
        column(format_units(line.quantity, line.unit, language), _QUANTITY, right=True),
        column(f"{'↓ ' if cheaper else ''}{price}", _PRICE, WARNING if cheaper else "", right=True),
        column(less, _SHARE, right=True),
        column(format_percent(line.tax, language), _SHARE, QUIET, right=True),
        column(full_money(line_minor(line), currency, language), _NET, right=True),
    )


def sums(offer: Offer, language: str, today: date, width: int) -> list[Content]:
    """Return the totals, until when it holds, and whether a manager has to agree."""

    def money(minor: int) -> str:
        return full_money(minor, offer.currency, language)

    totals, says = offer.totals, offer.contents
    rows: list[tuple[str, str, str]] = []
    if says.discount:
        rows.append((tr("lines"), money(totals.lines_minor), QUIET))
        rows.append(
            (
                tr("less {format_percent}", format_percent=format_percent(says.discount, language)),
                f"-{money(totals.discount_minor)}",
                "",
            )
        )
    rows.append((tr("net"), money(totals.net_minor), ""))
    for rate in totals.rates:
        name = tr(
            "tax {format_percent} on {money}",
            format_percent=format_percent(rate.tax, language),
            money=money(rate.net_minor),
        )
        rows.append((name, money(rate.tax_minor), QUIET))
    rows.append((tr("total"), money(totals.gross_minor), STRONG))
    right = [
        join(say(name, QUIET), "  ", column(value, 16, style, right=True)) for name, value, style in rows
    ]
    left = _terms(offer, language, today)
    blank = fixed("")
    return [spread(one or blank, two or blank, width) for one, two in zip_longest(left, right)]


def _terms(offer: Offer, language: str, today: date) -> list[Content]:
    rows = [offer_state(offer.state)]
    until = offer.contents.valid_until
    if until is not None:
        over = until < today and offer.state is not OfferState.SENT
        words = tr("holds until {day}", day=day(until, today))
        rows.append(say(tr("! {words}: it is over", words=words), WARNING) if over else say(words, QUIET))
    if offer.deepest:
        share, limit = format_percent(offer.deepest, language), format_percent(offer.limit, language)
        if offer.above_limit and offer.state is not OfferState.SENT:
            rows.append(
                say(tr("! {share} below the list, your limit is {limit}", share=share, limit=limit), WARNING)
            )
        else:
            rows.append(say(tr("{share} below the list, limit {limit}", share=share, limit=limit), QUIET))
    if offer.answered_by:
        answer = offer.answer or tr(_STATES[offer.state][1])
        rows.append(say(tr("{name}: {text}", name=offer.answered_by, text=answer), STRONG))
    if offer.contents.words:
        rows.append(say(offer.contents.words, QUIET))
    return rows


def version_row(one: OfferVersion, currency: str, language: str, zone: str, now: datetime) -> Content:
    """Return a version in one line."""
    at = one.sent_at or one.written_at
    return join(
        column(tr("version {version}", version=one.version), 12, STRONG),
        column(full_money(one.gross_minor, currency, language), 16, right=True),
        "  ",
        offer_state(one.state),
        "  ",
        say(moment(at, zone, now), QUIET),
    )


def changed_lines(
    differs: OfferChanges, currency: str, language: str, today: date, width: int
) -> list[Content]:
    """Return what a version changed: lines that came, went or differ, then the totals."""
    rows = [one for change in differs.lines for one in _change(change, currency, language, width)]
    if differs.discount:
        rows.append(
            _turned(tr("discount on the whole"), *(format_percent(one, language) for one in differs.discount))
        )
    if differs.valid_until:
        rows.append(
            _turned(tr("holds until"), *(day(one, today) if one else "-" for one in differs.valid_until))
        )
    if differs.words:
        rows.append(fixed(tr("~ other words to the client")))
    if differs.none:
        return [fixed(tr("It says the same as the version before."), QUIET)]
    before, after = differs.before, differs.after
    for word, old, new in (
        (tr("net"), before.net_minor, after.net_minor),
        (tr("tax"), before.tax_minor, after.tax_minor),
        (tr("total"), before.gross_minor, after.gross_minor),
    ):
        rows.append(_turned(word, full_money(old, currency, language), full_money(new, currency, language)))
    return rows


def _change(change: LineChange, currency: str, language: str, width: int) -> list[Content]:
    made = []
    for sign, line, style in (("-", change.before, QUIET), ("+", change.after, STRONG)):
        if line is not None:
            row = line_row(line, currency, language, width - 2)
            made.append(join(fixed(f"{sign} ", style), row))
    return made


def _turned(word: str, old: str, new: str) -> Content:
    same = old == new
    return join(
        fixed("  " if same else "~ "), column(word, 22, QUIET), say(old if same else f"{old} → {new}")
    )


def approval_row(one: Approval, language: str, now: datetime, width: int) -> Content:
    """Return an offer that waits, in one line: whose, for whom, what it comes to, how deep it goes."""
    share, limit = format_percent(one.deepest, language), format_percent(one.limit, language)
    room = max(width - 13 - 9 - 12 - 18 - 11, 12)
    return join(
        column(f"{one.number} v{one.version}", 12, STRONG),
        " ",
        column(one.hunter, 8),
        " ",
        column(one.client, room),
        column(full_money(one.gross_minor, one.currency, language), 12, right=True),
        column(tr("! -{share}, max {limit}", share=share, limit=limit), 18, WARNING, right=True),
        column(distance(one.asked_at, now), 11, QUIET, right=True),
    )


def approval_lines(one: Approval, language: str) -> list[Content]:
    """Return what a manager is told of an offer: its totals and its discounts."""
    share, limit = format_percent(one.deepest, language), format_percent(one.limit, language)
    whole = format_percent(one.discount, language) if one.discount else tr_as("discount", "none")
    return [
        join(
            say(
                tr(
                    "{hunter} asks about offer {number} v{version} for {client}.",
                    hunter=one.hunter,
                    number=one.number,
                    version=one.version,
                    client=one.client,
                ),
                STRONG,
            )
        ),
        join(
            fixed(tr("net "), QUIET),
            say(full_money(one.net_minor, one.currency, language)),
            fixed(tr("   with tax "), QUIET),
            say(full_money(one.gross_minor, one.currency, language)),
        ),
        say(
            tr(
                "Deepest line {share} below the price list; {hunter}'s limit is {limit}.",
                share=share,
                hunter=one.hunter,
                limit=limit,
            ),
            WARNING,
        ),
        join(fixed(tr("Discount on the whole "), QUIET), say(whole)),
    ]


def found_rows(found: Sequence[tuple[str, str, str, str]], width: int) -> list[Content]:
    """Return what a search of the price list found: code, name, unit and price of each."""
    return [
        join(
            column(code, 11, STRONG),
            " ",
            column(name, max(width - 12 - 11 - 13, 12)),
            " ",
            column(unit, 10, QUIET),
            column(price, 13, right=True),
        )
        for code, name, unit, price in found
    ]


def _name(width: int) -> int:
    return max(width - _QUANTITY - _PRICE - 2 * _SHARE - _NET, _LEAST_NAME)
