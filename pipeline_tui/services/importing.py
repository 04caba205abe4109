"""Loading a list: every row accounted for, no desk held up, everything visible at once or not at all."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.import_choices import ImportChoices, Known, Phase, Progress, Watch
from pipeline_tui.domain.import_columns import Columns
from pipeline_tui.domain.import_matching import Matching, identity_of, look_at
from pipeline_tui.domain.import_report import ImportReport, reject_table
from pipeline_tui.domain.import_rows import Ground, RowRead, RowReader
from pipeline_tui.domain.import_standing import of_the_list, without_standing
from pipeline_tui.domain.own_changes import with_own
from pipeline_tui.domain.own_columns import OwnFields
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean, guard_formula
from pipeline_tui.services import loading, placing_known, placing_newcomers
from pipeline_tui.services.accounting_for_rows import Plan, account, account_again
from pipeline_tui.services.knowing_files import needs_as_seen, print_of
from pipeline_tui.services.knowing_sources import columns_of, remember_columns
from pipeline_tui.services.leaving_out import without_the_erased
from pipeline_tui.services.pacing import many_records
from pipeline_tui.services.reading_files import Table, read_table
from pipeline_tui.services.resuming_loads import finish_loads
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage.contact_writing import list_named
from pipeline_tui.storage.known_contacts import known_like
from pipeline_tui.storage.known_own import stood_own
from pipeline_tui.storage.places_of_new import PlacesOfNew
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.writer_lock import only_loader
from pipeline_tui.wording import tr

_TOLD_EVERY = 4000  # rows read between two tellings of how far it is
_AS_FOUND = ImportChoices()


@many_records()
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
    seen: str = "",
    act: str,
) -> ImportReport:
    """Load a file into a list, new or existing, and say what became of every row.

    ``seen`` is the ``content`` of the dry run it was looked at in: FileChanged when it is another one by now.
    ``progress`` is told how far it is; ``cancelled`` is asked between acts, and ends the load with
    ImportCancelled and without a trace. A dry run changes nothing. For managers.
    """
    if not viewer.is_manager:
        raise Refused(
            tr("Lists are loaded by a manager"),
            tr("{name} manages nothing here.", name=viewer.name),
            tr("Ask the manager."),
        )
    name = clean(list_name, limit=80)
    if not name:
        raise UsageTrouble(tr("The list needs a name"), "", tr('Add --list "Spring flats".'))
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
    own = OwnFields(shop.playbook.custom_fields, home.language, home.currency, shop.today())
    ground = Ground(country or home.country, home.zone, shop.now(), bool(country), said, own)
    choices = without_standing(choices)
    with shop.store.read() as tx:
        placing_newcomers.needs_same_stage(tx, list_named(tx, name), name, said.stage)
    # Before the rows are read for a look, after they were for a load: a change in between is noticed too.
    content = print_of(file) if dry_run else ""
    table = read_table(file, choices)
    if not dry_run:
        needs_as_seen(file, seen)
    columns, told = columns_of(shop, table, choices.columns)
    table = replace(table, warnings=(*table.warnings, told)) if told else table
    reads = _read(table, columns, ground, watch)
    if dry_run:
        with shop.store.read() as tx:
            plan = _plan(tx, shop, table, columns, reads, ground, choices.known)
            found = list_named(tx, name)
        return account(plan, name, found, dry_run=True, ids=(), content=content)
    with only_loader(shop.store.path), shop.store.many_portions():
        report = _load(shop, viewer, table, columns, reads, ground, name, choices.known, watch, act)
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
            tr("The rejects could not be written"),
            f"{clean(str(path), limit=300)}: {clean(error.strerror or str(error))}.",
            tr("Name another file for --rejects; the import itself is done."),
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
    known: Known,
    watch: Watch,
    act: str,
) -> ImportReport:
    with shop.store.read() as tx:
        if done := done_before(tx, viewer, act, "list_imported"):
            return account_again(table, columns, name, done.detail)
    finish_loads(shop, viewer)
    with shop.store.read() as tx:
        plan = _plan(tx, shop, table, columns, reads, ground, known)
    return loading.load(shop, viewer, plan, ground, name, known, watch, act)


def _read(table: Table, columns: Columns, ground: Ground, watch: Watch) -> tuple[RowRead, ...]:
    reads: list[RowRead] = []
    total, read = len(table.records), RowReader(columns, ground).read
    for start in range(0, total, _TOLD_EVERY):
        watch.tell(Phase.READING, start, total)
        reads += map(read, table.records[start : start + _TOLD_EVERY])
    return tuple(reads)


def _plan(
    tx: Tx,
    shop: Shop,
    table: Table,
    columns: Columns,
    reads: tuple[RowRead, ...],
    ground: Ground,
    known: Known,
) -> Plan:
    reads = without_the_erased(tx, shop.workspace.secret, reads)
    matching = Matching(known)
    looks = [
        look_at(identity_of(read.contact), read.contact.postcode) if read.contact else None for read in reads
    ]
    matching.know(known_like(tx, filter(None, looks)))
    matched = tuple(
        matching.place(read.contact, look) if read.contact else None
        for read, look in zip(reads, looks, strict=True)
    )
    told = [
        place.known
        for read, place in zip(reads, matched, strict=True)
        if place is not None and place.known is not None and read.contact is not None and read.contact.own
    ]
    if told:
        stood = stood_own(tx, told)
        reads, matched = with_own(matching, reads, matched, stood, ground.own.fields, ground.own.language)
    stage, count = ground.said.stage, len(matching.newcomers)
    place_of = PlacesOfNew(tx, shop.method, ground.now, matching.newcomers, stage)
    places = tuple(place_of.place(new) for new in matching.newcomers)
    arrive = placing_known.arrivals(tx, shop, stage, reads, matched, count, known)
    return Plan(table, columns, reads, matched, matching, places, ground.said, arrive)


def _checked(country: str) -> str:
    code = country.strip().upper()
    if code:
        from phonenumbers import SUPPORTED_REGIONS

        if code not in SUPPORTED_REGIONS:
            raise UsageTrouble(
                tr("{country} is no country code", country=clean(country, limit=20)),
                tr("Two letters of a country with telephone numbers are needed."),
                tr("For France: --country FR."),
            )
    return code
