"""What is remembered of the files of a source: which of their columns held what."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.sources import SourceRow
from pipeline_tui.storage.types import moment


@dataclass(frozen=True, slots=True)
class Remembered:
    """How a source's last corrected file was read."""

    at: datetime
    columns: Mapping[str, Sequence[int]]  # field: places, 0 first


def remembered(tx: Tx, signature: str) -> Remembered | None:
    """Return the latest correction for files of a signature; one whose import was undone never counts."""
    row = tx.one(
        """SELECT s.at, s.columns FROM source s
           WHERE s.signature = :signature
             AND NOT EXISTS (SELECT 1 FROM load l WHERE l.act = s.act AND l.undo_act <> '')
           ORDER BY s.id DESC LIMIT 1""",
        {"signature": signature},
    )
    if row is None:
        return None
    places = {field: tuple(each) for field, each in json.loads(row[1]).items()}
    return Remembered(moment(row[0]), MappingProxyType(places))


def remember(
    tx: Tx, signature: str, columns: Mapping[str, Sequence[int]], *, operator_id: int, act: str, at: datetime
) -> None:
    """Keep how a file was read; a retry of the same import changes nothing."""
    if tx.one("SELECT 1 FROM source WHERE act = :act", {"act": act}) is None:
        kept = json.dumps({field: list(places) for field, places in columns.items()})
        tx.insert(SourceRow, signature=signature, columns=kept, at=at, operator_id=operator_id, act=act)
