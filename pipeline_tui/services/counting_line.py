"""Counting the whole line for its manager: every list, how far contacts got, why nothing can be called."""

from __future__ import annotations

from collections.abc import Callable

from pipeline_tui.domain.line_counts import LineCounts
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shop import ListLine
from pipeline_tui.services.languages import unspoken
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.reporting import funnel_of
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.watching import blocked_in
from pipeline_tui.storage import list_counts
from pipeline_tui.storage.finding import while_wanted


def listed(shop: Shop, viewer: Viewer) -> tuple[ListLine, ...]:
    """Return every list as it is run, by priority and name, at once: nobody on it is counted."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        return list_counts.uncounted_lines(tx)


def count_line(shop: Shop, viewer: Viewer, *, overtaken: Callable[[], bool] = lambda: False) -> LineCounts:
    """Return what takes a walk through all contacts, seconds where there are a million.

    ``overtaken`` says that nobody waits for the answer any more; then the counting ends early.
    """
    needs_manager(viewer)
    with shop.store.read() as tx, while_wanted(tx, overtaken):
        return LineCounts(
            list_counts.list_lines(tx, shop.now(), unspoken(shop, tx)),
            funnel_of(tx),
            blocked_in(tx, shop, viewer),
        )
