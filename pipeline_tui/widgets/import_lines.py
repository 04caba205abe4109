"""A file before it is loaded, in lines: what becomes of each row, sums, columns, the whole account."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from textual.content import Content

from pipeline_tui.domain.import_columns import ColumnUse
from pipeline_tui.domain.import_report import ImportReport, RowVerdict
from pipeline_tui.domain.own_columns import OWN
from pipeline_tui.ui.formatting import (
    ACCENT,
    QUIET,
    STRONG,
    SUCCESS,
    WARNING,
    column,
    count,
    fixed,
    join,
    say,
    sentence,
)
from pipeline_tui.ui.words import BLOCKERS
from pipeline_tui.widgets.line_sheet import blocked_line
from pipeline_tui.widgets.sheet_parts import rule, wrapped
from pipeline_tui.wording import WordTable, grouped, mark_as, tr, tr_as

_ROW, _WORD = 6, 12
_COLUMN, _HOLDS = 24, 20

# Every verdict is a glyph with a word; colour only repeats it.
_VERDICTS = MappingProxyType(
    {
        "taken": ("✓", mark_as("verdict", "new"), SUCCESS),
        "linked": ("✓", mark_as("verdict", "new, linked"), SUCCESS),
        "merged": ("=", mark_as("verdict", "known"), ""),
        "updated": ("~", mark_as("verdict", "updates"), ACCENT),
        "rejected": ("✗", mark_as("verdict", "rejected"), WARNING),
    }
)
_FIELDS = WordTable(
    {
        "email": "e-mail",
        "consent_date": "date of consent",
        "consent_evidence": "evidence of consent",
        "hours": "preferred hours",
        "audience": "consumer or business",
        "owner": "whose client",
        "name": "whole name",
        "civility": "civility",
        "last_name": "last name",
        "first_name": "first name",
        "firm": "firm",
        "role": "role",
        "phone": "phone",
        "mobile": "mobile",
        "address": "address",
        "postcode": "postcode",
        "city": "city",
        "country": "country",
        "language": "language",
        "source": "source",
        "consent": "consent",
        "note": "note",
        "last_contact": "last contact",
        "purchases": "purchases",
    },
    "column",
)


def field_name(field: str) -> str:
    """Return what a field of the column map is called."""
    return _FIELDS.get(field) or sentence(field.removeprefix(OWN))


def verdict_word(verdict: str) -> Content:
    """Return what becomes of a row as glyph and word."""
    glyph, word, style = _VERDICTS.get(verdict, ("·", verdict, ""))
    return join(fixed(f"{glyph} ", style), say(tr_as("verdict", word), style))


def rows_head(width: int) -> Content:
    """Return the names of the columns of ``row_line``."""
    return join(
        column(tr("line"), _ROW, QUIET, right=True),
        "  ",
        column(tr("what"), _WORD + 2, QUIET),
        " ",
        column(tr("name"), _name(width), QUIET),
        " ",
        fixed(tr("why"), QUIET),
    )


def row_line(one: RowVerdict, width: int) -> Content:
    """Return a row of the file with what becomes of it."""
    word = verdict_word("updated" if one.verdict == "merged" and one.changed else one.verdict)
    return join(
        column(one.row, _ROW, QUIET, right=True),
        "  ",
        word.pad_right(max(_WORD + 2 - word.cell_length, 0)),
        " ",
        column(one.name or tr("no name"), _name(width), "" if one.name else QUIET),
        " ",
        say(one.reason, QUIET),
    )


def row_cells(one: RowVerdict, columns: Sequence[ColumnUse], width: int) -> list[Content]:
    """Return a row as it stands in the file, each cell with its column's name, and why."""
    told = wrapped(one.reason, width, most=3) if one.reason else []
    cells = " · ".join(
        f"{use.column} {cell.strip()}" for use, cell in zip(columns, one.cells, strict=False) if cell.strip()
    )
    return [*told, *(wrapped(cells, width, most=4, style=QUIET) if cells else [])]


def sums(report: ImportReport) -> Content:
    """Return the account in one line."""
    parts = [join(say(grouped(report.taken), STRONG), tr(" new"))]
    if report.merged:
        parts.append(join(say(grouped(report.merged), STRONG), tr(" known")))
    if report.rejected:
        parts.append(join(say(grouped(report.rejected), STRONG), fixed(tr(" rejected"), WARNING)))
    if report.taken:
        style = "" if report.callable_count else WARNING
        parts.append(
            join(say(grouped(report.callable_count), STRONG), fixed(tr(" of the new can be rung"), style))
        )
    return fixed(" · ", QUIET).join(parts)


def read_as(report: ImportReport) -> str:
    """Return how the file was read: rows, encoding, delimiter."""
    delimiter = {"\t": tr("tab")}.get(report.delimiter, report.delimiter)
    parts = (
        count(report.rows, "row"),
        report.encoding,
        tr("cut at {delimiter}", delimiter=delimiter) if delimiter else "",
    )
    return " · ".join(part for part in parts if part)


def account_lines(report: ImportReport, width: int) -> list[Content]:
    """Return the whole account: rows in, rows accounted for, and who of them could be rung."""
    would = tr("would be") if report.dry_run else tr("were")
    lines = [
        rule(tr("{count} of {file}", count=count(report.rows, "row"), file=report.file), width),
        blocked_line(report.taken, tr("{would} new contacts", would=would)),
    ]
    if report.linked:
        lines.append(blocked_line(report.linked, tr("of them share a number")))
    if report.merged:
        lines.append(blocked_line(report.merged, tr("tell of somebody known, or twice")))
    if report.updated:
        lines.append(blocked_line(report.updated, tr("of them change something known")))
    if report.rejected:
        lines.append(blocked_line(report.rejected, tr("{would} rejected (P writes them)", would=would)))
    if report.owners or report.purchases:
        lines += [fixed(""), rule(tr("Into {value}", value=tr(report.stage.value)), width)]
        lines += [
            blocked_line(number, tr("for {name}", name=name or tr("the team")))
            for name, number in report.owners
        ]
        if report.purchases:
            lines.append(blocked_line(report.purchases, tr("purchases of theirs are booked")))
    if report.taken:
        lines += [fixed(""), rule(tr("Of the new ones"), width)]
        lines.append(blocked_line(report.callable_count, tr("can be rung, in their hours")))
        lines += [blocked_line(number, BLOCKERS[kind]) for kind, number in report.blockers.items()]
    if report.warnings:
        lines += [fixed(""), rule(tr("Noticed"), width)]
        for warning in report.warnings:
            lines += [
                join(fixed("! " if at == 0 else "  ", WARNING), line)
                for at, line in enumerate(wrapped(warning, width - 2))
            ]
    return lines


def column_line(use: ColumnUse, sample: str, width: int) -> Content:
    """Return a column of the file, the field it fills, and what stands in it."""
    holds = column(field_name(use.field), _HOLDS) if use.field else column(tr("· not used"), _HOLDS, QUIET)
    return join(column(use.column, min(_COLUMN, width // 3)), " ", holds, " ", say(sample, QUIET)).truncate(
        width, ellipsis=True
    )


def choice_line(label: str, value: str, width: int, *, chosen: bool) -> Content:
    """Return a choice for the whole file; one that was made stands out from what was found."""
    return join(column(label, min(_COLUMN, width // 3)), " ", say(value, STRONG if chosen else "")).truncate(
        width, ellipsis=True
    )


def _name(width: int) -> int:
    return max((width - _ROW - _WORD - 6) * 2 // 5, 12)
