"""The journal as people read it, and the walk that proves it whole."""

from __future__ import annotations

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shop import JournalCheck, JournalEntry
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal


def entries(shop: Shop, viewer: Viewer, limit: int = 200) -> tuple[JournalEntry, ...]:
    """Return the newest entries, newest first: all of them for a manager, else one's own."""
    with shop.store.read() as tx:
        own = None if viewer.is_manager else viewer.operator_id
        return journal.entries(tx, operator_id=own, limit=limit)


def verify(shop: Shop, viewer: Viewer) -> JournalCheck:
    """Walk every chain; ``first_bad`` says where one is broken."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        return journal.verify(tx)
