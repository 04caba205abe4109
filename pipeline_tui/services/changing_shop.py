"""Setting the shop's hours and goal otherwise after the set-up; open desks follow within a second."""

from __future__ import annotations

from dataclasses import asdict

from pipeline_tui.domain.errors import NothingToDo
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shop_settings import ShopChanged, ShopSettings, checked
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, workspaces
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr

CHANGED = "shop_changed"


def settings(shop: Shop, viewer: Viewer) -> ShopSettings:
    """Return the hours and the goal as they stand; everybody works by them."""
    with shop.store.read() as tx:
        return workspaces.settings_of(tx)


def change_shop(
    shop: Shop, viewer: Viewer, *, act: str, hours: str | None = None, goal: int | None = None
) -> ShopChanged:
    """Set hours, goal, or both otherwise; what is not given stays. For managers.

    Limits of hand-offs that wait stay as they were promised; the next ones are counted by the new hours.
    UsageTrouble when the hours cannot be understood, NothingToDo when nothing differs.
    """
    needs_manager(viewer)
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, CHANGED)
        if done is not None:
            before, after = ShopSettings(**done.detail["before"]), ShopSettings(**done.detail["after"])
            return ShopChanged(before, after)
        before = workspaces.settings_of(tx)
        wanted_hours = before.hours if hours is None else hours
        after = checked(ShopSettings(wanted_hours, before.goal if goal is None else goal))
        if after == before:
            raise NothingToDo(
                tr("Hours and goal stand so already"),
                tr("{hours}; {goal} calls a day.", hours=before.hours, goal=before.goal),
                tr("Give other ones."),
            )
        workspaces.set_settings(tx, after)
        shop.look_at_workspace(tx)
        detail = {"before": asdict(before), "after": asdict(after)}
        journal.append(tx, viewer.operator_id, CHANGED, act, now, None, detail)
    return ShopChanged(before, after)
