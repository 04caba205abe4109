"""Writes moves along the line: stage, owner and promises of a contact, with the image they had before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch

# Not the list: no act moves anybody to another one, and the list of a part that joined an older one is gone.
_IMAGE = ("stage", "owner_id", "promise", "promise_owner", "promise_due", "rest_until", "blocker")


def image(tx: Tx, contact_id: int) -> dict[str, Any]:
    """Return what a position holds before an act, as ids, codes and seconds; undo reads it."""
    row = tx.one(
        f"SELECT {', '.join(_IMAGE)} FROM position WHERE contact_id = :contact", {"contact": contact_id}
    )
    return dict(zip(_IMAGE, row, strict=True)) if row else {}


def put_back(tx: Tx, contact_id: int, before: Mapping[str, Any]) -> None:
    """Give a position its image back; its place in the queue is settled by the caller."""
    columns = ", ".join(f"{name} = :{name}" for name in _IMAGE)
    tx.run(
        f"UPDATE position SET {columns}, version = version + 1 WHERE contact_id = :contact",
        {**{name: before[name] for name in _IMAGE}, "contact": contact_id},
    )


def move(tx: Tx, contact_id: int, stage: Stage, owner_id: int | None) -> None:
    """Change stage and owner; the contact leaves the queue, its promises end."""
    tx.run(
        """UPDATE position SET stage = :stage, owner_id = :owner, rank = NULL, due = NULL, blocker = '',
           rest_until = NULL, promise = '', promise_owner = NULL, promise_due = NULL, version = version + 1
           WHERE contact_id = :contact""",
        {"stage": stage.value, "owner": owner_id, "contact": contact_id},
    )


def promise(tx: Tx, contact_id: int, kind: str, owner_id: int | None, due: datetime) -> None:
    """Promise a call: ``callback``, ``exact`` (outside the window, asked for), ``returned`` or ``slot``."""
    tx.run(
        """UPDATE position SET promise = :kind, promise_owner = :owner, promise_due = :due, rank = NULL,
           due = NULL WHERE contact_id = :contact""",
        {"kind": kind, "owner": owner_id, "due": epoch(due), "contact": contact_id},
    )


def promise_of(tx: Tx, contact_id: int) -> tuple[str, int | None, int] | None:
    """Return kind, owner and time (seconds) of the call promised to a contact."""
    row = tx.one(
        """SELECT promise, promise_owner, promise_due FROM position
           WHERE contact_id = :contact AND promise_due IS NOT NULL""",
        {"contact": contact_id},
    )
    return (row[0], row[1], row[2]) if row else None


def keep_promise(tx: Tx, contact_id: int) -> None:
    """End a promise and a rest: the call was made."""
    tx.run(
        """UPDATE position SET promise = '', promise_owner = NULL, promise_due = NULL, rest_until = NULL
           WHERE contact_id = :contact""",
        {"contact": contact_id},
    )


def rest(tx: Tx, contact_id: int, until: datetime) -> None:
    """Let a contact rest; an earlier promise moves along, and is then not for the precise time asked for."""
    tx.run(
        """UPDATE position SET rest_until = :until,
           promise = CASE WHEN promise = 'exact' AND promise_due < :until THEN 'callback' ELSE promise END,
           promise_due = MAX(promise_due, :until)
           WHERE contact_id = :contact""",
        {"until": epoch(until), "contact": contact_id},
    )
