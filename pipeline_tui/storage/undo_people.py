"""Takes back what was done to people: added by hand, changed, and words that came late.

The caller has checked that the act is the viewer's own last one and that no colleague has touched the contact
since; it settles the contact's place in the queue and writes the correcting journal entry.
"""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import acquaintances, contact_changes, moves, newcomers, notes, passing_on, rights
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import Revert, built_on


def revert_added(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take a newcomer out again while nobody has built on them; a known contact goes back where it was."""
    contact_id, detail = _contact(entry), entry.detail
    passing_on.require_free(tx, viewer, contact_id, now)
    if detail["known"]:
        if detail.get("note") is not None:
            notes.take_back(tx, detail["note"])
        if detail.get("held"):
            passing_on.let_go_of(tx, viewer, contact_id, now)
        if detail.get("next"):
            moves.put_back(tx, contact_id, detail["before"])
        return contact_id
    why = newcomers.built_on_since(tx, contact_id)
    if why:
        raise built_on(why)
    acquaintances.unshare(tx, detail["shared"])
    newcomers.withdraw(tx, contact_id)
    return contact_id


def revert_changed(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Put fields and numbers back to what they were, while no colleague has them before their eyes."""
    passing_on.require_free(tx, viewer, _contact(entry), now)
    contact_changes.take_back(tx, entry.detail["change"])
    rights.take_back(tx, entry.act, now)
    return _contact(entry)


def revert_late_words(tx: Tx, _viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Take late words out of the history."""
    notes.take_back(tx, entry.detail["note"])
    return _contact(entry)


REVERTS: dict[str, Revert] = {
    "contact_added": revert_added,
    "contact_changed": revert_changed,
    "late_words": revert_late_words,
}
LEAVE_THE_CALL = frozenset({"contact_changed", "late_words"})  # a call under way goes on beside their undo


def _contact(entry: Seen) -> int:
    if entry.contact_id is None:
        raise LookupError(f"the entry {entry.verb} names no contact")
    return entry.contact_id
