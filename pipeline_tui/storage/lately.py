"""Clients somebody has turned to lately: so that a reason to ring is not a reason twice a day."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import stamp


def turned_to(tx: Tx, viewer: Viewer, since: datetime) -> frozenset[int]:
    """Return whom the viewer rang or wrote to since an instant, whether they were reached or not."""
    rows = tx.all(
        """SELECT contact_id FROM call WHERE operator_id = :me AND dialled_at >= :since AND undone = 0
           UNION SELECT contact_id FROM check_in WHERE owner_id = :me AND state = 'done' AND done_at >= :since
           UNION SELECT w.contact_id FROM position p JOIN written w ON w.contact_id = p.contact_id
             WHERE p.owner_id = :me AND w.operator_id = :me AND w.at >= :since AND w.undone = 0""",
        {"me": viewer.operator_id, "since": stamp(since)},
    )
    return frozenset(row[0] for row in rows)


def spoken_to(tx: Tx, viewer: Viewer, since: datetime) -> frozenset[int]:
    """Return the viewer's clients who were really spoken to since an instant."""
    rows = tx.all(
        """SELECT k.contact_id FROM position p JOIN client k ON k.contact_id = p.contact_id
           WHERE p.owner_id = :me AND p.stage = 'farming' AND k.last_contact_at >= :since""",
        {"me": viewer.operator_id, "since": stamp(since)},
    )
    return frozenset(row[0] for row in rows)
