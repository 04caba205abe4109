"""The services of the joints as one signed-in operator reaches them: what is red, and what came back.

Services are imported when first called, inside a worker's thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_tui.domain.acts import HandedOff
    from pipeline_tui.domain.hunting import HandOff
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.red_list import RedList
    from pipeline_tui.services.shop import Shop


class JointDoors:
    """What receivers gave back."""

    _of: tuple[Shop, Viewer]

    def red_list(self) -> RedList:
        """Return what went past its time on every desk."""
        from pipeline_tui.services import reporting_joints

        return reporting_joints.red(*self._of)

    def came_back(self) -> tuple[HandOff, ...]:
        """Return what was given back to the viewer, with the reason."""
        from pipeline_tui.services import giving_again

        return giving_again.came_back(*self._of)

    def give_again(
        self, hand_off_id: int, brief: Mapping[str, str], *, act: str, to: str | None
    ) -> HandedOff:
        """Hand over again what was given back."""
        from pipeline_tui.services import giving_again

        return giving_again.give_again(*self._of, hand_off_id, brief, act=act, to=to)
