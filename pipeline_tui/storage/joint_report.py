"""Reads the hand-offs between people that were given in a period, with what became of them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment, stamp

_GIVEN = """
SELECT h.from_stage, h.to_stage, g.name, COALESCE(a.name, r.name, ''), h.state, h.reason, h.kind,
  h.given_at, h.answered_at, COALESCE(d.state, ''),
  EXISTS (SELECT 1 FROM purchase b WHERE b.contact_id = h.contact_id AND b.undone = 0 AND b.amount_minor > 0
    AND b.id > (SELECT MIN(w.id) FROM purchase w
                WHERE w.contact_id = h.contact_id AND w.deal_id = d.id AND w.undone = 0))
FROM hand_off h JOIN operator g ON g.id = h.giver_id
LEFT JOIN operator r ON r.id = h.receiver_id LEFT JOIN operator a ON a.id = h.answered_by
LEFT JOIN deal d ON d.id = COALESCE(h.deal_id, (
  SELECT MAX(x.id) FROM deal x
  WHERE x.contact_id = h.contact_id AND x.hand_off_id = h.id AND x.state <> 'undone'))
WHERE h.state <> 'undone' AND h.kind <> 'base' AND h.answered_by IS DISTINCT FROM h.giver_id
  AND h.given_at >= :start AND h.given_at < :end ORDER BY h.id"""


class StoredGiven(NamedTuple):
    """A hand-off as it is stored, with the deal it led to or came with."""

    from_stage: Stage
    to_stage: Stage
    giver: str
    receiver: str
    state: str
    reason: str
    kind: str
    given_at: datetime
    answered_at: datetime | None
    deal: str
    repeated: bool


def given(tx: Tx, start: datetime, end: datetime) -> tuple[StoredGiven, ...]:
    """Return the hand-offs given between two instants (UTC), those to oneself left out."""
    rows = tx.all(_GIVEN, {"start": stamp(start), "end": stamp(end)})
    return tuple(
        StoredGiven(
            Stage(row[0]),
            Stage(row[1]),
            row[2],
            row[3],
            row[4],
            row[5],
            row[6],
            moment(row[7]),
            moment(row[8]) if row[8] else None,
            row[9],
            bool(row[10]),
        )
        for row in rows
    )
