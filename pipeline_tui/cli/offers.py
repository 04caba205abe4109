"""``offer``: offers of a deal, from the first line to the paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli import approvals
from pipeline_tui.cli.code_words import state_word
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.offers import Contents, Offer, OfferLine
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop

OfferId = Annotated[int, typer.Argument(metavar="ID", help="The offer's id, from `offer list`.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="Offers: written, approved, sent, printed.")
    family.command("new")(new)
    family.command("list")(list_offers)
    family.command("line")(line_of_offer)
    family.command("terms")(terms)
    family.command("show")(show)
    family.command("send")(send)
    family.command("pdf")(pdf)
    approvals.add_to(family)
    app.add_typer(family, name="offer")


def new(
    ctx: typer.Context,
    deal_id: Annotated[int, typer.Argument(metavar="DEAL_ID", help="The deal's id, from `deals`.")],
) -> None:
    """Open an offer of a deal."""
    from pipeline_tui.services import offering

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        _answer(shell, shop, offering.open_offer(shop, viewer, deal_id, act=new_act()))


def list_offers(
    ctx: typer.Context,
    deal_id: Annotated[int, typer.Argument(metavar="DEAL_ID", help="The deal's id, from `deals`.")],
) -> None:
    """List the offers of a deal."""
    from pipeline_tui.cli.printing import day, table
    from pipeline_tui.domain.money import format_money
    from pipeline_tui.services import offering

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        every = offering.offers(shop, viewer, deal_id)
        language = shop.workspace.language
    shell.answer(
        every,
        lambda: [
            table(
                ("id", "number", "version", "state", "lines", "total", "valid until"),
                [
                    (
                        each.id,
                        each.number,
                        each.version,
                        state_word(each.state.value),
                        len(each.contents.lines),
                        format_money(each.totals.gross_minor, each.currency, language, cents=True),
                        day(each.contents.valid_until),
                    )
                    for each in every
                ],
                empty=tr("No offer yet. Open one: offer new DEAL_ID."),
            )
        ],
    )


def line_of_offer(
    ctx: typer.Context,
    offer_id: OfferId,
    code: Annotated[str, typer.Argument(metavar="[CODE]", help="What of the price list; else --text.")] = "",
    text: Annotated[str, typer.Option(metavar="T", help="Free text, or other words for the item.")] = "",
    quantity: Annotated[str, typer.Option(metavar="Q", help="As in 12 or 1.5; 1 when left out.")] = "",
    price: Annotated[str, typer.Option(metavar="P", help="Of one, without tax; else the price list's.")] = "",
    discount: Annotated[str, typer.Option(metavar="D", help="Per cent off this line.")] = "",
    tax: Annotated[str, typer.Option(metavar="T", help="Tax rate in per cent; else the price list's.")] = "",
    at: Annotated[int, typer.Option("--line", metavar="N", help="Change line N, 1 first.")] = 0,
    remove: Annotated[bool, typer.Option("--remove", help="Take line N out.")] = False,
) -> None:
    """Add a line to an offer, change one, or take one out.

    A sent offer stays as it is: its change is the next version.
    """
    from pipeline_tui.services import offering

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        known = offering.offer(shop, viewer, offer_id)
        lines = list(known.contents.lines)
        if (at or remove) and not 1 <= at <= len(lines):
            raise UsageTrouble(
                tr("There is no line {at}", at=at),
                tr("The offer has {lines}.", lines=len(lines)),
                tr("Give --line with one of these."),
            )
        if remove:
            del lines[at - 1]
        else:
            line = _item(shop, viewer, code, lines[at - 1] if at else None)
            line = _typed(shop, line, text, quantity, price, discount, tax)
            lines[at - 1 if at else len(lines) :] = [line, *(lines[at:] if at else [])]
        says = replace(known.contents, lines=tuple(lines))
        _answer(shell, shop, _written(shop, viewer, known, says))


def terms(
    ctx: typer.Context,
    offer_id: OfferId,
    discount: Annotated[str, typer.Option(metavar="D", help="Per cent off the whole.")] = "",
    until: Annotated[str, typer.Option(metavar="D", help="The last day it holds, as in 2026-12-24.")] = "",
    words: Annotated[
        str | None, typer.Option(metavar="T", help="Words to the client, above the lines.")
    ] = None,
) -> None:
    """Change what holds for a whole offer."""
    from pipeline_tui.domain.quantities import parse_percent
    from pipeline_tui.domain.time_phrases import read_date
    from pipeline_tui.services import offering

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        known, language = offering.offer(shop, viewer, offer_id), shop.workspace.language
        says = known.contents
        if discount:
            says = replace(says, discount=parse_percent(discount, language))
        if until:
            says = replace(says, valid_until=read_date(until, shop.today(), language))
        if words is not None:
            says = replace(says, words=words)
        if says == known.contents:
            raise UsageTrouble(tr("What changes?"), "", tr("Give --discount, --until or --words."))
        _answer(shell, shop, _written(shop, viewer, known, says))


def show(
    ctx: typer.Context,
    offer_id: OfferId,
    version: Annotated[int, typer.Option(metavar="N", help="An earlier version.")] = 0,
    text: Annotated[bool, typer.Option("--text", help="As the paper says it, without a page.")] = False,
    compare: Annotated[int, typer.Option(metavar="N", help="What differs from version N.")] = 0,
) -> None:
    """Show an offer.

    Its lines and totals, the paper as text, or what a version changed.
    """
    from pipeline_tui.cli.offer_lines import changes, offer_lines
    from pipeline_tui.cli.printing import spaced
    from pipeline_tui.services import offering, printing_offers

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        language, zone = shop.workspace.language, shop.workspace.zone
        if compare:
            differs = offering.compare_versions(shop, viewer, offer_id, compare, version or None)
            currency = offering.offer(shop, viewer, offer_id).currency
            shell.answer(differs, lambda: changes(differs, currency, language))
        elif text:
            paper = printing_offers.offer_text(shop, viewer, offer_id, version or None)
            shell.answer({"id": offer_id, "text": paper}, lambda: [spaced(paper)])
        else:
            known = offering.offer(shop, viewer, offer_id, version or None)
            shell.answer(known, lambda: offer_lines(known, language, zone))


def send(
    ctx: typer.Context,
    offer_id: OfferId,
    move: Annotated[
        bool, typer.Option("--move", help="Move the deal to the step that a sent offer leads to.")
    ] = False,
) -> None:
    """Mark an offer as sent; the deal's value is its total.

    Above your discount limit it is not sent but waits for a manager: its state says so.
    """
    from pipeline_tui.services import offering

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        _answer(shell, shop, offering.send_offer(shop, viewer, offer_id, act=new_act(), step_on=move))


def pdf(
    ctx: typer.Context,
    offer_id: OfferId,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; one that is there is replaced.")],
    version: Annotated[int, typer.Option(metavar="N", help="An earlier version.")] = 0,
) -> None:
    """Write an offer as PDF, or as text.

    It is text where the file's name ends in .txt. What was not sent is marked as a draft on every page.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import printing_offers

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        printed = printing_offers.print_offer(
            shop, viewer, offer_id, file, act=new_act(), version=version or None, replace=True
        )
    mark = "" if printed.final else tr(", marked as a draft: it was not sent")
    shell.answer(
        {"id": offer_id, "file": printed.file, "version": printed.version, "final": printed.final},
        lambda: [
            line(
                tr(
                    "Offer {number} v{version} is in {file}{mark}.",
                    number=printed.number,
                    version=printed.version,
                    file=printed.file,
                    mark=mark,
                )
            )
        ],
    )


