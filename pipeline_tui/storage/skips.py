"""Why a contact was passed over, in words: a note on the contact that stays with its stage."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import stamp


def write_reason(tx: Tx, operator_id: int, contact_id: int, words: str, now: datetime) -> int:
    """Store the words, which are clean, as a note; returns its id."""
    return int(
        tx.value(
            """INSERT INTO note (contact_id, operator_id, stage, at, body, travels, undone)
               VALUES (:contact, :me, :stage, :at, :body, 0, 0) RETURNING id""",
            {
                "contact": contact_id,
                "me": operator_id,
                "stage": Stage.SCOUTING.value,
                "at": stamp(now),
                "body": words,
            },
        )
    )


def take_back(tx: Tx, note_id: int) -> None:
    """Take the words back with their skip."""
    tx.run("UPDATE note SET undone = 1 WHERE id = :id", {"id": note_id})
