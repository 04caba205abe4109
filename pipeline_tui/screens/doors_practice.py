"""The doors of a practice session: every service as ever, and the scripted customer hears what is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.practice_calls import HOT, Noted
from pipeline_tui.domain.rhythm import open_day
from pipeline_tui.domain.time_phrases import read_date
from pipeline_tui.screens.doors import Doors
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_tui.domain.acts import HandedOff, Recorded
    from pipeline_tui.domain.desk import Desk, Draft
    from pipeline_tui.domain.farming import CheckInLogged
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.screens.customer import Customer
    from pipeline_tui.services.shop import Shop


class PracticeDoors(Doors):
    """What a desk asks of a practice shop; there are none of a real one."""

    def __init__(self, shop: Shop, viewer: Viewer, customer: Customer) -> None:
        """Join a practice shop, the operator and the customer; Refused for a real workspace."""
        if not shop.workspace.practice:
            raise Refused(
                tr("Nobody practises on a real workspace"),
                tr("Practice calls belong to a shop of invented people."),
                tr("Begin with `pipeline-tui practice`: it makes one, and takes it away again."),
            )
        super().__init__(shop, viewer)
        self._customer = customer
        self._language = shop.workspace.language

    def in_hand(self) -> Desk | None:
        """Return the contact in hand."""
        desk = super().in_hand()
        return self._as_practised(desk) if desk is not None else None

    def take(self, contact_id: int, *, act: str) -> Desk:
        """Take a contact in hand; the call that is practised next brings its own script."""
        return self._as_practised(super().take(contact_id, act=act))

    def choose_number(self, token: str, number_id: int) -> Desk:
        """Choose another number of whoever is in hand."""
        return self._as_practised(super().choose_number(token, number_id))

    def dial(self, token: str, *, act: str, number_id: int | None, mode: str) -> Desk:
        """Store the attempt; the next customer takes the call."""
        desk = self._as_practised(super().dial(token, act=act, number_id=number_id, mode=mode))
        self._customer.dialled(desk, self._language)
        return desk

    def keep_draft(self, token: str, draft: Draft) -> None:
        """Keep what was typed so far; a log is scored by it."""
        super().keep_draft(token, draft)
        self._customer.typed(token, draft)

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

    def log_check_in(self, check_in_id: int, outcome: str, **told: Any) -> CheckInLogged:
        """Store how the check-in went, and score its call with what was noted."""
        wished = self._customer.wished
        logged = super().log_check_in(check_in_id, outcome, **told)
        noted = Noted(told.get("needs") or {}, told.get("satisfaction"), self._is_as_wished(logged, wished))
        self._customer.logged(logged.logged.contact_id, outcome, noted)
        return logged

    def _as_practised(self, desk: Desk) -> Desk:
        return replace(desk, script_id=self._customer.script_of(desk, self._language))

    def _is_as_wished(self, logged: CheckInLogged, wished: str) -> bool:
        """Return whether the next check-in is on the day that was wished for, or the first open one after."""
        if not wished or logged.planned is None:
            return False
        shop, _ = self._of
        day = read_date(wished, shop.today(), self._language)
        return logged.planned.due_on in (day, open_day(day, shop.day_off))
