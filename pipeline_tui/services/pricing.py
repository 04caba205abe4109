"""The price list: read by everybody who sells, loaded from a file by a manager."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline_tui.domain.csv_text import Record
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.price_list import (
    PriceItem,
    PriceReport,
    PriceRow,
    WrongCell,
    price_columns,
    read_price,
)
from pipeline_tui.domain.text import fold
from pipeline_tui.services.reading_files import Table, read_table
from pipeline_tui.services.shop import Shop
from pipeline_tui.settings import data_folder
from pipeline_tui.storage import journal
from pipeline_tui.storage import prices as stored
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr

LOADED = "prices_loaded"
_GUESSED = "columns were guessed"  # a warning about contacts; prices need their header


def prices(shop: Shop, viewer: Viewer) -> tuple[PriceItem, ...]:
    """Return the price list by code; everybody who works here may know what the shop sells."""
    with shop.store.read() as tx:
        return stored.items(tx)


def import_prices(shop: Shop, viewer: Viewer, file: Path, *, act: str, dry_run: bool = False) -> PriceReport:
    """Load the price list from a CSV file: new codes are added, known ones updated, the others stay.

    Every row is accounted for; one that is wrong is rejected with its column and reason, and spoils no other.
    A dry run changes nothing. For managers.
    """
    if not viewer.is_manager:
        raise Refused(
            tr("The price list is loaded by a manager"),
            tr("{name} manages nothing here.", name=viewer.name),
            tr("Ask the manager."),
        )
    table = read_table(file)
    columns = price_columns(table.names)
    reads = _read(shop, table, columns)
    now = shop.now()
    if dry_run:
        with shop.store.read() as tx:
            known = {fold(one.code): one for one in stored.items(tx)}
        return _report(table, _against(reads, known), len(known), dry_run=True)
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, LOADED)
        if done is not None:
            was_there = stored.was_there(tx, int(done.detail["import"]))
            verdicts = [
                row if item is None else _verdict(row, _after(was_there.get(fold(item.code))))
                for row, item in reads
            ]
            return _report(table, verdicts, int(done.detail["known"]), dry_run=False)
        known = {fold(one.code): one for one in stored.items(tx)}
        changed = [item for _, item in reads if item is not None and known.get(fold(item.code)) != item]
        loaded = stored.load(tx, changed, viewer.operator_id, now)
        report = _report(table, _against(reads, known), len(known), dry_run=False)
        detail = {
            "import": loaded,
            "known": len(known),
            "rows": report.rows,
            "added": report.added,
            "updated": report.updated,
            "rejected": report.rejected,
        }
        journal.append(tx, viewer.operator_id, LOADED, act, now, None, detail)
        return report


def practice_prices(shop: Shop) -> tuple[PriceItem, ...]:
    """Return the invented price list of the shop's trade, in its language where there is one."""
    at_home, folder = shop.workspace, data_folder() / "practice"
    files = (folder / f"{at_home.trade}-prices.{language}.csv" for language in (at_home.language, "en"))
    file = next((one for one in files if one.is_file()), None)
    if file is None:
        return ()
    table = read_table(file)
    return tuple(item for _, item in _read(shop, table, price_columns(table.names)) if item is not None)


Read = tuple[PriceRow, PriceItem | None]


def _read(shop: Shop, table: Table, columns: Mapping[str, int]) -> list[Read]:
    at_home, first = shop.workspace, dict[str, int]()
    found: list[Read] = []
    for record in table.records:
        read = _row(record, columns, table.names, at_home.language, at_home.currency)
        item = read[1]
        if item is not None:
            before = first.setdefault(fold(item.code), record.line)
            if before != record.line:
                code = table.names[columns["code"]]
                twice = tr("it stands in row {row} too", row=before)
                read = (PriceRow(record.line, "rejected", item.code, code, twice), None)
        found.append(read)
    return found


def _row(
    record: Record, columns: Mapping[str, int], names: tuple[str, ...], language: str, currency: str
) -> Read:
    at = columns["code"]
    code = record.cells[at].strip()[:40] if at < len(record.cells) else ""
    if record.trouble:
        return PriceRow(record.line, "rejected", code, "", record.trouble), None
    try:
        item = read_price(record.cells, columns, names, language, currency)
    except WrongCell as wrong:
        return PriceRow(record.line, "rejected", code, wrong.column, wrong.reason), None
    return PriceRow(record.line, "taken", item.code), item


def _against(reads: list[Read], known: Mapping[str, PriceItem]) -> list[PriceRow]:
    verdicts = []
    for row, item in reads:
        if item is not None:
            stands = known.get(fold(item.code))
            word = "added" if stands is None else "unchanged" if stands == item else "updated"
            row = _verdict(row, word)
        verdicts.append(row)
    return verdicts


def _after(was_there: bool | None) -> str:
    return "unchanged" if was_there is None else "updated" if was_there else "added"


def _verdict(row: PriceRow, word: str) -> PriceRow:
    return PriceRow(row.row, word, row.code)


def _report(table: Table, verdicts: list[PriceRow], known: int, *, dry_run: bool) -> PriceReport:
    count = {word: sum(row.verdict == word for row in verdicts) for word in ("added", "updated", "unchanged")}
    return PriceReport(
        file=table.file,
        dry_run=dry_run,
        encoding=table.encoding,
        delimiter=table.delimiter,
        rows=len(verdicts),
        rejected=sum(row.verdict == "rejected" for row in verdicts),
        kept=known - count["updated"] - count["unchanged"],
        warnings=tuple(one for one in table.warnings if _GUESSED not in one),
        verdicts=tuple(verdicts),
        **count,
    )
