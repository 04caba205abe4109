"""``report joints`` and ``report red``: who gives to whom, and what went past its time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline_tui.cli.code_words import kind_word
from pipeline_tui.cli.formats import Format, safe_cell
from pipeline_tui.cli.shell import Shell
from pipeline_tui.ui.words import STAGES
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_tui.domain.joint_report import JointRow

Written = Annotated[Format, typer.Option("--format", help="json, csv or table.")]


def add_to(family: typer.Typer) -> None:
    """Add the reports of this file."""
    family.command("joints")(joints)
    family.command("red")(red)


def joints(
    ctx: typer.Context,
    start: Annotated[str, typer.Option("--from", metavar="D", help="First day; else the beginning.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="D", help="Last day; else today.")] = "",
    written: Written = Format.TABLE,
) -> None:
    """Show who gives to whom, and what becomes of it.

    The time to accept is the median, in the shop's working time.
    """
    from pipeline_tui.cli.printing import table
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.domain.time_phrases import read_date
    from pipeline_tui.services.reporting_joints import joints as count

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        today, language = shop.today(), shop.workspace.language
        first = read_date(start, today, language) if start else None
        rows = count(shop, viewer, first, read_date(end, today, language) if end else None)
        names = {one.code: one.name(language) for one in shop.playbook.every_reason_to_return}
    if written is Format.CSV and not shell.json:
        _csv(("from", "to", "giver", "receiver", *_COUNTED, "reasons"), map(_plain, rows))
        return
    data = numbered(rows, "from_stage", "to_stage", "giver", "receiver")
    if written is Format.JSON:
        shell.print_json(data)
        return
    shell.answer(
        data,
        lambda: [
            table(
                ("joint", "who to whom", "given", "waits", "accepted", "returned", "won", "repeat", "in"),
                [
                    (
                        f"{STAGES[row.from_stage]} → {STAGES[row.to_stage]}",
                        f"{row.giver} → {row.receiver or tr('the team')}",
                        row.given,
                        row.waiting,
                        row.accepted,
                        _returned(row, names),
                        row.won,
                        row.repeat,
                        _lasts(row.minutes_to_accept),
                    )
                    for row in rows
                ],
                empty=tr("Nothing was handed over in these days."),
            )
        ],
    )


def red(ctx: typer.Context, written: Written = Format.TABLE) -> None:
    """Show what went past its time.

    Promised calls and slots, hand-offs past their limit, deals without next step or too long in a step,
    missed check-ins; the oldest lines of each, and who has to act.
    """
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.printing import line, table, when
    from pipeline_tui.services.reporting_joints import red as read

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        found = read(shop, viewer)
        zone = shop.workspace.zone
    lines = [
        (one.kind.value, one.id, one.name, when(one.due, zone), one.who or tr("the team"), one.why)
        for one in found.lines
    ]
    if written is Format.CSV and not shell.json:
        _csv(("kind", "id", "name", "due", "who", "why"), lines)
        return
    data = {"counts": {kind.value: count for kind, count in found.counts}, "lines": as_json(found.lines)}
    if written is Format.JSON:
        shell.print_json(data)
        return
    told = ", ".join(f"{kind_word(kind.value)} {count}" for kind, count in found.counts)
    shown = [
        (kind_word(one[0]), *one[1:-1], tr("no next step") if one[-1] == "no-next-step" else one[-1])
        for one in lines
    ]
    shell.answer(
        data,
        lambda: [
            table(("what", "id", "name", "due", "who", "why"), shown, empty=tr("Nothing is red.")),
            *([line(tr("In all: {told}.", told=told))] if told else []),
        ],
    )


_COUNTED = ("given", "waiting", "accepted", "returned", "won", "repeat", "minutes_to_accept")


def _plain(row: JointRow) -> tuple[Any, ...]:
    counted = ("" if (value := getattr(row, name)) is None else value for name in _COUNTED)
    reasons = " ".join(f"{code}:{count}" for code, count in row.reasons.items())
    return (row.from_stage.value, row.to_stage.value, row.giver, row.receiver, *counted, reasons)


def _returned(row: JointRow, names: dict[str, str]) -> str:
    why = ", ".join(f"{names.get(code, code)} {count}" for code, count in row.reasons.items())
    return f"{row.returned}: {why}" if why else str(row.returned)


def _lasts(minutes: int | None) -> str:
    if minutes is None:
        return ""
    return tr("{minutes} min", minutes=minutes) if minutes < 100 else f"{minutes // 60} h {minutes % 60:02}"


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([safe_cell(str(cell)) for cell in row])
