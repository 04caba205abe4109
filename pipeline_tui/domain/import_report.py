"""What became of a file: every row accounted for, and how many of the contacts could be rung at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.import_columns import ColumnUse
from pipeline_tui.domain.stages import Stage
from pipeline_tui.wording import tr

FIRST_ROWS = 100  # of a dry run: shown, and so kept with their cells whatever becomes of them
RowKind = Literal["taken", "linked", "merged", "rejected"]


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What became of one row; ``linked`` is taken too, and shares a number or address with somebody else."""

    row: int  # line of the file where the row starts, the header is usually 1
    verdict: RowKind
    contact_id: int | None  # None for a rejected row, and for a new contact in a dry run
    name: str
    reason: str = ""  # why rejected, with whom merged or linked, what was left out
    cells: tuple[str, ...] = ()  # of a rejected row, as in the file
    changed: tuple[str, ...] = ()  # what it changes of a known contact: "number", "city" and so on


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The account of an import; rows = taken + merged + rejected.

    Linked ones are among the taken, updated ones among the merged.
    """

    file: str  # name without folder
    list_name: str
    list_id: int | None  # None in a dry run that found no list of this name
    dry_run: bool
    encoding: str  # "" for a workbook
    delimiter: str  # "" when cells are not cut at one
    columns: tuple[ColumnUse, ...]
    rows: int
    taken: int
    merged: int
    linked: int
    rejected: int
    updated: int  # among the merged: rows that change something of a known contact
    callable_count: int  # of the taken: nothing but the hour keeps them from being rung
    blockers: MappingProxyType[Blocker, int]  # of the taken that are not callable
    warnings: tuple[str, ...]
    verdicts: tuple[RowVerdict, ...]
    kind: str = "CSV"  # of the file: CSV, XLSX or vCard
    quote: str = ""  # what encloses cells
    sheet: str = ""  # of a workbook
    stage: Stage = Stage.SCOUTING  # where the taken stand, and what ``blockers`` holds for
    owners: tuple[tuple[str, int], ...] = ()  # how many of the taken each has, by name; "" is the team
    purchases: int = 0  # booked of the taken
    content: str = ""  # of a dry run: what tells the file it saw from a later one of the same name


def count_verdicts(verdicts: Iterable[RowVerdict]) -> dict[str, int]:
    """Return taken (linked ones included), merged, updated, linked, rejected and rows by these names."""
    counts = {"rows": 0, "taken": 0, "merged": 0, "linked": 0, "rejected": 0, "updated": 0}
    for each in verdicts:
        counts["rows"] += 1
        counts[each.verdict] += 1
        counts["updated"] += bool(each.changed)
        if each.verdict == "linked":
            counts["taken"] += 1
    return counts


def with_cells(verdicts: Sequence[RowVerdict], cells: Sequence[tuple[str, ...]]) -> list[RowVerdict]:
    """Return the verdicts, the first of them with their rows as they stand in the file."""
    first = [replace(one, cells=row) for one, row in zip(verdicts, cells, strict=False)]
    return [*first, *verdicts[len(first) :]]


def reject_table(report: ImportReport) -> list[Sequence[str]]:
    """Return header and rows of the reject file: row number, reason, then the columns as they came."""
    rejected = [each for each in report.verdicts if each.verdict == "rejected"]
    width = max((len(each.cells) for each in rejected), default=0)
    names = [use.column for use in report.columns]
    names += [tr("column {number}", number=at) for at in range(len(names) + 1, width + 1)]
    table: list[Sequence[str]] = [[tr("row"), tr("rejected because"), *names]]
    table += [[str(each.row), each.reason, *each.cells] for each in rejected]
    return table
