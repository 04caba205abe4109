"""What a giver keeps of what they handed over: initials, date, what became of it."""

from __future__ import annotations

from pipeline_tui.domain.hunting import Receipt
from pipeline_tui.domain.names import covered_name
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment


def receipts(tx: Tx, viewer: Viewer, limit: int = 100) -> tuple[Receipt, ...]:
    """Return what became of the viewer's own hand-offs, newest first: initials and a word, nothing more."""
    rows = tx.all(
        """SELECT h.id, c.first_name, c.last_name, h.given_at, h.state, h.reason,
             (SELECT d.state FROM deal d WHERE d.contact_id = h.contact_id AND d.hand_off_id = h.id
              ORDER BY d.id DESC LIMIT 1)
           FROM hand_off h JOIN contact c ON c.id = h.contact_id
           WHERE h.giver_id = :me AND h.state <> 'undone' AND h.answered_by IS DISTINCT FROM :me
           ORDER BY h.given_at DESC, h.id DESC LIMIT :limit""",
        {"me": viewer.operator_id, "limit": limit},
    )
    return tuple(
        Receipt(
            row[0],
            covered_name(row[1], row[2]),
            moment(row[3]),
            _became(row[4], row[5], row[6]),
            row[5] if row[4] == "returned" else "",
            credit=row[4] == "accepted",
        )
        for row in rows
    )


def _became(state: str, reason: str, deal: str | None) -> str:
    if state == "returned":
        return f"returned: {reason}"
    return deal if state == "accepted" and deal in ("won", "lost") else state
