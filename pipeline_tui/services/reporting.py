"""Reports for managers."""

from __future__ import annotations

from pipeline_tui.domain.method_versions import NONE
from pipeline_tui.domain.must_say import MustSayRow, must_say_rows
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shop import FunnelRow
from pipeline_tui.playbooks.reading import load_stored
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import funnel as stored
from pipeline_tui.storage import playbook_versions
from pipeline_tui.storage.must_say import walked
from pipeline_tui.storage.store import Tx


def funnel(shop: Shop, viewer: Viewer) -> tuple[FunnelRow, ...]:
    """Return how many contacts got how far along the line, each step with its share of the one before."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        return funnel_of(tx)


def funnel_of(tx: Tx) -> tuple[FunnelRow, ...]:
    """Return the funnel as one transaction sees it."""
    counts = stored.funnel(tx)
    before: tuple[int | None, ...] = (None, *(count for _, count in counts))
    return tuple(
        FunnelRow(step, count, count / previous if previous else None)
        for (step, count), previous in zip(counts, before, strict=False)
    )


def must_say(shop: Shop, viewer: Viewer, version: int = NONE) -> tuple[MustSayRow, ...]:
    """Return how often each must-say line of a version was passed, and how often not said.

    Without a number it is the version the shop works by. A line is counted under the words it had then.
    """
    needs_manager(viewer)
    with shop.store.read() as tx:
        playbook = shop.playbook
        if version not in (NONE, playbook.version):
            playbook = load_stored(playbook_versions.files_of(tx, version), version)
        calls = walked(tx, shop.workspace.trade, playbook.version)
    return must_say_rows(playbook, shop.workspace.language, calls)
