"""Who speaks what: contacts are offered to whom can talk with them."""

from __future__ import annotations

from collections.abc import Collection, ItemsView

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import people
from pipeline_tui.storage.store import Tx


def foreign_to(shop: Shop, tx: Tx, viewer: Viewer) -> tuple[int, ...]:
    """Return the buckets whose contacts speak a language the viewer does not.

    It is read in each transaction, so that a change by the manager holds from the next claim on. For who
    runs the line without scouting they are those that no scout speaks.
    """
    spoken_in = shop.spoken_in(tx)
    if not spoken_in:
        return ()
    if viewer.is_manager and not viewer.covers(Stage.SCOUTING):
        return unspoken(shop, tx)
    return _but(spoken_in.items(), people.spoken_by(tx, viewer.operator_id))


def unspoken(shop: Shop, tx: Tx) -> tuple[int, ...]:
    """Return the buckets whose contacts speak a language that no scout does."""
    spoken_in = shop.spoken_in(tx)
    if not spoken_in:
        return ()
    scouts = people.covering(tx, shop.workspace.structure, Stage.SCOUTING)
    if not scouts or any(not one.languages for one in scouts):
        return ()
    return _but(spoken_in.items(), {code for one in scouts for code in one.languages})


def _but(buckets: ItemsView[int, str], spoken: Collection[str]) -> tuple[int, ...]:
    return tuple(key for key, language in buckets if language not in spoken) if spoken else ()
