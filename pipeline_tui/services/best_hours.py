"""In which hours an operator reaches most: read now and then, and kept for the outcomes in between."""

from __future__ import annotations

from datetime import timedelta

from pipeline_tui.domain.best_hour import Reach
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage.reach import read_reach

READ_AGAIN = timedelta(minutes=10)


def reach_of(shop: Shop, viewer: Viewer) -> Reach:
    """Return the viewer's own reach, at most ten minutes old; read outside of any act, so nobody waits."""
    now = shop.now()
    kept = shop.reach.get(viewer.operator_id)
    if kept is None or not timedelta() <= now - kept[0] < READ_AGAIN:
        with shop.store.read() as tx:
            kept = shop.reach[viewer.operator_id] = now, read_reach(tx, viewer.operator_id, now)
    return kept[1]
