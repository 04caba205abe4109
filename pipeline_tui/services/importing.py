"""Loading a list: every row accounted for, no desk held up, everything visible at once or not at all."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.import_choices import ImportChoices, Phase, Progress, Watch
from pipeline_tui.domain.import_columns import Columns
from pipeline_tui.domain.import_matching import Matching
from pipeline_tui.domain.import_report import ImportReport, reject_table
from pipeline_tui.domain.import_rows import Ground, RowRead, read_row
from pipeline_tui.domain.import_standing import of_the_list, without_standing
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean, guard_formula
from pipeline_tui.services import placing_newcomers
from pipeline_tui.services.accounting_for_rows import (
    Plan,
    account,
    account_again,
    contact_id_of,
    counts,
)
from pipeline_tui.services.knowing_sources import columns_of, remember_columns
from pipeline_tui.services.reading_files import Table, read_table
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import arrivals, journal, list_loading, lists, word_index
from pipeline_tui.storage.bulk_contacts import BulkWriter
from pipeline_tui.storage.contact_writing import list_named
from pipeline_tui.storage.known_contacts import known_like
from pipeline_tui.storage.places_of_new import PlacesOfNew
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.writer_lock import only_loader

ROWS_AT_ONCE = 400  # contacts in one act: tens of milliseconds, so that no desk waits
_AS_FOUND = ImportChoices()


def import_list(
    shop: Shop,
    viewer: Viewer,
    file: Path,
    *,
    list_name: str,
    choices: ImportChoices = _AS_FOUND,
    dry_run: bool = False,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    act: str,
) -> ImportReport:
    """Load a file into a list, new or existing, and say what became of every row.

    ``progress`` is told how far it is; ``cancelled`` is asked between acts, and ends the load with
    ImportCancelled and without a trace. A dry run changes nothing. For managers.
    """
    if not viewer.is_manager:
        raise Refused(
            "Lists are loaded by a manager", f"{viewer.name} manages nothing here.", "Ask the manager."
        )
    name = clean(list_name, limit=80)
    if not name:
        raise UsageTrouble("The list needs a name", "", 'Add --list "Spring flats".')
    watch = Watch(progress, cancelled)
    country = _checked(choices.country)
    home = shop.workspace
    said = of_the_list(
        choices,
        country=country or home.country,
        language=home.language,
        currency=home.currency,
        today=shop.today(),
    )
    ground = Ground(country or home.country, home.zone, shop.now(), bool(country), said)
    choices = without_standing(choices)
    with shop.store.read() as tx:
        placing_newcomers.needs_same_stage(tx, list_named(tx, name), name, said.stage)
    table = read_table(file, choices)
    columns, told = columns_of(shop, table, choices.columns)
    table = replace(table, warnings=(*table.warnings, told)) if told else table
    reads = tuple(read_row(record, columns, ground) for record in table.records)
    if dry_run:
        with shop.store.read() as tx:
            plan = _plan(tx, shop, table, columns, reads, ground)
            found = list_named(tx, name)
        return account(plan, name, found, dry_run=True, ids=())
    with only_loader(shop.store.path):
        report = _load(shop, viewer, table, columns, reads, ground, name, watch, act)
    remember_columns(shop, viewer, table, columns, act)
    return report


def preview(
    shop: Shop,
    viewer: Viewer,
    file: Path,
    *,
    list_name: str,
    choices: ImportChoices = _AS_FOUND,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Return what would become of every row; nothing is changed. For managers."""
    return import_list(
        shop,
        viewer,
        file,
        list_name=list_name,
        choices=choices,
        dry_run=True,
        progress=progress,
        cancelled=cancelled,
        act="",
    )


def write_rejects(report: ImportReport, path: Path) -> int:
    """Write the rejected rows with line and reason, safe for spreadsheets; returns how many."""
    rows = [[guard_formula(clean(cell, limit=4000)) for cell in row] for row in reject_table(report)]
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out, delimiter=report.delimiter or ";").writerows(rows)
    except OSError as error:
        raise UsageTrouble(
            "The rejects could not be written",
            f"{clean(str(path), limit=300)}: {clean(error.strerror or str(error))}.",
            "Name another file for --rejects; the import itself is done.",
        ) from error
    return len(rows) - 1


