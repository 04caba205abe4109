"""Promised calls: one's own by time, everybody's for a manager, and those that are an hour late."""

from __future__ import annotations

from pipeline_tui.domain.callbacks import PromisedCall
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import callbacks as stored


def callbacks(shop: Shop, viewer: Viewer) -> tuple[PromisedCall, ...]:
    """Return the calls the viewer promised, in their own name or the team's, by time; numbers masked."""
    with shop.store.read() as tx:
        return stored.own(tx, viewer.operator_id, shop.now())


def all_callbacks(shop: Shop, viewer: Viewer) -> tuple[PromisedCall, ...]:
    """Return everybody's promised calls by time, for managers; numbers masked."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        return stored.everybody_s(tx, shop.now())


def late_callbacks(shop: Shop, viewer: Viewer) -> tuple[PromisedCall, ...]:
    """Return the promised calls that are an hour late and in nobody's hand, the longest overdue first.

    For managers: who promised, to whom, how late; numbers masked.
    """
    needs_manager(viewer)
    with shop.store.read() as tx:
        return stored.late(tx, shop.now())
