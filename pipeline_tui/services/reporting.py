"""Reports for managers."""

from __future__ import annotations

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shop import FunnelRow
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import funnel as stored


def funnel(shop: Shop, viewer: Viewer) -> tuple[FunnelRow, ...]:
    """Return how many contacts got how far along the line, each step with its share of the one before."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        counts = stored.funnel(tx)
    before: tuple[int | None, ...] = (None, *(count for _, count in counts))
    return tuple(
        FunnelRow(step, count, count / previous if previous else None)
        for (step, count), previous in zip(counts, before, strict=False)
    )
