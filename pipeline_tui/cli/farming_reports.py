"""``report farming`` and ``report occasions``: how clients are kept, and which dates are near."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.formats import Format
from pipeline_tui.cli.shell import Shell
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from pipeline_tui.domain.caring import Cares, FarmingRow

Written = Annotated[Format, typer.Option("--format", help="json, csv or table.")]
_COLUMNS = (
    *("farmer", "clients", "segments", "kept", "late", "missed", "satisfaction", "due", "silent"),
    *("complaints", "repeat_deals", "repeat_won"),
)


def add_to(family: typer.Typer) -> None:
    """Add the reports to their family."""
    family.command("farming")(farming)
    family.command("occasions")(occasions)


def farming(ctx: typer.Context, written: Written = Format.TABLE) -> None:
    """Show each farmer's clients, check-ins and repeat deals.

    Check-ins, satisfaction and repeat deals of the last ninety days; the rest as it stands today. A farmer
    sees their own row.
    """
    from pipeline_tui.cli.printing import table
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.services import reporting_farming

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        rows = reporting_farming.farming(shop, viewer)
    if written is Format.CSV and not shell.json:
        _write(_COLUMNS, [_cells(row) for row in rows])
    elif written is Format.JSON:
        shell.print_json(numbered(rows, "farmer"))
    else:
        shell.answer(
            numbered(rows, "farmer"),
            lambda: [
                table(
                    (
                        *("farmer", "clients", "segments", "kept", "late", "missed"),
                        *("satisfaction", "due", "silent", "complaints", "repeat deals", "repeat won"),
                    ),
                    [_cells(row) for row in rows],
                    empty=tr("Nobody works as a farmer."),
                )
            ],
        )


def occasions(ctx: typer.Context, written: Written = Format.TABLE) -> None:
    """List whom to ring besides check-ins.

    Yearly dates due, and last year's buyers of the shop's dates.
    """
    from pipeline_tui.services.knowing_clients import cares

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        near = cares(shop, viewer)
    rows = _occasion_rows(near)
    columns = ("client", "name", "on", "in_days", "why", "last")
    if written is Format.CSV and not shell.json:
        _write(columns, rows)
    elif written is Format.JSON:
        shell.print_json(
            [{"id": f"{row[0]}-{row[2]}", **dict(zip(columns, row, strict=True))} for row in rows]
        )
    else:
        shell.answer(
            [{"id": f"{row[0]}-{row[2]}", **dict(zip(columns, row, strict=True))} for row in rows],
            lambda: [_occasion_table(rows)],
        )


def _occasion_table(rows: Sequence[tuple[object, ...]]) -> RenderableType:
    from pipeline_tui.cli.printing import table

    return table(
        ("client", "name", "on", "in days", "why", "last"),
        rows,
        empty=tr("No date is near; `client occasion list` shows all that are kept."),
    )


def _occasion_rows(near: Cares) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [
        (
            one.occasion.contact_id,
            one.name,
            one.on.isoformat(),
            one.days_left,
            tr(" of ").join(part for part in (one.occasion.what, one.occasion.recipient) if part),
            one.occasion.last_gift,
        )
        for one in near.occasions
    ]
    for each in near.dates:
        rows += [
            (buyer.contact_id, buyer.name, each.on.isoformat(), each.days_left, each.name, buyer.what)
            for buyer in each.buyers
        ]
    return rows


def _cells(row: FarmingRow) -> tuple[object, ...]:
    segments = " ".join(f"{code}:{number}" for code, number in row.by_segment)
    return (
        *(row.farmer, row.clients, segments, row.kept, row.late, row.missed),
        *("" if row.satisfaction is None else row.satisfaction, row.due, row.silent),
        *(row.complaints, row.repeat_deals, row.repeat_won),
    )


def _write(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