def _answer(shell: Shell, shop: Shop, offer: Offer) -> None:
    from pipeline_tui.cli.offer_lines import offer_lines

    language, zone = shop.workspace.language, shop.workspace.zone
    shell.answer(offer, lambda: offer_lines(offer, language, zone))


def _written(shop: Shop, viewer: Viewer, known: Offer, says: Contents) -> Offer:
    from pipeline_tui.services import offering

    return offering.write_offer(shop, viewer, known.id, known.version, says, act=new_act())


def _item(shop: Shop, viewer: Viewer, code: str, before: OfferLine | None) -> OfferLine:
    from pipeline_tui.domain.offers import OfferLine
    from pipeline_tui.domain.text import fold
    from pipeline_tui.services import pricing

    if not code:
        return before or OfferLine("")
    found = [one for one in pricing.prices(shop, viewer) if fold(one.code) == fold(code)]
    if not found:
        raise UsageTrouble(
            tr('"{code}" is not on the price list', code=code),
            "",
            tr("Look it up with prices list, or give --text and --price."),
        )
    item = found[0]
    line = before or OfferLine("")
    return replace(
        line, text=item.name, unit=item.unit, code=item.code, price_minor=item.price_minor, tax=item.tax
    )


def _typed(
    shop: Shop, line: OfferLine, text: str, quantity: str, price: str, discount: str, tax: str
) -> OfferLine:
    from pipeline_tui.domain.money import parse_money
    from pipeline_tui.domain.quantities import parse_percent, parse_quantity

    language, currency = shop.workspace.language, shop.workspace.currency
    return replace(
        line,
        text=text or line.text,
        quantity=parse_quantity(quantity, language) if quantity else line.quantity,
        price_minor=parse_money(price, language, currency) if price else line.price_minor,
        discount=parse_percent(discount, language) if discount else line.discount,
        tax=parse_percent(tax, language) if tax else line.tax,
    )
