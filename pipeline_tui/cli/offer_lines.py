"""Offers as lines for people at a prompt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline_tui.cli.code_words import state_word
from pipeline_tui.cli.printing import day, facts, line, table, when
from pipeline_tui.domain.money import format_money
from pipeline_tui.domain.offer_changes import OfferChanges
from pipeline_tui.domain.offers import Offer, OfferLine, OfferState, Totals, line_minor
from pipeline_tui.domain.quantities import format_percent, format_quantity, format_units
from pipeline_tui.wording import mark_as, tr, tr_as

if TYPE_CHECKING:
    from rich.console import RenderableType


def offer_lines(offer: Offer, language: str, zone: str) -> Iterator[RenderableType]:
    """Return an offer's state, lines and totals."""
    head = tr(
        "Offer {number} v{version} (id {id}) for {client}: {state}",
        number=offer.number,
        version=offer.version,
        id=offer.id,
        client=offer.client,
        state=state_word(offer.state.value),
    )
    yield line(f"{head}.")
    yield facts(
        [
            ("valid until", day(offer.contents.valid_until)),
            ("sent", when(offer.sent_at, zone)),
            ("waits since", when(offer.asked_at, zone) if offer.state is OfferState.WAITING else ""),
            ("answered by", offer.answered_by),
            ("answer", offer.answer),
            ("words", offer.contents.words),
        ]
    )
    rows = [
        (
            place,
            one.code,
            one.text,
            format_units(one.quantity, one.unit, language),
            format_money(one.price_minor, offer.currency, language, cents=True),
            format_percent(one.discount, language) if one.discount else "",
            format_percent(one.tax, language),
            format_money(net, offer.currency, language, cents=True),
        )
        for place, (one, net) in enumerate(
            zip(offer.contents.lines, offer.totals.lines, strict=True), start=1
        )
    ]
    yield table(
        ("", "code", "what", "quantity", "price", "discount", "tax", "net"),
        rows,
        empty=tr("No line yet: offer line ID CODE --quantity Q, or --text T --price P."),
    )
    yield facts(_sums(offer.totals, offer.contents.discount, offer.currency, language))
    if offer.deepest:
        share, limit = format_percent(offer.deepest, language), format_percent(offer.limit, language)
        yield line(
            tr("Up to {share} below the price list, above the limit of {limit}.", share=share, limit=limit)
            if offer.above_limit
            else tr(
                "Up to {share} below the price list, within the limit of {limit}.", share=share, limit=limit
            )
        )


def changes(differs: OfferChanges, currency: str, language: str) -> Iterator[RenderableType]:
    """Return what differs between two versions, old → new."""
    if differs.none:
        yield line(
            tr("Versions {earlier} and {later} say the same.", earlier=differs.earlier, later=differs.later)
        )
        return
    yield line(tr("Version {earlier} → {later}", earlier=differs.earlier, later=differs.later))
    for one in differs.lines:
        before = _line(one.before, currency, language) if one.before else ""
        after = _line(one.after, currency, language) if one.after else ""
        mark = "~" if before and after else "+" if after else "-"
        yield line(f"{mark} {' → '.join(part for part in (before, after) if part)}")
    if differs.discount:
        old, now = (format_percent(one, language) for one in differs.discount)
        yield line(tr("~ discount on the whole {old} → {now}", old=old, now=now))
    if differs.valid_until:
        old, now = (day(one) or tr("always") for one in differs.valid_until)
        yield line(tr("~ valid until {old} → {now}", old=old, now=now))
    if differs.words:
        yield line(tr("~ other words to the client"))
    was, comes = differs.before, differs.after
    for word, old_minor, new_minor in (
        (tr_as("heading", "net"), was.net_minor, comes.net_minor),
        (tr_as("heading", "tax"), was.tax_minor, comes.tax_minor),
        (tr_as("heading", "total"), was.gross_minor, comes.gross_minor),
    ):
        shown = [format_money(minor, currency, language, cents=True) for minor in (old_minor, new_minor)]
        yield line(f"{word} {' → '.join(dict.fromkeys(shown))}")


def _line(one: OfferLine, currency: str, language: str) -> str:
    amount = format_money(line_minor(one), currency, language, cents=True)
    price = format_money(one.price_minor, currency, language, cents=True)
    less = f" - {format_percent(one.discount, language)}" if one.discount else ""
    tax = format_percent(one.tax, language)
    return tr(
        "{text}: {quantity} × {price}{less} = {amount} (tax {tax})",
        text=one.text,
        quantity=format_quantity(one.quantity, language),
        price=price,
        less=less,
        amount=amount,
        tax=tax,
    )


def _sums(sums: Totals, discount: int, currency: str, language: str) -> Iterator[tuple[str, str]]:
    def money(minor: int) -> str:
        return format_money(minor, currency, language, cents=True)

    if discount:
        yield mark_as("heading", "lines"), money(sums.lines_minor)
        yield (
            tr("discount {share}", share=format_percent(discount, language)),
            f"-{money(sums.discount_minor)}",
        )
    yield mark_as("heading", "net"), money(sums.net_minor)
    for rate in sums.rates:
        named = tr(
            "tax {share} of {net}", share=format_percent(rate.tax, language), net=money(rate.net_minor)
        )
        yield named, money(rate.tax_minor)
    yield mark_as("heading", "total"), money(sums.gross_minor)
