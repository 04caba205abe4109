"""Knowing a source again: the columns of its files are read as a manager last corrected them."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_columns import Columns, guess_columns, signature_of
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.reading_files import Table
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import sources

_SAMPLED = 300  # rows looked at to guess what a column holds
_NOBODY_SAID: Mapping[str, str] = {}


def columns_of(shop: Shop, table: Table, wanted: Mapping[str, str]) -> tuple[Columns, str]:
    """Return what each column holds, and "" or what to tell: that they are read as the last time.

    ``wanted`` (field: column) is what the manager says now. A file without a header is of no source.
    """
    known = _remembered(shop, table)
    if known is None:
        return guess_columns(table.names, _sample(table), wanted), ""
    day = known.at.astimezone(zone_named(shop.workspace.zone)).date()
    told = f"its columns are read as they were corrected on {day.isoformat()}"
    return guess_columns(table.names, _sample(table), wanted, known.columns), told


def remember_columns(shop: Shop, viewer: Viewer, table: Table, columns: Columns, act: str) -> None:
    """Keep how a file's columns were read, when that is not what would have been guessed."""
    if not table.has_header or columns.by_field == _proposed(shop, table):
        return
    with shop.store.act() as tx:
        sources.remember(
            tx,
            signature_of(table.names),
            columns.by_field,
            operator_id=viewer.operator_id,
            act=act,
            at=shop.now(),
        )


def _proposed(shop: Shop, table: Table) -> Mapping[str, tuple[int, ...]]:
    try:
        columns, _ = columns_of(shop, table, _NOBODY_SAID)
    except UsageTrouble:  # nothing could be guessed
        return {}
    return columns.by_field


def _remembered(shop: Shop, table: Table) -> sources.Remembered | None:
    if not table.has_header:
        return None
    with shop.store.read() as tx:
        return sources.remembered(tx, signature_of(table.names))


def _sample(table: Table) -> list[tuple[str, ...]]:
    return [record.cells for record in table.records[:_SAMPLED]]
