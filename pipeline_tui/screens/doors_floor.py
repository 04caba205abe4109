"""The services of the floor as one signed-in operator reaches them: presence, diaries, live calls, the feed.

Services are imported when first called, inside a worker's thread; ``changes`` alone is asked on the screen's
own thread, because it takes microseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_tui.domain.desk import Desk, Draft
    from pipeline_tui.domain.diaries import Slot
    from pipeline_tui.domain.floor import Floor, LiveCall, Present
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


class FloorDoors:
    """What a desk says of itself, and what it learns of the others."""

    _of: tuple[Shop, Viewer]

    def become(self, viewer: Viewer) -> None:
        """Ask as what the operator is from now on."""
        self._of = self._of[0], viewer

    def changes(self) -> int:
        """Return a number that changes with every commit of anybody."""
        return self._of[0].store.changes.version()

    def on_the_floor(self) -> Floor:
        """Return what others want of the viewer now."""
        from pipeline_tui.services import attending

        return attending.on_the_floor(*self._of)

    def attend(self, place: str) -> None:
        """Say that somebody sits at the desk."""
        from pipeline_tui.services import attending

        attending.attend(*self._of, place)

    def leave(self) -> None:
        """Say that nobody sits here any longer."""
        from pipeline_tui.services import attending

        attending.leave(*self._of)

    def present(self) -> tuple[Present, ...]:
        """Return which colleagues are at their desks."""
        from pipeline_tui.services import attending

        return attending.present(*self._of)

    def diaries(self) -> tuple[Slot, ...]:
        """Return when each hunter is free to ring the contact in hand, the least busy one first."""
        from pipeline_tui.services import diaries

        return diaries.open_diaries(*self._of)

    def offer_live(
        self, token: str, brief: Mapping[str, str], *, act: str, note: str, draft: Draft | None
    ) -> LiveCall:
        """Offer the call in hand to who is free."""
        from pipeline_tui.services import transferring

        return transferring.offer_live(*self._of, token, brief, act=act, note=note, draft=draft)

    def live_call(self, transfer_id: int) -> LiveCall:
        """Return what has become of one's own offer."""
        from pipeline_tui.services import transferring

        return transferring.live_call(*self._of, transfer_id)

    def end_offer(self, transfer_id: int, *, act: str) -> LiveCall:
        """Withdraw one's own offer, or let it lapse."""
        from pipeline_tui.services import transferring

        return transferring.end_offer(*self._of, transfer_id, act=act)

    def take_live(self, transfer_id: int, *, act: str) -> Desk:
        """Take a call that is offered; Refused when it is over."""
        from pipeline_tui.services import transferring

        return transferring.take_live(*self._of, transfer_id, act=act)
