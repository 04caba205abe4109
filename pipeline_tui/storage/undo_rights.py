"""Takes back what was recorded about rights: consents, revocations, suppressed numbers.

The ledger only grows: what is taken back is revoked in a row of its own. The caller settles the places in the
queue and writes the correcting journal entry.
"""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import legal_holds, moves, register_loading, rights
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import from_epoch
from pipeline_tui.storage.undo_selling import Revert, built_on
from pipeline_tui.wording import tr


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


def revert_register(tx: Tx, _viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Let the copy before count again, while no newer one was loaded."""
    if not register_loading.stands(tx, entry.detail["register"]):
        raise built_on(tr("A newer copy of the register was loaded since."))
    register_loading.take_back(tx, entry.detail["register"], entry.detail["replaces"], now)
    return 0


def revert_hold_set(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Lift a legal hold that was set."""
    legal_holds.lift(tx, entry.detail["hold"], viewer.operator_id, now)
    return entry.contact_id or 0


def revert_hold_lifted(tx: Tx, _viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Let a lifted legal hold stand again."""
    legal_holds.set_again(tx, entry.detail["hold"])
    return entry.contact_id or 0


REVERTS: dict[str, Revert] = {
    "consent_given": revert_ground,
    "consent_revoked": revert_ground,
    "number_suppressed": revert_suppressed,
    "register_loaded": revert_register,
    "legal_hold_set": revert_hold_set,
    "legal_hold_lifted": revert_hold_lifted,
}
LEAVE_THE_CALL = frozenset(REVERTS)  # a call under way goes on beside their undo
