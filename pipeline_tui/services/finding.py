"""Finding somebody as one types: those who may look, and whom they may find."""

from __future__ import annotations

from collections.abc import Callable

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.finding import FoundPeople, may_find, read_sought
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import finding
from pipeline_tui.wording import tr


def find(
    shop: Shop, viewer: Viewer, typed: str, *, overtaken: Callable[[], bool] = lambda: False
) -> FoundPeople:
    """Return whom the typed words or digits may mean: among the viewer's own, for a manager among all.

    ``overtaken`` says that nobody waits for the answer any more; then the search ends early.
    """
    if not may_find(viewer):
        raise Refused(
            tr("Scouts search nobody"),
            tr("The queue brings your contacts; nobody was looked for."),
            tr("Look a caller's exact number up: l, or pipeline-tui look-up NUMBER."),
        )
    sought = read_sought(typed, shop.workspace.country)
    if sought.empty:
        return FoundPeople(enough=False)
    with shop.store.read() as tx, finding.while_wanted(tx, overtaken):
        return (
            finding.find_any(tx, viewer, sought, shop.now())
            if viewer.is_manager
            else finding.find_own(tx, viewer, sought, shop.now())
        )
