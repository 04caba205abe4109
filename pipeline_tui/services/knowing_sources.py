"""Knowing a source again: the columns of its files are read as a manager last corrected them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_columns import Columns, guess_columns, signature_of
from pipeline_tui.domain.import_standing import STANDING_FIELDS
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.reading_files import Table
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import sources
from pipeline_tui.wording import tr

_SAMPLED = 300  # rows looked at to guess what a column holds
_NOBODY_SAID: Mapping[str, str] = {}

Places = Mapping[str, Sequence[int]]  # field: its columns


def columns_of(shop: Shop, table: Table, wanted: Mapping[str, str]) -> tuple[Columns, str]:
    """Return what each column holds, and "" or what to tell: that they are read as the last time.

    ``wanted`` (field: column) is what the manager says now. A file without a header is of no source.
    """
    known, own = _remembered(shop, table), shop.playbook.custom_fields
    if known is None:
        return guess_columns(table.names, _sample(table), wanted, own=own), ""
    day = known.at.astimezone(zone_named(shop.workspace.zone)).date()
    told = tr("its columns are read as they were corrected on {day}", day=day.isoformat())
    remembered = {**known.columns, **_standing(_guessed(shop, table, wanted))}
    return guess_columns(table.names, _sample(table), wanted, remembered, own), told


def remember_columns(shop: Shop, viewer: Viewer, table: Table, columns: Columns, act: str) -> None:
    """Keep how a file's columns were read, when that is not what would have been guessed.

    Owner, last contact and purchases are read as each load asks for them: they are not remembered.
    """
    held = _lasting(columns.by_field)
    known = _remembered(shop, table)
    expected = known.columns if known else _lasting(_guessed(shop, table, _NOBODY_SAID))
    if not table.has_header or held == expected:
        return
    with shop.store.act() as tx:
        sources.remember(
            tx, signature_of(table.names), held, operator_id=viewer.operator_id, act=act, at=shop.now()
        )


def _guessed(shop: Shop, table: Table, wanted: Mapping[str, str]) -> Places:
    try:
        own = shop.playbook.custom_fields
        return guess_columns(table.names, _sample(table), wanted, own=own).by_field
    except UsageTrouble:  # nothing could be guessed
        return {}


def _standing(places: Places) -> Places:
    return {field: at for field, at in places.items() if field in STANDING_FIELDS}


def _lasting(places: Places) -> Places:
    return {field: at for field, at in places.items() if field not in STANDING_FIELDS}


def _remembered(shop: Shop, table: Table) -> sources.Remembered | None:
    if not table.has_header:
        return None
    with shop.store.read() as tx:
        return sources.remembered(tx, signature_of(table.names))


def _sample(table: Table) -> list[tuple[str, ...]]:
    return [record.cells for record in table.records[:_SAMPLED]]
