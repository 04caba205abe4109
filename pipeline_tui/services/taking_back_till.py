"""Takes most of a long file from the till back before its undo, in short acts that hold up no desk."""

from __future__ import annotations

from collections.abc import Set

from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, undo_till

IMPORTED = "till_imported"


def take_back_most(shop: Shop, viewer: Viewer, undoable: Set[str], act: str) -> None:
    """Where the viewer's next undo is about a till's file, leave one portion of it to that act.

    Refused before anything is changed when somebody has built on it. Cut off, the same undo goes on: each
    contact is either as the file left it or as it was.
    """
    with shop.store.read() as tx:
        entry = journal.last_own(tx, viewer.operator_id, frozenset(undoable))
        if journal.seen(tx, act) or entry is None or entry.verb != IMPORTED or "clients" in entry.detail:
            return
        left = undo_till.require_untouched(tx, entry.act)
    while left > undo_till.AT_ONCE:
        with shop.store.act() as tx:
            left -= undo_till.take_back(tx, entry.act, undo_till.AT_ONCE)
