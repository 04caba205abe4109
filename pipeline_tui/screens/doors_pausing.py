"""The services of pauses and of kept drafts as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline_tui.domain.desk import Desk, Draft, LeftDesk
    from pipeline_tui.domain.pauses import Pause, PauseTotal
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


class PausingDoors:
    """What a desk asks when the work stops, or stopped by itself; each is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def begin_pause(self, reason: str, *, act: str) -> Pause:
        """Stop for a reason of the playbook."""
        from pipeline_tui.services import pausing

        return pausing.begin(*self._of, reason, act=act)

    def end_pause(self, *, act: str) -> Pause:
        """Go back to work; NothingToDo when no pause runs."""
        from pipeline_tui.services import pausing

        return pausing.end(*self._of, act=act)

    def running_pause(self) -> Pause | None:
        """Return the pause the viewer is on."""
        from pipeline_tui.services import pausing

        return pausing.running(*self._of)

    def pauses_today(self) -> tuple[PauseTotal, ...]:
        """Return the day's pauses by reason."""
        from pipeline_tui.services import pausing

        return pausing.pauses_today(*self._of)

    def keep_late(self, token: str, draft: Draft, *, typed_at: datetime) -> LeftDesk:
        """Keep what was typed in a hold that has ended."""
        from pipeline_tui.services import drafting

        return drafting.keep_late(*self._of, token, draft, typed_at=typed_at)

    def use_kept(self, token: str) -> Desk:
        """Take up the draft kept aside for the contact in hand."""
        from pipeline_tui.services import drafting

        return drafting.use_kept(*self._of, token)

    def drop_kept(self, token: str) -> None:
        """Forget the draft kept aside for the contact in hand."""
        from pipeline_tui.services import drafting

        drafting.drop_kept(*self._of, token)
