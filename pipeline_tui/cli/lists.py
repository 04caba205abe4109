"""``lists import``: loading a batch of contacts from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli import list_cards, list_undo
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.cli.values import pairs
from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.csv_text import DELIMITER_NAMES
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.stages import Stage
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.import_report import ImportReport

_SHOWN = 20  # rejected rows on screen; all of them are in the JSON and in the reject file


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="Batches of contacts.")
    family.command("import")(import_list)
    list_cards.add_to(family)
    list_undo.add_to(family)
    app.add_typer(family, name="lists")


def import_list(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV, XLSX or vCard file.")],
    name: Annotated[str, typer.Option("--list", metavar="NAME", help="Name of the list.")],
    country: Annotated[
        str, typer.Option(metavar="CC", help="Country of national numbers; else the shop's.")
    ] = "",
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="Where a guess would be wrong.")
    ] = None,
    encoding: Annotated[
        str, typer.Option(metavar="NAME", help="Of the text, where the guess is wrong.")
    ] = "",
    delimiter: Annotated[
        str, typer.Option(metavar="MARK", help="Where cells are cut: semicolon, comma, tab, bar or a mark.")
    ] = "",
    quote: Annotated[
        str, typer.Option(metavar="MARK", help="What encloses cells: double, single or none.")
    ] = "",
    sheet: Annotated[
        str,
        typer.Option(metavar="NAME", help="Sheet of a workbook, by name or number; else the first filled."),
    ] = "",
    stage: Annotated[
        Stage, typer.Option(metavar="STAGE", help="Where they stand: scouting, hunting or farming.")
    ] = Stage.SCOUTING,
    owner: Annotated[
        str, typer.Option(metavar="COLUMN", help="Whose they are, past the scouts; else the team's.")
    ] = "",
    last_contact: Annotated[
        str, typer.Option("--last-contact", metavar="COLUMN", help="The day somebody last spoke to them.")
    ] = "",
    purchases: Annotated[
        str, typer.Option(metavar="COLUMN", help='What clients bought: "12/03/2026 45.50 roses; ...".')
    ] = "",
    audience: Annotated[
        Audience | None, typer.Option(metavar="WHO", help="business or consumer, where no row says it.")
    ] = None,
    basis: Annotated[
        BasisKind | None,
        typer.Option(
            metavar="KIND",
            help="On what ground all may be called: consent, contract, business-interest, own-request.",
        ),
    ] = None,
    evidence: Annotated[
        str, typer.Option(metavar="T", help="How and when that ground was given; needed with --basis.")
    ] = "",
    known: Annotated[
        str, typer.Option(metavar="HOW", help="Known contacts: skip, fill what is empty, or update.")
    ] = "fill",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")
    ] = False,
    rejects: Annotated[
        Path | None, typer.Option(metavar="OUT.csv", help="Write the rows not taken here, with reasons.")
    ] = None,
) -> None:
    """Load contacts from a file; every row is accounted for."""
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.domain.import_choices import ImportChoices, read_known
    from pipeline_tui.services import importing

    shell: Shell = ctx.obj
    if rejects is not None:
        _check_place(rejects, file)
    standing = {"owner": owner, "last_contact": last_contact, "purchases": purchases}
    choices = ImportChoices(
        columns=_mapped(columns or [], standing),
        country=country.upper(),
        encoding=encoding,
        delimiter=delimiter,
        quote=quote,
        sheet=sheet,
        stage=stage,
        audience=audience,
        basis=basis,
        evidence=evidence,
        known=read_known(known),
    )
    with shell.signed_in() as (shop, viewer):
        report = importing.import_list(
            shop,
            viewer,
            file,
            list_name=name,
            choices=choices,
            dry_run=dry_run,
            act=new_act(),
        )
    if rejects is not None:
        importing.write_rejects(report, rejects)
    plain = as_json(report) | {"verdicts": numbered(report.verdicts, "row")}
    shell.answer(plain, lambda: _show_report(report, rejects))


def _mapped(words: list[str], standing: dict[str, str]) -> dict[str, str]:
    """Return the columns named by --map and by options of their own, each field once."""
    mapped = pairs("--map", words)
    for field, column in standing.items():
        option = field.replace("_", "-")
        if column and (field in mapped or option in mapped):
            raise UsageTrouble(
                tr("{option} is given twice", option=option),
                "",
                tr("Use --{option} or --map, not both.", option=option),
            )
        if column:
            mapped[field] = column
    return mapped


def _check_place(rejects: Path, file: Path) -> None:
    """Refuse a place for the reject file before anything is imported."""
    if not rejects.absolute().parent.is_dir():
        raise UsageTrouble(
            tr("--rejects names no place"),
            tr("{folder} is not a folder.", folder=rejects.parent),
            tr("Make it, or name another file."),
        )
    if rejects.exists() and file.exists() and rejects.samefile(file):
        raise UsageTrouble(
            tr("--rejects would overwrite the list itself"), str(file), tr("Name another file.")
        )


def _read_as(report: ImportReport) -> str:
    """Return what the file was taken for."""
    if report.sheet:
        return tr("{kind}, sheet {sheet}", kind=report.kind, sheet=report.sheet)
    if not report.delimiter:
        return f"{report.kind}, {report.encoding}"
    cut_at = DELIMITER_NAMES.get(report.delimiter, report.delimiter)
    enclosed = tr("enclosed in {quote}", quote=report.quote) if report.quote else tr("enclosed in nothing")
    return tr(
        "{kind}, {encoding}, cells cut at {cut_at}, {enclosed}",
        kind=report.kind,
        encoding=report.encoding,
        cut_at=cut_at,
        enclosed=enclosed,
    )


def _show_report(report: ImportReport, rejects: Path | None) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, line, table
    from pipeline_tui.ui.words import BLOCKERS, STAGES

    told = {"file": report.file, "rows": report.rows, "taken": report.taken, "list": report.list_name}
    yield line(
        tr("{file}: {rows} rows, {taken} would be taken into {list}.", **told)
        if report.dry_run
        else tr("{file}: {rows} rows, {taken} taken into {list}.", **told)
    )
    yield facts(
        [
            ("merged with known ones", report.merged or ""),
            ("changing known ones", report.updated or ""),
            ("sharing a number", report.linked or ""),
            ("rejected", report.rejected or ""),
            ("stage", STAGES[report.stage] if report.stage is not Stage.SCOUTING else ""),
            *((tr("of {name}", name=name or tr("the team")), count) for name, count in report.owners),
            ("purchases", report.purchases or ""),
            (
                "can be rung",
                tr("{part} of {whole}", part=report.callable_count, whole=report.taken),
            ),
            *(
                (tr("blocked: {blocker}", blocker=BLOCKERS[blocker]), count)
                for blocker, count in report.blockers.items()
            ),
            ("columns", ", ".join(f"{each.column} = {each.field or '-'}" for each in report.columns)),
            ("read as", _read_as(report)),
        ]
    )
    for warning in report.warnings:
        yield line(warning)
    rejected = [each for each in report.verdicts if each.verdict == "rejected"]
    if rejected:
        rows = [(each.row, each.name, each.reason) for each in rejected[:_SHOWN]]
        yield table(("row", "name", "why not"), rows)
    if rejects is not None:
        yield line(tr("The rejected rows are in {file}.", file=rejects))
    elif len(rejected) > _SHOWN:
        yield line(tr("And {number} more: --rejects OUT.csv writes them all.", number=len(rejected) - _SHOWN))