def _load(
    shop: Shop,
    viewer: Viewer,
    table: Table,
    columns: Columns,
    reads: tuple[RowRead, ...],
    ground: Ground,
    name: str,
    watch: Watch,
    act: str,
) -> ImportReport:
    with shop.store.read() as tx:
        if done := journal.seen(tx, act):
            return account_again(table, columns, name, done.detail)
    _remove_abandoned(shop, viewer)
    with shop.store.read() as tx:
        plan = _plan(tx, shop, table, columns, reads, ground)
    with shop.store.act() as tx:
        list_id = list_loading.begin(
            tx, name, source=table.file, now=ground.now, operator_id=viewer.operator_id, act=act
        )
    try:
        ids = _write(shop, viewer, plan, list_id, ground, watch, act)
        report = account(plan, name, list_id, dry_run=False, ids=ids)
        with shop.store.act() as tx:
            arrivals.stand_up(tx, list_id, plan.said.stage, act)
            shown = list_loading.open_up(tx, list_id, name)
            list_loading.complete(
                tx,
                plan.matching.additions.values(),
                plan.matching.shared,
                shop.method,
                ground.now,
                operator_id=viewer.operator_id,
                act=act,
            )
            report = replace(report, list_id=shown)
            lists.keep_account(tx, report, shown, viewer.operator_id, act, ground.now)
            journal.append(tx, viewer.operator_id, "list_imported", act, shop.now(), None, counts(report))
    except BaseException:  # cancelled or failed: nothing of it may stay
        _remove_abandoned(shop, viewer)
        raise
    return report


def _plan(
    tx: Tx, shop: Shop, table: Table, columns: Columns, reads: tuple[RowRead, ...], ground: Ground
) -> Plan:
    matching = Matching()
    matching.know(known_like(tx, [read.contact for read in reads if read.contact]))
    matched = tuple(matching.place(read.contact) if read.contact else None for read in reads)
    stage, count = ground.said.stage, len(matching.newcomers)
    place_of = PlacesOfNew(tx, shop.method, ground.now, matching.newcomers, stage)
    places = tuple(place_of.place(new) for new in matching.newcomers)
    arrive = placing_newcomers.arrivals(
        tx, shop, stage, placing_newcomers.standings_of(reads, matched, count)
    )
    return Plan(table, columns, reads, matched, matching, places, ground.said, arrive)


def _write(
    shop: Shop, viewer: Viewer, plan: Plan, list_id: int, ground: Ground, watch: Watch, act: str
) -> tuple[int, ...]:
    """Store the new contacts in short acts on the hidden list, then which rows came from whom."""
    writer = BulkWriter(list_id, ground.now, viewer.operator_id, act)
    stage = plan.said.stage
    places = [placing_newcomers.place_kept(stage, place) for place in plan.places]
    new = list(zip(plan.matching.newcomers, places, strict=True))
    arriving = placing_newcomers.writer(shop, viewer, stage, act, ground.now)
    ids: list[int] = []
    for start in range(0, len(new), ROWS_AT_ONCE):
        watch.tell(Phase.LOADING, start, len(new))
        with shop.store.act() as tx:
            stored = writer.write(tx, new[start : start + ROWS_AT_ONCE])
            arriving.write(tx, stored, plan.arrivals.each[start : start + ROWS_AT_ONCE])
            word_index.postpone(tx, stored)
        ids += stored
    rows = [
        (record.line, key)
        for record, matched in zip(plan.table.records, plan.matched, strict=True)
        if matched and (key := contact_id_of(matched, ids)) is not None
    ]
    for start in range(0, len(rows), ROWS_AT_ONCE * 5):
        watch.tell(Phase.LINKING, start, len(rows))
        with shop.store.act() as tx:
            writer.link(tx, rows[start : start + ROWS_AT_ONCE * 5])
    for start in range(0, len(ids), word_index.AT_ONCE):
        with shop.store.act() as tx:
            word_index.take_in(tx, ids[start : start + word_index.AT_ONCE])
    watch.tell(Phase.LINKING, len(rows), len(rows))
    return tuple(ids)


def _remove_abandoned(shop: Shop, viewer: Viewer) -> None:
    """Remove what an import that was killed or cancelled left behind; no desk ever saw it."""
    with shop.store.read() as tx:
        left = list_loading.abandoned(tx)
    for list_id in left:
        total, removed = 0, list_loading.REMOVED_AT_ONCE
        while removed == list_loading.REMOVED_AT_ONCE:
            with shop.store.act() as tx:
                removed = list_loading.remove_some(tx, list_id)
                total += removed
                if removed < list_loading.REMOVED_AT_ONCE:
                    told = {"list": list_id, "contacts": total}
                    journal.append(
                        tx, viewer.operator_id, "import_removed", uuid.uuid4().hex, shop.now(), None, told
                    )


def _checked(country: str) -> str:
    code = country.strip().upper()
    if code:
        from phonenumbers import SUPPORTED_REGIONS

        if code not in SUPPORTED_REGIONS:
            raise UsageTrouble(
                f"{clean(country, limit=20)} is no country code",
                "Two letters of a country with telephone numbers are needed.",
                "For France: --country FR.",
            )
    return code
