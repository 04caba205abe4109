"""Yearly dates of clients; a change is a new row, so that taking it back is bringing the old one back."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.occasions import Occasion
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import sight
from pipeline_tui.storage.contact_lines import JOIN_CONTACT, NAME, line_name
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.caring import OccasionRow
from pipeline_tui.storage.types import moment

_FIELDS = """x.id, x.contact_id, x.what, x.month, x.day, x.recipient, x.relation, x.address, x.last_gift,
  x.lead_days"""


def of_client(tx: Tx, contact_id: int) -> tuple[Occasion, ...]:
    """Return the dates kept for a client."""
    rows = tx.all(
        f"SELECT {_FIELDS} FROM occasion x WHERE x.contact_id = :contact AND x.state = 'kept' ORDER BY x.id",
        {"contact": contact_id},
    )
    return tuple(_occasion(row) for row in rows)


def of_viewer(
    tx: Tx, viewer: Viewer, now: datetime
) -> tuple[tuple[Occasion, str, datetime | None, bool], ...]:
    """Return the dates of the viewer's clients with name, last real contact, and whether one complains."""
    rows = tx.all(
        f"""SELECT {_FIELDS}, {NAME}, cl.last_contact_at,
              EXISTS (SELECT 1 FROM complaint q WHERE q.contact_id = x.contact_id AND q.solved_at IS NULL
                      AND q.undone = 0)
            FROM occasion x JOIN position p ON p.contact_id = x.contact_id {JOIN_CONTACT}
            LEFT JOIN client cl ON cl.contact_id = x.contact_id
            WHERE x.state = 'kept' AND p.owner_id = :me AND {sight.in_sight(viewer)} ORDER BY x.id""",
        sight.of(viewer, now),
    )
    return tuple(
        (
            _occasion(row),
            line_name(*row[10:15]),
            moment(row[15]) if row[15] else None,
            bool(row[16]),
        )
        for row in rows
    )


def kept(tx: Tx, occasion_id: int) -> Occasion | None:
    """Return a date that is still kept; whoever asks has to check whose it is."""
    row = tx.one(
        f"SELECT {_FIELDS} FROM occasion x WHERE x.id = :id AND x.state = 'kept'", {"id": occasion_id}
    )
    return _occasion(row) if row else None


def by_id(tx: Tx, occasion_id: int) -> Occasion:
    """Return a date whatever became of it; the caller has just written it."""
    row = tx.one(f"SELECT {_FIELDS} FROM occasion x WHERE x.id = :id", {"id": occasion_id})
    if row is None:
        raise LookupError(f"occasion {occasion_id} is not stored")
    return _occasion(row)


def store(tx: Tx, one: Occasion, operator_id: int, now: datetime) -> int:
    """Keep a date; its own id is not used. Returns the new one."""
    return tx.insert(
        OccasionRow,
        contact_id=one.contact_id,
        what=one.what,
        month=one.month,
        day=one.day,
        recipient=one.recipient,
        relation=one.relation,
        address=one.address,
        last_gift=one.last_gift,
        lead_days=one.lead_days,
        noted_by=operator_id,
        noted_at=now,
    )


def set_state(tx: Tx, occasion_id: int, old: str, new: str) -> bool:
    """Change what a date is: kept, replaced, dropped, undone; returns whether it was the old."""
    return bool(
        tx.run(
            "UPDATE occasion SET state = :new WHERE id = :id AND state = :old",
            {"id": occasion_id, "old": old, "new": new},
        )
    )


def _occasion(row: Row) -> Occasion:
    return Occasion(*row[:10])
