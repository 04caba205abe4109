"""The account of an import: from the plan made for a file to the verdict on each of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.coming_along import TOLD, Stays
from pipeline_tui.domain.import_columns import Columns
from pipeline_tui.domain.import_matching import Matched, Matching
from pipeline_tui.domain.import_report import (
    FIRST_ROWS,
    ImportReport,
    RowKind,
    RowVerdict,
    count_verdicts,
    with_cells,
)
from pipeline_tui.domain.import_rows import FUTURE, NOT_SAID, UNDATED, RowRead
from pipeline_tui.domain.import_standing import Arrivals, OfTheList, RowStanding
from pipeline_tui.domain.known_changes import changed_word
from pipeline_tui.domain.likeness_words import likeness_words
from pipeline_tui.domain.queue_place import Place
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services.reading_files import Table
from pipeline_tui.wording import grouped, mark, tr, trn

_THERE = {Stage.HUNTING: Stays.HOT, Stage.FARMING: Stays.CLIENT}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of the file, decided before anything is written."""

    table: Table
    columns: Columns
    reads: tuple[RowRead, ...]
    matched: tuple[Matched | None, ...]  # None: rejected
    matching: Matching
    places: tuple[Place, ...]  # of the new contacts
    said: OfTheList = field(default_factory=OfTheList)  # of every row, by the manager
    arrivals: Arrivals = field(default_factory=Arrivals)  # of the new contacts


def contact_id_of(matched: Matched, ids: Sequence[int]) -> int | None:
    """Return the contact a row went to, None for a new one that is not stored."""
    if matched.known is not None:
        return matched.known
    assert matched.newcomer is not None
    return ids[matched.newcomer] if ids else None


def account(
    plan: Plan, name: str, list_id: int | None, *, dry_run: bool, ids: Sequence[int], content: str = ""
) -> ImportReport:
    """Return what becomes, or became, of every row; ``ids`` are those of the new contacts once stored.

    ``content`` tells the file of a dry run from a later one.
    """
    first_rows: dict[int, int] = {}
    came: set[int] = set()
    verdicts = []
    for record, read, matched in zip(plan.table.records, plan.reads, plan.matched, strict=True):
        if matched is not None and matched.newcomer is not None:
            first_rows.setdefault(matched.newcomer, record.line)
        comes = matched is not None and matched.known in plan.arrivals.known and matched.known not in came
        if matched is not None and matched.known is not None:
            came.add(matched.known)
        told = _stands(plan, read, matched, first_rows, record.line, comes) if matched is not None else ""
        kind, reason = _verdict(read, matched, first_rows, record.line, told)
        verdicts.append(
            RowVerdict(
                row=record.line,
                verdict=kind,
                contact_id=contact_id_of(matched, ids) if matched else None,
                name=read.name,
                reason=reason,
                cells=record.cells if matched is None else (),
                changed=(*matched.changed, *(("stage",) if comes else ())) if matched else (),
            )
        )
    if dry_run:
        verdicts = with_cells(verdicts, [record.cells for record in plan.table.records[:FIRST_ROWS]])
    blockers = Counter(place.blocker for place in plan.places)
    return ImportReport(
        file=plan.table.file,
        list_name=name,
        list_id=list_id,
        dry_run=dry_run,
        encoding=plan.table.encoding,
        delimiter=plan.table.delimiter,
        columns=plan.columns.uses(),
        **count_verdicts(verdicts),
        callable_count=blockers.pop(None, 0),
        blockers=MappingProxyType({each: blockers[each] for each in Blocker if each in blockers}),
        warnings=(*plan.table.warnings, *_warnings(plan)),
        verdicts=tuple(verdicts),
        kind=plan.table.kind,
        quote=plan.table.quote,
        sheet=plan.table.sheet,
        stage=plan.said.stage,
        owners=plan.arrivals.shares,
        purchases=plan.arrivals.purchases,
        content=content,
    )


def _stands(
    plan: Plan, read: RowRead, matched: Matched, first_rows: Mapping[int, int], row: int, comes: bool
) -> str:
    """Return what is told of where somebody stands; a known contact comes along, or stays and why."""
    arrive = plan.arrivals
    if matched.known is not None:
        if comes:
            told = (
                tr("comes along to {stage}", stage=tr(plan.said.stage.value)),
                arrive.known_notes.get(matched.known, ""),
            )
            return "; ".join(part for part in told if part)
        why = arrive.stays.get(matched.known)
        as_said = why is _THERE.get(plan.said.stage) and read.standing == RowStanding()
        if why is None or as_said:
            return ""
        stays = mark("stays where it stands, {why}: owner, last contact and purchases were not taken")
        return tr(stays, why=TOLD[why])
    newcomer = matched.newcomer or 0
    return plan.arrivals.notes.get(newcomer, "") if first_rows.get(newcomer) == row else ""


