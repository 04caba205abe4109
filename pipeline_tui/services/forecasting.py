"""Forecasts: what open deals are expected to bring, for their hunter, and for who runs the line."""

from __future__ import annotations

from pipeline_tui.domain.forecast import Forecast, forecast
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shares import Share
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services.claiming import needs_stage
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import forecasts as stored
from pipeline_tui.storage import people


def own_forecast(shop: Shop, viewer: Viewer) -> Forecast:
    """Return the forecast of the viewer's own open deals, beside how their closed ones went."""
    needs_stage(viewer, Stage.HUNTING)
    now, me = shop.now(), viewer.operator_id
    with shop.store.read() as tx:
        deals = stored.own_open(tx, viewer, now)
        history = stored.won_by_step(tx, me).get(me, {})
    return forecast(viewer.name, deals, shop.playbook.deal_steps, history, now, shop.workspace.zone)


def forecasts(shop: Shop, viewer: Viewer) -> tuple[Forecast, ...]:
    """Return a manager every hunter's forecast by name, and that of all; a hunter their own alone."""
    if not viewer.is_manager:
        return (own_forecast(shop, viewer),)
    now, steps, zone = shop.now(), shop.playbook.deal_steps, shop.workspace.zone
    with shop.store.read() as tx:
        deals, history = stored.open_by_owner(tx), stored.won_by_step(tx)
        names = {owner: people.name_of(tx, owner) for owner in {*deals, *history}}
    each = [
        forecast(name, deals.get(owner, ()), steps, history.get(owner, {}), now, zone)
        for owner, name in sorted(names.items(), key=lambda one: one[1])
    ]
    every = forecast("", [one for mine in deals.values() for one in mine], steps, _of_all(history), now, zone)
    return (*each, every)


def _of_all(history: dict[int, dict[str, Share]]) -> dict[str, Share]:
    found: dict[str, Share] = {}
    for of_one in history.values():
        for step, share in of_one.items():
            before = found.get(step, Share(0, 0))
            found[step] = Share(before.hits + share.hits, before.of + share.of)
    return found
