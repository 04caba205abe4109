"""When hunters are taken: times only, without a word of whose client takes them."""

from __future__ import annotations

from datetime import datetime, timedelta

from pipeline_tui.domain.diaries import MINUTES, clear
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch, from_epoch, moment, stamp

_DEALS_AND_SLOTS = """
SELECT next_at FROM deal WHERE owner_id = :id AND state = 'open' AND next_at BETWEEN :start AND :end
UNION SELECT slot_at FROM hand_off
  WHERE receiver_id = :id AND state = 'waiting' AND slot_at BETWEEN :start AND :end
UNION SELECT due_at FROM check_in
  WHERE owner_id = :id AND state = 'planned' AND due_at BETWEEN :start AND :end"""
_PROMISED = (
    "SELECT promise_due FROM position WHERE promise_owner = :id AND promise_due BETWEEN :start AND :end"
)
_AROUND = timedelta(hours=12)


def taken(tx: Tx, operator_id: int, start: datetime, end: datetime) -> tuple[datetime, ...]:
    """Return when an operator has something agreed between two instants (UTC), and shortly around them."""
    start, end = start - _AROUND, end + _AROUND
    agreed = tx.all(_DEALS_AND_SLOTS, {"id": operator_id, "start": stamp(start), "end": stamp(end)})
    promised = tx.all(_PROMISED, {"id": operator_id, "start": epoch(start), "end": epoch(end)})
    return (*(moment(row[0]) for row in agreed), *(from_epoch(row[0]) for row in promised))


def slot_is_taken(tx: Tx, hand_off_id: int) -> bool:
    """Return whether the time an answered hand-off was agreed for is no longer free in the diary."""
    row = tx.one(
        "SELECT receiver_id, slot_at FROM hand_off WHERE id = :id AND slot_at IS NOT NULL",
        {"id": hand_off_id},
    )
    if row is None:
        return False
    at = moment(row[1])
    return not clear(at, MINUTES, taken(tx, row[0], at, at))
