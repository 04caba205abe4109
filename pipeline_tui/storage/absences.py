"""Who is away on which days: noted, ended, and read by day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pipeline_tui.domain.absences import Absence, away_on
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.people import AbsenceRow

_ABSENCES = """SELECT a.id, a.operator_id, o.name, a.from_on, a.to_on, a.reason
  FROM absence a JOIN operator o ON o.id = a.operator_id WHERE a.undone = 0"""


def between(tx: Tx, start: date, end: date | None, operator_id: int | None = None) -> tuple[Absence, ...]:
    """Return the absences, of one operator or of all, that share a day with some days; ends included.

    Without an end, everything from ``start`` on.
    """
    rows = tx.all(
        f"""{_ABSENCES} AND (:who IS NULL OR a.operator_id = :who) AND (:end IS NULL OR a.from_on <= :end)
            AND (a.to_on IS NULL OR a.to_on >= :start) ORDER BY a.from_on, a.id""",
        {"who": operator_id, "start": start.isoformat(), "end": end.isoformat() if end else None},
    )
    return tuple(_absence(row) for row in rows)


def absent_on(tx: Tx, day: date) -> frozenset[int]:
    """Return the ids of who is away on a day."""
    return away_on(between(tx, day, day), day)


def absence(tx: Tx, absence_id: int) -> Absence:
    """Return one absence, also one that was taken back."""
    row = tx.one(
        """SELECT a.id, a.operator_id, o.name, a.from_on, a.to_on, a.reason
           FROM absence a JOIN operator o ON o.id = a.operator_id WHERE a.id = :id""",
        {"id": absence_id},
    )
    if row is None:
        raise LookupError(f"absence {absence_id} is not stored")
    return _absence(row)


def note(
    tx: Tx, operator_id: int, from_on: date, to_on: date | None, reason: str, by: int, now: datetime
) -> int:
    """Store that somebody is away; returns its id."""
    return tx.insert(
        AbsenceRow,
        operator_id=operator_id,
        from_on=from_on.isoformat(),
        to_on=to_on.isoformat() if to_on else None,
        reason=reason,
        noted_by=by,
        noted_at=now,
    )


def image(tx: Tx, absence_id: int) -> dict[str, Any]:
    """Return the days of an absence and whether it counts, as they are stored; ``put_back`` takes them."""
    row = tx.one("SELECT from_on, to_on, undone FROM absence WHERE id = :id", {"id": absence_id})
    return dict(zip(("from_on", "to_on", "undone"), row, strict=True)) if row else {}


def put_back(tx: Tx, absence_id: int, stood: dict[str, Any]) -> None:
    """Give an absence the days it had."""
    tx.run(
        "UPDATE absence SET from_on = :from_on, to_on = :to_on, undone = :undone WHERE id = :id",
        {**{key: stood[key] for key in ("from_on", "to_on", "undone")}, "id": absence_id},
    )


def end(tx: Tx, absence_id: int, last_day: date) -> None:
    """End an absence with a day; one that has not begun by then never was."""
    tx.run(
        """UPDATE absence SET undone = CASE WHEN from_on > :last THEN 1 ELSE 0 END,
             to_on = CASE WHEN from_on > :last THEN to_on ELSE :last END WHERE id = :id""",
        {"last": last_day.isoformat(), "id": absence_id},
    )


def take_back(tx: Tx, absence_id: int) -> None:
    """Take an absence out of every count; the row stays."""
    tx.run("UPDATE absence SET undone = 1 WHERE id = :id", {"id": absence_id})


def _absence(row: Row) -> Absence:
    return Absence(
        row[0],
        row[1],
        row[2],
        date.fromisoformat(row[3]),
        date.fromisoformat(row[4]) if row[4] else None,
        row[5],
    )
