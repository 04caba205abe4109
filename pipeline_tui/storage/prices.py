"""The price list as it is stored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.price_list import PriceItem
from pipeline_tui.domain.text import fold
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.offers import PriceImportRow
from pipeline_tui.wording import tr

_ITEM = "SELECT code, name, unit, price_minor, tax FROM price_item"


def items(tx: Tx) -> tuple[PriceItem, ...]:
    """Return the whole list by code."""
    return tuple(PriceItem(*row) for row in tx.all(f"{_ITEM} ORDER BY folded"))


def item(tx: Tx, code: str) -> PriceItem | None:
    """Return the item with a code, as people type it."""
    row = tx.one(f"{_ITEM} WHERE folded = :folded", {"folded": fold(code)})
    return PriceItem(*row) if row else None


def load(tx: Tx, changed: Iterable[PriceItem], operator_id: int, now: datetime) -> int:
    """Store items that are new or differ; returns the id under which this can be taken back."""
    before: dict[str, list[object] | None] = {}
    for one in changed:
        known = item(tx, one.code)
        before[fold(one.code)] = (
            [known.code, known.name, known.unit, known.price_minor, known.tax] if known else None
        )
        _put(tx, one)
    return tx.insert(PriceImportRow, operator_id=operator_id, at=now, image=json.dumps(before))


def was_there(tx: Tx, import_id: int) -> dict[str, bool]:
    """Return the folded codes a loading changed, each with whether the list had it before."""
    image = tx.value("SELECT image FROM price_import WHERE id = :id", {"id": import_id})
    return {folded: known is not None for folded, known in json.loads(image).items()}


def unload(tx: Tx, import_id: int) -> None:
    """Put the list back to what it was before its last loading; refused when it was loaded again since."""
    image = tx.value(
        """SELECT image FROM price_import WHERE id = :id AND undone = 0
           AND NOT EXISTS (SELECT 1 FROM price_import x WHERE x.id > :id AND x.undone = 0)""",
        {"id": import_id},
    )
    if image is None:
        raise Refused(
            tr("The price list was loaded again since"),
            tr("Nothing was taken back."),
            tr("Load the file that holds."),
        )
    for folded, known in json.loads(image).items():
        if known is None:
            tx.run("DELETE FROM price_item WHERE folded = :folded", {"folded": folded})
        else:
            _put(tx, PriceItem(*known))
    tx.run("UPDATE price_import SET undone = 1 WHERE id = :id", {"id": import_id})


def _put(tx: Tx, one: PriceItem) -> None:
    tx.run(
        """INSERT INTO price_item (code, folded, name, unit, price_minor, tax)
           VALUES (:code, :folded, :name, :unit, :price, :tax)
           ON CONFLICT (folded) DO UPDATE SET code = excluded.code, name = excluded.name,
             unit = excluded.unit, price_minor = excluded.price_minor, tax = excluded.tax""",
        {
            "code": one.code,
            "folded": fold(one.code),
            "name": one.name,
            "unit": one.unit,
            "price": one.price_minor,
            "tax": one.tax,
        },
    )
