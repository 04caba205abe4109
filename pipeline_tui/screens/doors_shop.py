"""The shop's hours and goal as a signed-in manager reaches them.

Services are imported when first called, inside a worker's thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.shop_settings import ShopChanged
    from pipeline_tui.services.shop import Shop


class ShopDoors:
    """What was answered in the set-up and may be answered otherwise."""

    _of: tuple[Shop, Viewer]

    def change_shop(self, *, hours: str, goal: int, act: str) -> ShopChanged:
        """Set hours and goal otherwise."""
        from pipeline_tui.services import changing_shop

        return changing_shop.change_shop(*self._of, act=act, hours=hours, goal=goal)
