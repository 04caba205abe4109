"""Messages about a contact: to its owner, else to who holds it, else to everybody of its stage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pipeline_tui.domain.messages import Message
from pipeline_tui.domain.names import covered_name
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import sight
from pipeline_tui.storage.contact_lines import line_name
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.floor import MessageRow
from pipeline_tui.storage.types import epoch, moment, stamp

# CROSS: from the few messages to their contacts, never through all contacts.
_LINES = """
SELECT m.id, m.contact_id, m.at, m.stage, m.to_id, m.read_at, m.body, s.name, COALESCE(r.name, ''),
  p.stage, p.owner_id, p.held_by, p.lease, c.civility, c.first_name, c.last_name, c.language,
  COALESCE(f.name, '')
FROM message m CROSS JOIN contact c ON c.id = m.contact_id JOIN position p ON p.contact_id = m.contact_id
JOIN operator s ON s.id = m.from_id LEFT JOIN operator r ON r.id = m.read_by
LEFT JOIN firm f ON f.id = c.firm_id"""


def store(tx: Tx, viewer: Viewer, contact_id: int, text: str, now: datetime) -> int:
    """Store a message for whoever has the contact now."""
    stage, receiver = _receiver(tx, viewer, contact_id, now)
    return tx.insert(
        MessageRow,
        contact_id=contact_id,
        from_id=viewer.operator_id,
        to_id=receiver,
        stage=stage,
        body=text,
        at=now,
    )


def store_to(tx: Tx, viewer: Viewer, contact_id: int, receiver: int, text: str, now: datetime) -> int:
    """Store a message for one colleague about a contact of theirs."""
    stage = tx.value("SELECT stage FROM position WHERE contact_id = :contact", {"contact": contact_id})
    return tx.insert(
        MessageRow,
        contact_id=contact_id,
        from_id=viewer.operator_id,
        to_id=receiver,
        stage=stage,
        body=text,
        at=now,
    )


def for_viewer(tx: Tx, viewer: Viewer, now: datetime, limit: int = 100) -> tuple[Message, ...]:
    """Return the messages for the viewer, unread ones first, then newest first."""
    rows = tx.all(
        f"""{_LINES} WHERE {_meant_for(viewer)}
            ORDER BY m.read_at IS NOT NULL, m.at DESC, m.id DESC LIMIT :most""",
        {"me": viewer.operator_id, "most": limit},
    )
    return tuple(_message(row, viewer, now) for row in rows)


def one(tx: Tx, viewer: Viewer, message_id: int, now: datetime) -> Message:
    """Return a message for the viewer; one refusal for a stranger's and for one that does not exist."""
    row = tx.one(
        f"{_LINES} WHERE m.id = :id AND {_meant_for(viewer)}", {"id": message_id, "me": viewer.operator_id}
    )
    if row is None:
        raise sight.not_on_your_desk()
    return _message(row, viewer, now)


def unread(tx: Tx, viewer: Viewer) -> int:
    """Return how many messages for the viewer nobody has opened."""
    return int(
        tx.value(
            f"SELECT COUNT(*) FROM message m WHERE m.read_at IS NULL AND {_meant_for(viewer)}",
            {"me": viewer.operator_id},
        )
    )


def mark_read(tx: Tx, viewer: Viewer, message_id: int, now: datetime) -> None:
    """Note who opened a message first, and when."""
    tx.run(
        "UPDATE message SET read_at = :at, read_by = :me WHERE id = :id AND read_at IS NULL",
        {"at": stamp(now), "me": viewer.operator_id, "id": message_id},
    )


def withdraw(tx: Tx, message_ids: Iterable[int]) -> bool:
    """Take messages away that nobody has opened; False, and nothing changed, when one was.

    The row stays without its words: an id that the journal names is never given again.
    """
    ids = tuple(message_ids)
    for message_id in ids:
        if tx.value("SELECT 1 FROM message WHERE id = :id AND read_at IS NULL", {"id": message_id}) is None:
            return False
    tx.many("UPDATE message SET undone = 1, body = '' WHERE id = :id", [{"id": one} for one in ids])
    return True


def _receiver(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> tuple[str, int | None]:
    """Return stage and receiver: the owner, else the holder; None for the stage's team."""
    row = tx.one(
        """SELECT p.stage, p.held_by, p.lease, o.id FROM position p
           LEFT JOIN operator o ON o.id = p.owner_id AND o.active = 1 WHERE p.contact_id = :contact""",
        {"contact": contact_id},
    )
    if row is None:
        raise sight.not_on_your_desk()
    stage, held_by, lease, owner = row
    holder = held_by if held_by is not None and lease >= epoch(now) else None
    others = (one for one in (owner, holder) if one not in (None, viewer.operator_id))
    return stage, next(others, None)


def _meant_for(viewer: Viewer) -> str:
    """Return who may read: who it names; for a team its members, and the manager for a stage nobody works."""
    stages = set(viewer.stages)
    if viewer.is_manager:
        stages.add(Stage.CLOSED)
    team = f"m.to_id IS NULL AND m.from_id <> :me AND {sight.stages_in('m.stage', stages)}"
    return f"m.undone = 0 AND (m.to_id = :me OR ({team}))"


def _message(row: Row, viewer: Viewer, now: datetime) -> Message:
    id_, contact_id, at, stage, to_id, read_at, body, sender, reader = row[:9]
    stands, owner, holder, lease, *who = row[9:]
    elsewhere = holder not in (None, viewer.operator_id) and lease >= epoch(now)
    theirs = Stage(stands) in viewer.stages and owner in (None, viewer.operator_id)
    closed = stands == Stage.CLOSED.value and viewer.is_manager
    takes = theirs and not elsewhere and (owner is not None or stands == Stage.SCOUTING.value)
    return Message(
        id=id_,
        contact_id=contact_id if theirs or closed else 0,
        name=line_name(*who) if theirs or closed else covered_name(who[1], who[2]),
        sender=sender,
        at=moment(at),
        stage=Stage(stage),
        to_me=to_id == viewer.operator_id,
        unread=read_at is None,
        yours=takes,
        text=body if read_at is not None else "",
        read_by=reader,
    )
