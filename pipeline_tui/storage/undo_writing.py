"""Takes back messages, visits, answers, and words about channels.

The caller has checked that the act is the viewer's own last one and that no colleague has touched the contact
since; it settles the contact's place in the queue and writes the correcting journal entry.
"""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import check_ins, clients, deals, passing_on, sight, written
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import Revert, built_on
from pipeline_tui.wording import tr


def revert_wrote(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take a message out of the history, a visit out of the diary too; what was sent stays sent."""
    contact_id, detail = _seen(tx, viewer, entry, now), entry.detail
    visit = detail.get("visit", {})
    if "event" in visit:
        deals.take_back(tx, visit["event"])
    elif "check_in" in visit:
        if not check_ins.stands(
            tx, visit["check_in"], state="planned", owner_id=viewer.operator_id, due_on=visit["to"]
        ):
            raise built_on(tr("The visit was logged or moved since."))
        before = visit["before"]
        if before is None:
            check_ins.unplan(tx, visit["check_in"])
        else:
            check_ins.put_back(tx, visit["check_in"], before)
    written.take_back(tx, detail["written"])
    return contact_id


def revert_answered(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take an answer out of the history; rhythm and next check-in are as before."""
    contact_id, detail = _seen(tx, viewer, entry, now), entry.detail
    if detail.get("next") is not None:
        if not check_ins.stands(
            tx, detail["next"], state="planned", owner_id=viewer.operator_id, due_on=detail["next_on"]
        ):
            raise built_on(tr("The next check-in was logged or moved since."))
        check_ins.unplan(tx, detail["next"])
        check_ins.revive(tx, detail["cancelled"])
    if "client" in detail:
        clients.put_back(tx, contact_id, detail["client"])
    written.take_back(tx, detail["written"])
    return contact_id


def revert_channel_word(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Let the word before count again."""
    contact_id = _seen(tx, viewer, entry, now)
    written.unsay(tx, entry.detail["word"])
    return contact_id


REVERTS: dict[str, Revert] = {
    "wrote": revert_wrote,
    "answered": revert_answered,
    "channel_word": revert_channel_word,
}


def _seen(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    if entry.contact_id is None:
        raise LookupError(f"the entry {entry.verb} names no contact")
    passing_on.require_free(tx, viewer, entry.contact_id, now)
    if not sight.sees(tx, viewer, entry.contact_id, now):
        raise built_on(tr("The contact is no longer on your desk."))
    return entry.contact_id
