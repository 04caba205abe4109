"""Complaints of clients: at most one is open for each; while it is, nothing is sold to them."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.caring import Complaint
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import sight
from pipeline_tui.storage.contact_lines import JOIN_CONTACT, NAME, line_name
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.caring import ComplaintRow
from pipeline_tui.storage.types import moment, stamp

_FIELDS = """q.id, q.contact_id, q.opened_at, o.name, q.words, q.solved_at, COALESCE(s.name, ''), q.done"""
_PEOPLE = """JOIN operator o ON o.id = q.opened_by LEFT JOIN operator s ON s.id = q.solved_by"""
OPEN = "q.solved_at IS NULL AND q.undone = 0"


def open_of(tx: Tx, contact_id: int) -> Complaint | None:
    """Return the complaint of a client that nobody has solved."""
    row = tx.one(
        f"SELECT {_FIELDS} FROM complaint q {_PEOPLE} WHERE q.contact_id = :contact AND {OPEN}",
        {"contact": contact_id},
    )
    return _complaint(row) if row else None


def open_of_viewer(tx: Tx, viewer: Viewer, now: datetime) -> tuple[tuple[str, Complaint], ...]:
    """Return the open complaints of the viewer's clients with their names, oldest first."""
    rows = tx.all(
        f"""SELECT {_FIELDS}, {NAME} FROM complaint q {_PEOPLE}
            JOIN position p ON p.contact_id = q.contact_id {JOIN_CONTACT}
            WHERE {OPEN} AND p.owner_id = :me AND {sight.in_sight(viewer)} ORDER BY q.opened_at, q.id""",
        sight.of(viewer, now),
    )
    return tuple((line_name(*row[8:13]), _complaint(row)) for row in rows)


def by_id(tx: Tx, complaint_id: int) -> Complaint:
    """Return a complaint, whoever asks; the caller has just written it."""
    row = tx.one(f"SELECT {_FIELDS} FROM complaint q {_PEOPLE} WHERE q.id = :id", {"id": complaint_id})
    if row is None:
        raise LookupError(f"complaint {complaint_id} is not stored")
    return _complaint(row)


def store(tx: Tx, contact_id: int, words: str, operator_id: int, now: datetime) -> int:
    """Open a complaint; the caller has seen that none is open. Returns its id."""
    return tx.insert(ComplaintRow, contact_id=contact_id, words=words, opened_at=now, opened_by=operator_id)


def solve(tx: Tx, complaint_id: int, done: str, operator_id: int, now: datetime) -> None:
    """Store what was done about a complaint."""
    tx.run(
        """UPDATE complaint SET solved_at = :at, solved_by = :by, done = :done
           WHERE id = :id AND solved_at IS NULL""",
        {"at": stamp(now), "by": operator_id, "done": done, "id": complaint_id},
    )


def reopen(tx: Tx, complaint_id: int) -> None:
    """Make a solved complaint open again; what was done stays with it, to be used when it is solved anew."""
    tx.run("UPDATE complaint SET solved_at = NULL, solved_by = NULL WHERE id = :id", {"id": complaint_id})


def withdraw(tx: Tx, complaint_id: int) -> bool:
    """Take a complaint away that an undone act had opened; False when it was solved since."""
    return bool(
        tx.run(
            "UPDATE complaint SET undone = 1 WHERE id = :id AND solved_at IS NULL AND undone = 0",
            {"id": complaint_id},
        )
    )


def _complaint(row: Row) -> Complaint:
    return Complaint(
        row[0],
        row[1],
        moment(row[2]),
        row[3],
        row[4],
        moment(row[5]) if row[5] else None,
        row[6],
        row[7],
    )
