"""Writes notes on a contact, and takes them back with the act that brought them; the row stays."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.calls import NoteRow


def write(
    tx: Tx,
    operator_id: int,
    contact_id: int,
    stage: Stage,
    words: str,
    now: datetime,
    *,
    travels: bool = True,
    call_id: int | None = None,
) -> int:
    """Store words, which are clean, and return the note's id.

    Without ``travels`` they stay with their stage; with ``call_id`` they are late words of that call.
    """
    return tx.insert(
        NoteRow,
        contact_id=contact_id,
        operator_id=operator_id,
        stage=stage.value,
        at=now,
        body=words,
        travels=int(travels),
        call_id=call_id,
    )


def take_back(tx: Tx, note_id: int) -> None:
    """Take a note out of the history."""
    tx.run("UPDATE note SET undone = 1 WHERE id = :note", {"note": note_id})
