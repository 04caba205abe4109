"""What a giver keeps of what they handed over: initials, date, what became of it."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.hand_over import waiting_state
from pipeline_tui.domain.hunting import Receipt
from pipeline_tui.domain.names import covered_name
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import moment
from pipeline_tui.wording import tr

# The deal that was won with a sale, or that opened when the hand-off was accepted; bought again since.
_RECEIPTS = """
SELECT h.id, c.first_name, c.last_name, h.given_at, h.state, h.reason, h.kind, d.state,
  EXISTS (SELECT 1 FROM purchase b WHERE b.contact_id = h.contact_id AND b.undone = 0 AND b.amount_minor > 0
    AND b.id > (SELECT MIN(w.id) FROM purchase w
                WHERE w.contact_id = h.contact_id AND w.deal_id = d.id AND w.undone = 0)),
  COALESCE(r.name, ''), h.limit_at
FROM hand_off h JOIN contact c ON c.id = h.contact_id
LEFT JOIN operator r ON r.id = h.receiver_id
LEFT JOIN deal d ON d.id = COALESCE(h.deal_id, (
  SELECT MAX(x.id) FROM deal x
  WHERE x.contact_id = h.contact_id AND x.hand_off_id = h.id AND x.state <> 'undone'))
WHERE h.giver_id = :me AND h.state <> 'undone' AND h.kind <> 'base' AND h.answered_by IS DISTINCT FROM :me
ORDER BY h.given_at DESC, h.id DESC LIMIT :limit"""


def receipts(tx: Tx, viewer: Viewer, now: datetime, limit: int = 100) -> tuple[Receipt, ...]:
    """Return what became of the viewer's own hand-offs, newest first: initials and a word, nothing more.

    While one waits, also for whom and how long it still may.
    """
    rows = tx.all(_RECEIPTS, {"me": viewer.operator_id, "limit": limit})
    return tuple(_receipt(row, now) for row in rows)


def _receipt(row: Row, now: datetime) -> Receipt:
    number, first_name, last_name, given, state, reason, kind, deal, repeated, to, limit = row
    given_at, waits = moment(given), state == "waiting"
    limit_at = moment(limit) if limit and waits else None
    return Receipt(
        number,
        covered_name(first_name, last_name),
        given_at,
        _became(state, reason, kind, deal, repeated=bool(repeated)),
        reason if state == "returned" else "",
        credit=state == "accepted",
        kind=kind,
        to=to if waits else "",
        limit_at=limit_at,
        late=waiting_state(given_at, limit_at, now).value if waits else "",
    )


def _became(state: str, reason: str, kind: str, deal: str | None, *, repeated: bool) -> str:
    if state == "returned":
        return tr("returned: {reason}", reason=reason)
    if state != "accepted":
        return state
    if deal == "won" and repeated:
        return "repeat"
    return deal if deal in ("won", "lost") and kind != "sale" else state
