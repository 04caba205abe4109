"""The services of one's own figures as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_tui.domain.own_figures import OwnDay
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.today import Today
    from pipeline_tui.services.shop import Shop


class FiguresDoors:
    """What a desk can ask about its own operator's work; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def today(self) -> Today:
        """Return what is due across the stages the viewer works."""
        from pipeline_tui.services import facing_today

        return facing_today.today(*self._of)

    def own_day(self) -> OwnDay:
        """Return today's figures of the viewer."""
        from pipeline_tui.services import tallying

        return tallying.own_day(*self._of)
