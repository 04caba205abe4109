"""Promised calls: one's own by time, everybody's for a manager, and those that are an hour late."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.callbacks import PromisedCall
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.dialling import known_outcome, nothing_dialled
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import callbacks as stored
from pipeline_tui.storage import holds
from pipeline_tui.storage.endings import Ending


def may_promise(
    shop: Shop, viewer: Viewer, token: str, code: str, at: datetime, *, team: bool = False
) -> None:
    """Raise what recording the outcome with this time (UTC) would raise; nothing is stored.

    Asked while they are still on the line. Raises Refused with ``needs: exact`` and the nearest times.
    """
    outcome, now = known_outcome(shop, code), shop.now()
    with shop.store.read() as tx:
        hold = holds.held_with(tx, viewer.operator_id, token, now)
        if hold.call_id is None:
            raise nothing_dialled()
        stored.check(tx, shop.method, hold.contact_id, Ending(outcome, callback=at, team=team), now)


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
