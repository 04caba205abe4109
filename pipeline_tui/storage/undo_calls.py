"""Takes back outcomes, hand-offs and skips: the attempt stays, everything that followed from it goes.

The caller has checked that the act is the viewer's own last one and that the hand is free; it settles the
contact's place and writes the correcting entry.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import calls, deals, hand_offs, holds, moves, rights
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import built_on

Revert = Callable[[Tx, Viewer, Seen, datetime], int]


def revert_outcome(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Make a call await its outcome again, with its note as a draft."""
    contact_id, detail = _contact(entry), entry.detail
    _free_of_others(tx, viewer, contact_id)
    rights.take_back(tx, entry.act, now)
    if "wrong" in detail:
        rights.mark_wrong(tx, detail["wrong"], None)
    _back_in_hand(tx, viewer, entry, now, detail["call"])
    return contact_id


def revert_hand_off(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take a hand-off back while nobody has answered it, or one to oneself while its deal is untouched."""
    contact_id, detail = _contact(entry), entry.detail
    _free_of_others(tx, viewer, contact_id)
    if not detail["kept"] and hand_offs.state_of(tx, detail["hand_off"]) != "waiting":
        raise built_on("The receiver has answered the hand-off.")
    if detail["kept"] and not deals.untouched(tx, detail["deal"]):
        raise built_on("The deal was worked on since.")
    if detail["kept"]:
        deals.withdraw(tx, detail["deal"])
    hand_offs.take_back(tx, detail["hand_off"])
    _back_in_hand(tx, viewer, entry, now, detail["call"])
    return contact_id


def revert_skip(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Bring a skipped contact back into hand."""
    contact_id = _contact(entry)
    _free_of_others(tx, viewer, contact_id)
    moves.put_back(tx, contact_id, entry.detail["before"])
    holds.restore(tx, viewer.operator_id, contact_id, now, uuid.uuid4().hex, None)
    return contact_id


REVERTS: dict[str, Revert] = {
    "outcome": revert_outcome,
    "handed_off": revert_hand_off,
    "skipped": revert_skip,
}


def _back_in_hand(tx: Tx, viewer: Viewer, entry: Seen, now: datetime, call_id: int) -> None:
    contact_id, me = _contact(entry), viewer.operator_id
    note, path = calls.reopen_call(tx, call_id)
    moves.put_back(tx, contact_id, entry.detail["before"])
    holds.restore(tx, me, contact_id, now, uuid.uuid4().hex, call_id)
    if calls.draft_of(tx, me, contact_id).empty:
        calls.keep_draft(tx, me, contact_id, Draft(note=note, path=path), now)


def _free_of_others(tx: Tx, viewer: Viewer, contact_id: int) -> None:
    """Refuse when a colleague has acted on the contact since, or has it in hand."""
    held_by = tx.value("SELECT held_by FROM position WHERE contact_id = :contact", {"contact": contact_id})
    if held_by is not None and held_by != viewer.operator_id:
        raise built_on("A colleague has the contact in hand.")


def _contact(entry: Seen) -> int:
    if entry.contact_id is None:
        raise LookupError(f"the entry {entry.verb} names no contact")
    return entry.contact_id
