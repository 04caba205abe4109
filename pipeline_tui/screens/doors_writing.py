"""The services of writing to a contact as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline_tui.domain.channels import Channel
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.writing import ChannelState, Ways, Written
    from pipeline_tui.services.shop import Shop


class WritingDoors:
    """What a desk can write to a contact; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def ways_to_write(self, contact_id: int) -> Ways:
        """Return every message that can be sent now."""
        from pipeline_tui.services import writing_to

        return writing_to.ways_to_write(*self._of, contact_id)

    def write_to(
        self, contact_id: int, channel: Channel, template: str, *, act: str, at: datetime | None = None
    ) -> Written:
        """Store a message, and return it with its link."""
        from pipeline_tui.services import writing_to

        return writing_to.write_to(*self._of, contact_id, channel, template, act=act, at=at)

    def note_answer(self, contact_id: int, channel: Channel, *, act: str, note: str = "") -> Written:
        """Store that they answered."""
        from pipeline_tui.services import writing_to

        return writing_to.note_answer(*self._of, contact_id, channel, act=act, note=note)

    def say_of_channel(self, contact_id: int, channel: Channel, *, agreed: bool, act: str) -> ChannelState:
        """Store whether they want a channel."""
        from pipeline_tui.services import writing_to

        return writing_to.say_of_channel(*self._of, contact_id, channel, agreed=agreed, act=act)
