"""Looking up callers, and messages between desks, as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.domain.look_ups import LookUp, PastDial
    from pipeline_tui.domain.messages import Message, Sent
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


class MessageDoors:
    """What every desk can ask when somebody calls or writes; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def last_dials(self) -> tuple[PastDial, ...]:
        """Return the viewer's last ten calls."""
        from pipeline_tui.services import looking_up

        return looking_up.last_dials(*self._of)

    def look_up(self, number: str, *, act: str, call_id: int | None = None) -> LookUp:
        """Look up an exact number, or one of the viewer's own dials."""
        from pipeline_tui.services import looking_up

        return looking_up.look_up(*self._of, number, act=act, call_id=call_id)

    def claim_found(self, found: LookUp, *, act: str, which: int = 0) -> Desk:
        """Take a caller in hand."""
        from pipeline_tui.services import looking_up

        return looking_up.claim_found(*self._of, found, act=act, which=which)

    def take_incoming(self, token: str, *, act: str, number_id: int | None = None) -> Desk:
        """Open the call of somebody who rang us."""
        from pipeline_tui.services import looking_up

        return looking_up.take_incoming(*self._of, token, act=act, number_id=number_id)

    def send(self, to: int | LookUp, text: str, *, act: str) -> Sent:
        """Leave words for whoever has a contact."""
        from pipeline_tui.services import messaging

        return messaging.send(*self._of, to, text, act=act)

    def messages(self) -> tuple[Message, ...]:
        """Return the messages for the viewer."""
        from pipeline_tui.services import messaging

        return messaging.messages(*self._of)

    def read_message(self, message_id: int, *, act: str) -> Message:
        """Open a message."""
        from pipeline_tui.services import messaging

        return messaging.read_message(*self._of, message_id, act=act)

    def take_from_message(self, message_id: int, *, act: str) -> Desk:
        """Take the contact of a message in hand."""
        from pipeline_tui.services import messaging

        return messaging.take_from_message(*self._of, message_id, act=act)
