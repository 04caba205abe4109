"""Going on with loads of lists and registers, and their undoing, that a killed program left half-way."""

from __future__ import annotations

from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import loading, settling_registers, taking_loads_back
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import loads, register_loading
from pipeline_tui.storage.writer_lock import loader_if_free


def resume_loads(shop: Shop, viewer: Viewer) -> bool:
    """Finish what a killed program left half-way, unless another is loading; return whether it did.

    For managers.
    """
    needs_manager(viewer)
    with shop.store.read() as tx:
        if not (loads.unfinished(tx) or register_loading.unsettled(tx)):
            return False
    with loader_if_free(shop.store.path) as free:
        return free and finish_loads(shop, viewer)


def finish_loads(shop: Shop, viewer: Viewer) -> bool:
    """Do the same for whoever holds the loader's lock already."""
    loading.remove_abandoned(shop, viewer)
    with shop.store.read() as tx:
        left = loads.unfinished(tx)
    for one in left:
        if one.state == loads.SHOWN:
            loading.go_on(shop, one.id)
        else:
            taking_loads_back.go_on(shop, viewer, one.id)
    return settling_registers.finish_registers(shop) or bool(left)
