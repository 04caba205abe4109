"""``prices``: the price list, loaded from a file and shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.price_list import PriceReport

_SHOWN = 20  # rejected rows; all of them are in the JSON


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="What the shop sells, and at what price.")
    family.command("import")(import_prices)
    family.command("list")(show)
    app.add_typer(family, name="prices")


def import_prices(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A CSV or XLSX file with the columns code, name, unit, price, tax."
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")
    ] = False,
) -> None:
    """Load the price list.

    New codes are added, known ones updated, the others stay as they are. Prices are without tax.
    Every row is accounted for.
    """
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.services import pricing

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        report = pricing.import_prices(shop, viewer, file, act=new_act(), dry_run=dry_run)
    plain = as_json(report) | {"verdicts": numbered(report.verdicts, "row")}
    shell.answer(plain, lambda: _show_report(report))


def show(ctx: typer.Context) -> None:
    """Show the price list."""
    from pipeline_tui.cli.printing import table
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.domain.money import format_money
    from pipeline_tui.domain.quantities import format_percent
    from pipeline_tui.services import pricing

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        every = pricing.prices(shop, viewer)
        currency, language = shop.workspace.currency, shop.workspace.language
    shell.answer(
        numbered(every, "code"),
        lambda: [
            table(
                ("code", "name", "unit", "price", "tax"),
                [
                    (
                        one.code,
                        one.name,
                        one.unit,
                        format_money(one.price_minor, currency, language, cents=True),
                        format_percent(one.tax, language),
                    )
                    for one in every
                ],
                empty=tr("The price list is empty. A manager loads it: prices import FILE."),
            )
        ],
    )


def _show_report(report: PriceReport) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, line, table

    yield line(tr("{file}: {rows} rows.", file=report.file, rows=report.rows))
    yield facts(
        [
            ("would be added" if report.dry_run else "added", report.added),
            ("would be updated" if report.dry_run else "updated", report.updated),
            ("unchanged", report.unchanged),
            ("rejected", report.rejected),
            (
                "of the list, not in the file",
                tr("{kept}, as they were", kept=report.kept) if report.kept else "",
            ),
            (
                "read as",
                tr(
                    "{encoding}, cells cut at {delimiter}",
                    encoding=report.encoding,
                    delimiter=report.delimiter,
                )
                if report.delimiter
                else tr("a workbook"),
            ),
        ]
    )
    for warning in report.warnings:
        yield line(warning)
    rejected = [each for each in report.verdicts if each.verdict == "rejected"]
    if rejected:
        rows = [(each.row, each.code, each.column, each.reason) for each in rejected[:_SHOWN]]
        yield table(("row", "code", "column", "why not"), rows)
    if len(rejected) > _SHOWN:
        yield line(tr("And {number} more: --json shows them all.", number=len(rejected) - _SHOWN))