def _verdict(
    read: RowRead, matched: Matched | None, first_rows: Mapping[int, int], row: int, told: str
) -> tuple[RowKind, str]:
    """Return what becomes of a row and why; ``told`` says where its contact stands."""
    if matched is None:
        return "rejected", read.reason
    notes = "; ".join(read.notes)
    if matched.likeness is None:
        return "taken", "; ".join(part for part in (told, notes) if part)
    other = matched.newcomer if matched.beside is None else matched.beside
    earlier = first_rows.get(other) if other is not None and matched.known is None else None
    in_file = earlier is not None and earlier != row
    whom = tr("row {row}", row=earlier) if in_file else tr("a contact we know")
    merged = matched.known is not None or first_rows.get(matched.newcomer or 0) != row
    told_of = mark("same as {whom}: {why}") if merged else mark("shares with {whom}: {why}")
    said = tr(told_of, whom=whom, why=likeness_words(matched.likeness.reason))
    changed = ", ".join(changed_word(one) for one in matched.changed)
    changes = tr("changes its {what}", what=changed) if changed else ""
    return ("merged" if merged else "linked"), "; ".join(
        part for part in (said, told, changes, notes) if part
    )


def _warnings(plan: Plan) -> list[str]:
    notes = Counter(note for read in plan.reads for note in read.notes)
    counted = ((note, notes[tr(note)]) for note in (UNDATED, NOT_SAID, FUTURE))
    found = [
        tr("{number} rows: {note}", number=grouped(times), note=tr(note)) for note, times in counted if times
    ]
    stage = tr(plan.said.stage.value)
    if known := len(plan.arrivals.known):
        found.append(
            trn(
                "{number} contact we know comes along to {stage} with owner, last contact and purchases",
                "{number} contacts we know come along to {stage} with owner, last contact and purchases",
                known,
                stage=stage,
            )
        )
    if stay := len(plan.arrivals.stays):
        found.append(
            trn(
                "{number} contact we know stays where it stands: nothing is taken from anybody",
                "{number} contacts we know stay where they stand: nothing is taken from anybody",
                stay,
            )
        )
    if count := len(plan.arrivals.notes) + len(plan.arrivals.known_notes):
        found.append(
            trn(
                "{number} contact has an owner who is not known here or does not work the stage",
                "{number} contacts have an owner who is not known here or does not work the stage",
                count,
            )
        )
    without = sum(place.blocker is Blocker.NO_BASIS for place in plan.places)
    if without and plan.said.ground is None:
        found.append(
            trn(
                "{number} has no ground on which they may be rung: name one for the whole list (basis and"
                " evidence) if there is one",
                "{number} have no ground on which they may be rung: name one for the whole list (basis and"
                " evidence) if there is one",
                without,
            )
        )
    if not plan.columns.has("audience") and plan.matching.newcomers and plan.said.audience is None:
        found.append(tr("no column says consumer or business: people count as consumers"))
    return found


def told_who_stayed(report: ImportReport, stayed: int) -> ImportReport:
    """Return the account of a load that is done with those told who had become somebody's by their turn."""
    if not stayed:
        return report
    told = trn(
        "{number} contact we know became somebody's while the list was loaded, and stayed",
        "{number} contacts we know became somebody's while the list was loaded, and stayed",
        stayed,
    )
    return replace(report, warnings=(*report.warnings, told))


def counts(report: ImportReport) -> dict[str, int | None]:
    """Return what the journal keeps of an import: numbers only."""
    return {
        "list": report.list_id,
        "rows": report.rows,
        "taken": report.taken,
        "merged": report.merged,
        "linked": report.linked,
        "rejected": report.rejected,
        "updated": report.updated,
        "callable": report.callable_count,
        "purchases": report.purchases,
    }


def account_again(table: Table, columns: Columns, name: str, counts: Mapping[str, int]) -> ImportReport:
    """Answer a retry of an import that is done: what it counted, without the rows."""
    return ImportReport(
        file=table.file,
        list_name=name,
        list_id=counts["list"],
        dry_run=False,
        encoding=table.encoding,
        delimiter=table.delimiter,
        columns=columns.uses(),
        rows=counts["rows"],
        taken=counts["taken"],
        merged=counts["merged"],
        linked=counts["linked"],
        rejected=counts["rejected"],
        updated=counts.get("updated", 0),
        callable_count=counts["callable"],
        blockers=MappingProxyType({}),
        warnings=(tr("this import was done before; nothing was changed"),),
        verdicts=(),
        kind=table.kind,
        quote=table.quote,
        sheet=table.sheet,
    )
