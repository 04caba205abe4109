"""Reads and writes pauses; the table allows one running pause for each operator."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.pauses import Pause
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import moment, stamp


def running(tx: Tx, operator_id: int) -> Pause | None:
    """Return the pause an operator is on."""
    row = tx.one(
        """SELECT id, reason, began_at, ended_at FROM pause
           WHERE operator_id = :me AND ended_at IS NULL""",
        {"me": operator_id},
    )
    return _pause(row) if row else None


def by_id(tx: Tx, pause_id: int) -> Pause:
    """Return a pause."""
    row = tx.one("SELECT id, reason, began_at, ended_at FROM pause WHERE id = :id", {"id": pause_id})
    if row is None:
        raise LookupError(f"pause {pause_id} is not stored")
    return _pause(row)


def begin(tx: Tx, operator_id: int, reason: str, now: datetime) -> int:
    """Store that a pause begins."""
    return int(
        tx.value(
            """INSERT INTO pause (operator_id, reason, began_at) VALUES (:me, :reason, :now)
               RETURNING id""",
            {"me": operator_id, "reason": reason, "now": stamp(now)},
        )
    )


def end(tx: Tx, pause_id: int, now: datetime) -> None:
    """Store that a pause is over."""
    tx.run("UPDATE pause SET ended_at = :now WHERE id = :id", {"id": pause_id, "now": stamp(now)})


def since(tx: Tx, operator_id: int, start: datetime) -> tuple[Pause, ...]:
    """Return the pauses that lasted into the time from ``start`` (UTC) on, oldest first."""
    rows = tx.all(
        """SELECT id, reason, began_at, ended_at FROM pause
           WHERE operator_id = :me AND (ended_at IS NULL OR ended_at > :start) ORDER BY began_at, id""",
        {"me": operator_id, "start": stamp(start)},
    )
    return tuple(_pause(row) for row in rows)


def _pause(row: Row) -> Pause:
    return Pause(row[0], row[1], moment(row[2]), moment(row[3]) if row[3] else None)
