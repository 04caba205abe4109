"""``report``: figures for people, spreadsheets and cron."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli import farming_reports, forecasts, joint_reports
from pipeline_tui.cli.code_words import STEPS
from pipeline_tui.cli.formats import Format
from pipeline_tui.cli.printing import percent
from pipeline_tui.cli.shell import Shell
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_tui.domain.must_say import MustSayRow
    from pipeline_tui.domain.shop import FunnelRow


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="Figures of the line.")
    family.command("funnel")(funnel)
    family.command("must-say")(must_say)
    farming_reports.add_to(family)
    joint_reports.add_to(family)
    family.command("forecast")(forecasts.forecast)
    app.add_typer(family, name="report")


def funnel(
    ctx: typer.Context,
    written: Annotated[Format, typer.Option("--format", help="json, csv or table.")] = Format.TABLE,
) -> None:
    """Show how many contacts got how far."""
    from pipeline_tui.cli.printing import table
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.services.reporting import funnel as count

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        rows = count(shop, viewer)
    if written is Format.CSV and not shell.json:
        _write_csv(rows)
    elif written is Format.JSON:
        shell.print_json(numbered(rows, "step"))
    else:
        shell.answer(
            numbered(rows, "step"),
            lambda: [
                table(
                    ("step", "contacts", "of the step before"),
                    [(STEPS.get(row.step, row.step), row.contacts, _share(row.of_previous)) for row in rows],
                )
            ],
        )


def must_say(
    ctx: typer.Context,
    written: Annotated[Format, typer.Option("--format", help="json, csv or table.")] = Format.TABLE,
    version: Annotated[
        int, typer.Option("--version", metavar="N", min=0, help="Of the playbook; else the present one.")
    ] = 0,
) -> None:
    """Count the must-say lines passed, and those not said.

    Counts calls that reached somebody under one version of the playbook, with the words it had.
    """
    from pipeline_tui.cli.printing import table
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.services.reporting import must_say as count

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        rows = count(shop, viewer, version)
    if written is Format.CSV and not shell.json:
        _write_must_say(rows)
    elif written is Format.JSON:
        shell.print_json(numbered(rows, "script", "language", "line"))
    else:
        shell.answer(
            numbered(rows, "script", "language", "line"),
            lambda: [
                table(
                    ("script", "step", "passed", "not said", "share", "line"),
                    [
                        (
                            f"{row.script} {row.language} v{row.version}",
                            row.step,
                            row.passed,
                            row.not_said,
                            _share(row.share),
                            row.text,
                        )
                        for row in rows
                    ],
                    empty=tr("The playbook has no line that must be said."),
                )
            ],
        )


def _write_must_say(rows: Sequence[MustSayRow]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("script", "language", "version", "line", "step", "text", "passed", "not_said", "share"))
    for row in rows:
        share = "" if row.share is None else f"{row.share:.4f}"
        names = (row.script, row.language, row.version, row.line, row.step, row.text)
        writer.writerow((*names, row.passed, row.not_said, share))


def _write_csv(rows: Sequence[FunnelRow]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("step", "contacts", "of_previous"))
    for row in rows:
        share = "" if row.of_previous is None else f"{row.of_previous:.4f}"
        writer.writerow((row.step, row.contacts, share))


def _share(of_previous: float | None) -> str:
    return "" if of_previous is None else percent(of_previous)
