"""The services of a newcomer's first day as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_tui.domain.first_days import FirstDay
    from pipeline_tui.domain.first_questions import FirstQuestion
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


class FirstDayDoors:
    """What a first day asks; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def first_day(self) -> FirstDay:
        """Return how far one's own first day is."""
        from pipeline_tui.services import starting_out

        return starting_out.first_day(*self._of)

    def regulation(self) -> str:
        """Return the regulations of what one works."""
        from pipeline_tui.services import starting_out

        return starting_out.regulation(*self._of)

    def questions(self) -> tuple[FirstQuestion, ...]:
        """Return the questions of one's own regulations."""
        from pipeline_tui.services import starting_out

        return starting_out.questions(*self._of)

    def read_regulation(self, *, act: str) -> FirstDay:
        """Note that the regulation was read."""
        from pipeline_tui.services import starting_out

        return starting_out.read_regulation(*self._of, act=act)

    def answer_questions(self, given: Mapping[str, frozenset[int]], *, act: str) -> FirstDay:
        """Note the answers given at first."""
        from pipeline_tui.services import starting_out

        return starting_out.answer_questions(*self._of, given, act=act)

    def release_newcomer(self, name: str, *, act: str, waive: bool) -> FirstDay:
        """Let a newcomer take live contacts."""
        from pipeline_tui.services import starting_out

        return starting_out.release(*self._of, name, act=act, waive=waive)
