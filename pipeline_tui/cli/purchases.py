"""``purchase``: sales without a deal, refunds, and the till's file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.cli.values import pairs
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.sales import Sold
    from pipeline_tui.domain.shop import Workspace
    from pipeline_tui.domain.till import TillReport

_SHOWN = 20  # rejected rows on screen; all of them are in the JSON
ClientId = Annotated[int, typer.Argument(metavar="CLIENT_ID", help="The contact's id.")]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="In the shop's currency, as in 45 or 12.50.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="Purchases without a deal.")
    family.command("add")(add)
    family.command("refund")(refund)
    family.command("import")(import_file)
    family.command("list")(show)
    app.add_typer(family, name="purchase")


def add(
    ctx: typer.Context,
    client_id: ClientId,
    amount: Amount,
    what: Annotated[str, typer.Option(metavar="T", help="What was bought.")] = "",
    on: Annotated[str, typer.Option(metavar="D", help="The day, if it was not today.")] = "",
    follow_up: Annotated[
        bool, typer.Option("--follow-up", help="They agreed to follow-up calls; kept as their consent.")
    ] = False,
) -> None:
    """Book what a client of yours bought without a deal."""
    from pipeline_tui.domain.money import parse_money
    from pipeline_tui.domain.time_phrases import read_date
    from pipeline_tui.services import selling

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        made = shop.workspace
        sold = selling.book_sale(
            shop,
            viewer,
            client_id,
            parse_money(amount, made.language, made.currency),
            act=new_act(),
            what=what,
            on=read_date(on, shop.today(), made.language) if on else None,
            follow_up_consent=follow_up,
        )
    shell.answer(sold, lambda: _booked(tr("Sold"), sold, made))


def refund(
    ctx: typer.Context,
    purchase_id: Annotated[
        int, typer.Argument(metavar="PURCHASE_ID", help="The purchase's id, from `purchase list`.")
    ],
    reason: Annotated[str, typer.Option(metavar="T", help="Why it is given back.")],
    amount: Annotated[
        str, typer.Argument(metavar="[AMOUNT]", help="Without sign; else all that is left.")
    ] = "",
) -> None:
    """Give back what was paid, never more than that."""
    from pipeline_tui.domain.money import parse_money
    from pipeline_tui.services import selling

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        made = shop.workspace
        back = parse_money(amount, made.language, made.currency) if amount else None
        sold = selling.refund(shop, viewer, purchase_id, back, reason=reason, act=new_act())
    shell.answer(sold, lambda: _booked(tr("Given back"), sold, made))


def import_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or XLSX file.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")
    ] = False,
    new: Annotated[bool, typer.Option("--new", help="Make clients of people nobody knows.")] = False,
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="Where a guess would be wrong.")
    ] = None,
) -> None:
    """Book the till's file.

    Every row is accounted for, none is booked twice. For managers.
    """
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.services import importing_till

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        language = shop.workspace.language
        report = importing_till.import_till(
            shop,
            viewer,
            file,
            columns=pairs("--map", columns or []),
            new=new,
            dry_run=dry_run,
            act=new_act(),
        )
    plain = as_json(report) | {"verdicts": numbered(report.verdicts, "row")}
    shell.answer(plain, lambda: _report(report, language))


def _report(report: TillReport, language: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, line, table
    from pipeline_tui.domain.money import format_money

    total = format_money(report.total_minor, report.currency, language)
    told = {"file": report.file, "rows": report.rows, "booked": report.booked, "total": total}
    yield line(
        tr("{file}: {rows} rows, {booked} would be booked, {total}.", **told)
        if report.dry_run
        else tr("{file}: {rows} rows, {booked} booked, {total}.", **told)
    )
    yield facts(
        [
            ("new clients", report.made or ""),
            ("booked before", report.repeated or ""),
            ("rejected", report.rejected or ""),
            ("columns", ", ".join(f"{each.column} = {each.field or '-'}" for each in report.columns)),
        ]
    )
    for warning in report.warnings:
        yield line(warning)
    rejected = [(one.row, one.reason) for one in report.verdicts if one.verdict == "rejected"]
    if rejected:
        yield table(("row", "why not"), rejected[:_SHOWN])
    if len(rejected) > _SHOWN:
        yield line(tr("And {number} more: --json names them all.", number=len(rejected) - _SHOWN))


def show(ctx: typer.Context, client_id: ClientId) -> None:
    """List what a contact on your desk bought, newest first."""
    from pipeline_tui.cli.printing import day, table
    from pipeline_tui.domain.money import format_money
    from pipeline_tui.services import selling

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        language = shop.workspace.language
        bought = selling.purchases_of(shop, viewer, client_id)
    shell.answer(
        bought,
        lambda: [
            table(
                ("id", "day", "what", "amount", "refund of", "why"),
                [
                    (
                        one.id,
                        day(one.on),
                        one.what,
                        format_money(one.amount_minor, one.currency, language),
                        one.refund_of,
                        one.reason,
                    )
                    for one in bought
                ],
                empty=tr("Nothing was bought yet."),
            )
        ],
    )


def _booked(verb: str, sold: Sold, made: Workspace) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import day, line, told
    from pipeline_tui.domain.money import format_money

    paid = format_money(sold.purchase.amount_minor, sold.purchase.currency, made.language)
    bought = sold.purchase.amount_minor > 0
    planned = tr(" Next check-in {day}.", day=day(sold.check_in.due_on)) if bought and sold.check_in else ""
    yield line(told(verb, f"{sold.name}, {paid}.{planned}"))
