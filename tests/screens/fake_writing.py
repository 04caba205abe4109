"""The lived-in shop with messages to write, written down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pipeline_tui.domain.channels import Barrier, Channel
from pipeline_tui.domain.writing import ChannelState, Way, Ways, Written
from tests.screens.fake_sales import CounterDoors
from tests.screens.fake_shop import NOW

TEXT = "Bonjour Madame Martin, vos fleurs vous attendent."
WAYS = (
    Way(Channel.SMS, "ready", "Your flowers are ready", TEXT),
    Way(Channel.WHATSAPP, "ready", "Your flowers are ready", TEXT),
    Way(Channel.EMAIL, "thank-you", "Thank you", "Bonjour …,\n\nMerci [b]beaucoup[/b].", "Merci"),
    Way(Channel.VISIT, "visit", "Visit with samples", "Bring two samples."),
)
CHANNELS = (
    ChannelState(Channel.WHATSAPP),
    ChannelState(Channel.SMS, False, NOW, Barrier.REFUSED),
    ChannelState(Channel.EMAIL, True, NOW),
    ChannelState(Channel.VISIT),
)


class WritingShop(CounterDoors):
    """Writes to clients."""

    out: Channel | None = Channel.WHATSAPP

    def ways_to_write(self, contact_id: int) -> Ways:
        self._note("ways_to_write", contact_id=contact_id)
        return Ways(contact_id, "BOULANGER Luc", WAYS, CHANNELS, self.out)

    def write_to(
        self, contact_id: int, channel: Channel, template: str, *, act: str, at: datetime | None = None
    ) -> Written:
        self._note("write_to", contact_id=contact_id, channel=channel, template=template, at=at)
        link = f"https://wa.me/33600000000?text={template}" if channel is Channel.WHATSAPP else "sms:x"
        return Written(1, contact_id, "BOULANGER Luc", channel, template, TEXT, link, at)

    def note_answer(self, contact_id: int, channel: Channel, *, act: str, note: str = "") -> Written:
        self._note("note_answer", contact_id=contact_id, channel=channel, note=note)
        return Written(2, contact_id, "BOULANGER Luc", channel, text=note)

    def say_of_channel(self, contact_id: int, channel: Channel, **given: Any) -> ChannelState:
        self._note("say_of_channel", contact_id=contact_id, channel=channel, agreed=given["agreed"])
        return ChannelState(channel, given["agreed"], NOW)
