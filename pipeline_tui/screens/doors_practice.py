"""The doors of a practice session: every service as ever, and the scripted customer hears what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.practice_calls import HOT
from pipeline_tui.screens.doors import Doors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_tui.domain.acts import HandedOff, Recorded
    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.screens.customer import Customer
    from pipeline_tui.services.shop import Shop


class PracticeDoors(Doors):
    """What a desk asks of a practice shop; there are none of a real one."""

    def __init__(self, shop: Shop, viewer: Viewer, customer: Customer) -> None:
        """Join a practice shop, the operator and the customer; Refused for a real workspace."""
        if not shop.workspace.practice:
            raise Refused(
                "Nobody practises on a real workspace",
                "Practice calls belong to a shop of invented people.",
                "Begin with `pipeline-tui practice`: it makes one, and takes it away again.",
            )
        super().__init__(shop, viewer)
        self._customer = customer
        self._language = shop.workspace.language

    def dial(self, token: str, *, act: str, number_id: int | None, mode: str) -> Desk:
        """Store the attempt; the next customer takes the call."""
        desk = super().dial(token, act=act, number_id=number_id, mode=mode)
        self._customer.dialled(desk, self._language)
        return desk

    def use_card(self, token: str, card: str) -> None:
        """Note that a card was said; the customer hears it."""
        super().use_card(token, card)
        self._customer.carded(card)

    def record_outcome(self, token: str, code: str, **told: Any) -> Recorded:
        """Store how the call ended, and score it."""
        recorded = super().record_outcome(token, code, **told)
        self._customer.ended(token, code, told.get("draft"))
        return recorded

    def hand_off(self, token: str, brief: Mapping[str, str], **told: Any) -> HandedOff:
        """Give the contact on, and score the call with its brief."""
        handed = super().hand_off(token, brief, **told)
        self._customer.ended(token, HOT, told.get("draft"), brief)
        return handed
