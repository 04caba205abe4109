"""What clients said to the questions of the needs sheet, there and in scripts; every answer is kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from pipeline_tui.domain.needs import NeedSaid
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import timeline
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.caring import ClientNeedRow
from pipeline_tui.storage.types import moment

_SAID = """
SELECT n.need, n.value, n.at, o.name, 'farming', n.id FROM client_need n
  JOIN operator o ON o.id = n.operator_id
WHERE n.contact_id = :contact AND n.undone = 0
UNION ALL
SELECT a.field, a.value, a.at, COALESCE(o.name, ''), COALESCE(k.stage, 'scouting'), 0 FROM answer a
LEFT JOIN call k ON k.id = a.call_id LEFT JOIN operator o ON o.id = k.operator_id
WHERE a.contact_id = :contact
ORDER BY 3, 6"""


def said(tx: Tx, contact_id: int, readers: Collection[Stage]) -> tuple[NeedSaid, ...]:
    """Return what a client said, oldest first, as far as it travels to the readers; scripts count too."""
    given = timeline.given_to(tx, contact_id, readers)
    return tuple(
        NeedSaid(row[0], row[1], moment(row[2]), row[3])
        for row in tx.all(_SAID, {"contact": contact_id})
        if timeline.travels(Stage(row[4]), row[2], readers, given)
    )


def store(tx: Tx, contact_id: int, need: str, value: str, operator_id: int, now: datetime) -> int:
    """Keep an answer, or that it is not known; returns its id."""
    return tx.insert(
        ClientNeedRow, contact_id=contact_id, need=need, value=value, at=now, operator_id=operator_id
    )


def take_back(tx: Tx, ids: Collection[int]) -> None:
    """Let the answers before these count again."""
    tx.many("UPDATE client_need SET undone = 1 WHERE id = :id", [{"id": one} for one in ids])
