"""``diary export``: one's agenda as a file that calendar programs read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.domain.errors import UsageTrouble, WorkspaceTrouble
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr

STDOUT = "-"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="Your agenda.")
    family.command("export")(export)
    app.add_typer(family, name="diary")


def export(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Where to, as in diary.ics; - is standard output.")
    ],
    start: Annotated[str, typer.Option("--from", metavar="D", help="First day; else today.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="D", help="Last day; else a year ahead.")] = "",
) -> None:
    """Write your agenda as an iCalendar file.

    Next steps, promised calls, check-ins and your absences, with names and what is to be done; no number, no
    note. A file that is there is replaced; importing a newer one replaces the older entries.
    """
    from pipeline_tui.cli.printing import day, line
    from pipeline_tui.domain.time_phrases import read_date
    from pipeline_tui.services.exporting_diary import export_diary

    shell: Shell = ctx.obj
    if file == STDOUT and shell.json:
        raise UsageTrouble(
            tr("Both want standard output"),
            tr("The file and its JSON answer cannot both be written there."),
            tr("Name a file, or leave --json out."),
        )
    with shell.signed_in() as (shop, viewer):
        today, language = shop.today(), shop.workspace.language
        first, last = (read_date(typed, today, language) if typed else None for typed in (start, end))
        diary = export_diary(shop, viewer, first, last, act=new_act())
    if file == STDOUT:
        sys.stdout.buffer.write(diary.text)
        return
    try:
        Path(file).write_bytes(diary.text)
    except OSError as error:
        raise WorkspaceTrouble(
            tr("The diary could not be written"),
            f"{clean(file, limit=300)}: {clean(error.strerror or str(error))}.",
            tr("Give a folder that is there and that you may write in."),
        ) from error
    shell.answer(
        {
            "file": file,
            "events": diary.events,
            "clashes": diary.clashes,
            "from": diary.start,
            "to": diary.end,
        },
        lambda: [
            line(
                tr(
                    "{events} entries from {start} to {end} are in {file}.",
                    events=diary.events,
                    start=day(diary.start),
                    end=day(diary.end),
                    file=file,
                )
                + (tr(" {clashes} overlap.", clashes=diary.clashes) if diary.clashes else "")
            )
        ],
    )
