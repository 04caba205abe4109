"""Reads the ledger of grounds: what was recorded, what took it back, and what still holds."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.calling import BasisKind, Purpose
from pipeline_tui.domain.consents import GroundLine, revocations, state_of
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import moment

# The condition on ``basis b`` that nothing takes the row back; who takes it back may be taken back in turn.
STANDS = """(b.revokes IS NULL AND b.revoked_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM basis r WHERE r.revokes = b.id
  AND NOT EXISTS (SELECT 1 FROM basis s WHERE s.revokes = r.id)))"""

# The condition on ``basis b`` that it was neither undone nor is the undo; only an undo keeps the act's id.
NOT_UNDONE = """NOT EXISTS (SELECT 1 FROM basis u
  WHERE u.contact_id = b.contact_id AND u.act = b.act AND (u.revokes = b.id OR u.id = b.revokes))"""

_ROWS = """SELECT b.id, b.kind, b.purpose, b.given_at, b.expires_at, b.revoked_at, b.slot_at, b.revokes,
    b.channel, b.evidence, b.wording, b.used_at, b.at, COALESCE(o.name, '')
  FROM basis b LEFT JOIN operator o ON o.id = b.operator_id
  WHERE b.contact_id = :contact ORDER BY b.given_at DESC, b.id DESC"""


def ledger(tx: Tx, contact_id: int, now: datetime) -> tuple[GroundLine, ...]:
    """Return every ground of a contact, newest first; whoever asks may see the contact."""
    rows = tx.all(_ROWS, {"contact": contact_id})
    revoked = revoked_at(rows)
    return tuple(_line(row, revoked.get(row[0]), now) for row in rows if row[7] is None)


def revoked_at(rows: list[Row]) -> dict[int, datetime]:
    """Return when each ground was taken back.

    Rows start with id, kind, purpose, given_at, expires_at, revoked_at, slot_at and revokes.
    """
    found = revocations((row[0], row[7], moment(row[3])) for row in rows)
    old = {row[0]: moment(row[5]) for row in rows if row[5]}  # as older programs wrote it
    return {**found, **old}


def standing(tx: Tx, contact_id: int, kind: BasisKind) -> tuple[int, ...]:
    """Return the ids of the grounds of a kind that nothing took back, expired ones included."""
    rows = tx.all(
        f"""SELECT b.id FROM basis b WHERE b.contact_id = :contact AND b.kind = :kind AND {STANDS}
            ORDER BY b.id""",
        {"contact": contact_id, "kind": kind.value},
    )
    return tuple(row[0] for row in rows)


def _line(row: Row, revoked: datetime | None, now: datetime) -> GroundLine:
    expires = moment(row[4]) if row[4] else None
    return GroundLine(
        id=row[0],
        kind=BasisKind(row[1]),
        state=state_of(expires, revoked, now),
        given_at=moment(row[3]),
        purpose=Purpose(row[2]) if row[2] else None,
        channel=row[8],
        evidence=row[9],
        wording=row[10],
        expires_at=expires,
        revoked_at=revoked,
        slot_at=moment(row[6]) if row[6] else None,
        used_at=moment(row[11]) if row[11] else None,
        recorded_at=moment(row[12]),
        recorded_by=row[13],
    )
