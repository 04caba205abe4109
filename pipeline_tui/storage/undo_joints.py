"""Takes back what was handed over again, until its receiver has answered."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import check_ins, hand_offs, moves, passing_on
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import Revert, built_on
from pipeline_tui.wording import tr


def revert_handed_again(tx: Tx, viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Bring a contact that was handed over again back to its giver, its check-in unplanned."""
    contact_id, detail = entry.contact_id or 0, entry.detail
    stands = passing_on.stands_at(tx, viewer, contact_id, Stage(detail["stage"]), detail["owner"])
    if not stands or hand_offs.state_of(tx, detail["hand_off"]) != "waiting":
        raise built_on(tr("The receiver has answered the hand-off."))
    hand_offs.take_back(tx, detail["hand_off"])
    if "check_in" in detail:
        check_ins.unplan(tx, detail["check_in"])
    moves.put_back(tx, contact_id, detail["before"])
    return contact_id


REVERTS: dict[str, Revert] = {"handed_again": revert_handed_again}
