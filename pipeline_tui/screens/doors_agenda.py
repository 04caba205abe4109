"""The agenda as one signed-in operator reaches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from pipeline_tui.domain.agenda import Agenda
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


class AgendaDoors:
    """What a desk can ask about what lies ahead; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def agenda(self, start: date, end: date, *, most: int = 200) -> Agenda:
        """Return what stands on some days, at most so much of a kind."""
        from pipeline_tui.services import planning_ahead

        return planning_ahead.agenda(*self._of, start, end, most=most)
