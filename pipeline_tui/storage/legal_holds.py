"""Legal holds on the data of persons."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.personal_data import LegalHold
from pipeline_tui.storage.contact_lines import name_of
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.personal import LegalHoldRow
from pipeline_tui.storage.types import moment, stamp

_HOLD = """SELECT h.id, h.contact_id, h.reason, h.at, COALESCE(o.name, ''), h.lifted_at FROM legal_hold h
  LEFT JOIN operator o ON o.id = h.operator_id WHERE """


def put(tx: Tx, contact_id: int, reason: str, operator_id: int, act: str, now: datetime) -> int:
    """Set a hold and return its id."""
    return tx.insert(
        LegalHoldRow, contact_id=contact_id, reason=reason, at=now, operator_id=operator_id, act=act
    )


def standing(tx: Tx, contact_id: int) -> LegalHold | None:
    """Return the hold that stands on a person."""
    row = tx.one(
        f"{_HOLD} h.contact_id = :contact AND h.lifted_at IS NULL ORDER BY h.id DESC LIMIT 1",
        {"contact": contact_id},
    )
    return _hold(tx, row) if row else None


def one(tx: Tx, hold_id: int) -> LegalHold:
    """Return a hold."""
    row = tx.one(f"{_HOLD} h.id = :id", {"id": hold_id})
    if row is None:
        raise LookupError(f"legal hold {hold_id} is not stored")
    return _hold(tx, row)


def lift(tx: Tx, hold_id: int, operator_id: int, now: datetime) -> None:
    """End a hold."""
    tx.run(
        "UPDATE legal_hold SET lifted_at = :at, lifted_by = :by WHERE id = :id",
        {"at": stamp(now), "by": operator_id, "id": hold_id},
    )


def set_again(tx: Tx, hold_id: int) -> None:
    """Let a lifted hold stand again, because lifting it is undone."""
    tx.run("UPDATE legal_hold SET lifted_at = NULL, lifted_by = NULL WHERE id = :id", {"id": hold_id})


def _hold(tx: Tx, row: Row) -> LegalHold:
    lifted = moment(row[5]) if row[5] else None
    return LegalHold(row[0], row[1], name_of(tx, row[1]), row[2], moment(row[3]), row[4], lifted)
