"""Takes back that the shop's hours or goal were set otherwise."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shop_settings import ShopSettings
from pipeline_tui.storage import workspaces
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import NOBODY, Revert, built_on
from pipeline_tui.wording import tr


def revert_shop_changed(tx: Tx, _viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Let hours and goal be what they were, unless somebody has set them otherwise since."""
    if workspaces.settings_of(tx) != ShopSettings(**entry.detail["after"]):
        raise built_on(tr("Hours or goal were changed again since."))
    workspaces.set_settings(tx, ShopSettings(**entry.detail["before"]))
    return NOBODY


REVERTS: dict[str, Revert] = {"shop_changed": revert_shop_changed}
