"""Counts an operator's own day."""

from __future__ import annotations

from datetime import date, datetime

from pipeline_tui.domain.desk import Figures
from pipeline_tui.domain.names import spoken_name
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import hand_offs
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch, from_epoch, stamp


def figures(tx: Tx, viewer: Viewer, day: tuple[datetime, datetime], now: datetime, today: date) -> Figures:
    """Return the viewer's own figures of a day (its two midnights, UTC), and their next promised call."""
    since, midnight = day
    me = {"me": viewer.operator_id, "since": stamp(since)}
    dials, reached = tx.one(
        """SELECT COUNT(*), COALESCE(SUM(reached), 0) FROM call
           WHERE operator_id = :me AND dialled_at >= :since AND counts = 1 AND undone = 0""",
        me,
    ) or (0, 0)
    handed_off = tx.value(
        "SELECT COUNT(*) FROM hand_off WHERE giver_id = :me AND given_at >= :since AND state <> 'undone'", me
    )
    promised = tx.one(
        """SELECT p.promise_due, c.civility, c.first_name, c.last_name, c.language, COALESCE(f.name, '')
           FROM position p JOIN contact c ON c.id = p.contact_id LEFT JOIN firm f ON f.id = c.firm_id
           WHERE p.promise_owner = :me AND p.promise_due IS NOT NULL AND p.promise IN ('callback', 'exact')
             AND p.held_by IS NULL
           ORDER BY p.promise_due LIMIT 1""",
        me,
    )
    return Figures(
        calls=dials,
        reached=reached,
        handed_off=handed_off,
        next_callback_at=from_epoch(promised[0]) if promised else None,
        next_callback_name=(spoken_name(*promised[1:5]) or promised[5]) if promised else "",
        inbox=hand_offs.inbox_count(tx, viewer, now, today),
        promised_today=tx.value(
            """SELECT COUNT(*) FROM position WHERE promise_owner = :me AND promise_due < :midnight
               AND promise IN ('callback', 'exact')""",
            {"me": viewer.operator_id, "midnight": epoch(midnight)},
        ),
    )
