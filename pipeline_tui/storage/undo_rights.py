"""Takes back what was recorded about rights: consents, revocations, suppressed numbers.

The ledger only grows: what is taken back is revoked in a row of its own. The caller settles the places in the
queue and writes the correcting journal entry.
"""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import moves, rights
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import from_epoch
from pipeline_tui.storage.undo_selling import Revert


def revert_ground(tx: Tx, _viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take back what an act wrote into the ledger; what it had taken back stands again."""
    rights.take_back(tx, entry.act, now)
    return entry.contact_id or 0


def revert_suppressed(tx: Tx, _viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Lift a suppression; calls that were promised on the number are promised again."""
    _, promises = rights.moved_by(tx, entry.act)
    rights.take_back(tx, entry.act, now)
    for contact_id, kind, owner_id, due in promises:
        if moves.image(tx, contact_id)["stage"] == Stage.SCOUTING.value and not moves.promise_of(
            tx, contact_id
        ):
            moves.promise(tx, contact_id, kind, owner_id, from_epoch(due))
    return 0


REVERTS: dict[str, Revert] = {
    "consent_given": revert_ground,
    "consent_revoked": revert_ground,
    "number_suppressed": revert_suppressed,
}
LEAVE_THE_CALL = frozenset(REVERTS)  # a call under way goes on beside their undo
