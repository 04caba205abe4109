"""Takes back what was done in the calendar: logged, moved, put into another segment.

The caller has checked that the act is the viewer's own last one and that no colleague has touched the contact
since.
"""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import check_ins, clients, complaints, hand_offs, needs, passing_on, rights
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import Revert, built_on, contact_of
from pipeline_tui.wording import tr


def revert_check_in_logged(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Make a logged check-in planned again; the one it led to goes."""
    contact_id, detail = contact_of(entry), entry.detail
    me = viewer.operator_id
    if not passing_on.mine(tx, viewer, contact_id):
        raise built_on(tr("The client is no longer yours."))
    if not check_ins.stands(tx, detail["check_in"], state="done", owner_id=me, due_on=detail["due_on"]):
        raise built_on(tr("The check-in was changed since."))
    if not check_ins.stands(tx, detail["next"], state="planned", owner_id=me, due_on=detail["next_on"]):
        raise built_on(tr("The next check-in was logged or moved since."))
    if detail.get("complaint") is not None and not complaints.withdraw(tx, detail["complaint"]):
        raise built_on(tr("The complaint it opened was solved since."))
    if detail.get("accepted") is not None:
        hand_offs.wait_again(tx, detail["accepted"])
    needs.take_back(tx, detail.get("answers", ()))
    check_ins.unplan(tx, detail["next"])
    check_ins.revive(tx, detail["cancelled"])
    check_ins.unfinish(tx, detail["check_in"])
    clients.put_back(tx, contact_id, detail["before"]["client"])
    rights.take_back(tx, entry.act, now)
    passing_on.hold_again(tx, viewer, contact_id, now, detail["before"]["held"])
    return contact_id


def revert_check_in_moved(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Put a check-in back on its day."""
    contact_id, detail = contact_of(entry), entry.detail
    if not passing_on.mine(tx, viewer, contact_id) or not check_ins.stands(
        tx, detail["check_in"], state="planned", owner_id=viewer.operator_id, due_on=detail["to"]
    ):
        raise built_on(tr("The check-in was logged or moved since."))
    check_ins.put_back(tx, detail["check_in"], detail["before"])
    return contact_id


def revert_segment_set(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Put a client back into the segment it had, decided as it was."""
    contact_id, detail = contact_of(entry), entry.detail
    known = clients.client(tx, contact_id)
    if not passing_on.mine(tx, viewer, contact_id):
        raise built_on(tr("The client is no longer yours."))
    if known is None or (known.segment, known.by_hand) != (detail["segment"], detail["by_hand"]):
        raise built_on(tr("The segment was changed since."))
    image = detail["before"]["client"]
    clients.set_segment(tx, contact_id, image["segment"], by_hand=bool(image["segment_by_hand"]))
    return contact_id


REVERTS: dict[str, Revert] = {
    "check_in_logged": revert_check_in_logged,
    "check_in_moved": revert_check_in_moved,
    "segment_set": revert_segment_set,
}
