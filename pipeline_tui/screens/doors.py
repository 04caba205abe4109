"""The services as one signed-in operator reaches them: every call carries the shop and the viewer.

Services are imported when first called, inside a worker's thread, so that the first screen paints before
the database's libraries are loaded. Tests hand the screens a class with the same methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.screens.doors_callbacks import CallbackDoors
from pipeline_tui.screens.doors_calling import CallingDoors
from pipeline_tui.screens.doors_contacts import ContactDoors
from pipeline_tui.screens.doors_figures import FiguresDoors
from pipeline_tui.screens.doors_floor import FloorDoors
from pipeline_tui.screens.doors_messages import MessageDoors
from pipeline_tui.screens.doors_pausing import PausingDoors

if TYPE_CHECKING:
    from datetime import date, datetime

    from pipeline_tui.domain.acts import Won
    from pipeline_tui.domain.crew import AtWork
    from pipeline_tui.domain.farming import CheckIn, CheckInLogged, ClientCard, DayCount
    from pipeline_tui.domain.hunting import Deal, DealCard
    from pipeline_tui.domain.people import Operator
    from pipeline_tui.domain.shop import FunnelRow, ListLine


class Doors(CallingDoors, ContactDoors, CallbackDoors, FloorDoors, MessageDoors, FiguresDoors, PausingDoors):
    """What the desks can ask of the shop; each method is the service of the same name."""

    # deals

    def deals(self) -> tuple[Deal, ...]:
        """Return the viewer's open deals."""
        from pipeline_tui.services import negotiating

        return negotiating.deals(*self._of)

    def deal_card(self, deal_id: int) -> DealCard:
        """Return a deal with all that was said."""
        from pipeline_tui.services import negotiating

        return negotiating.deal_card(*self._of, deal_id)

    def move_deal(self, deal_id: int, step: str, *, act: str) -> Deal:
        """Move a deal to a step."""
        from pipeline_tui.services import negotiating

        return negotiating.move_deal(*self._of, deal_id, step, act=act)

    def plan_next(self, deal_id: int, do: str, at: datetime, *, act: str) -> Deal:
        """Set a deal's next step and its time (UTC)."""
        from pipeline_tui.services import negotiating

        return negotiating.plan_next(*self._of, deal_id, do, at, act=act)

    def win_deal(
        self,
        deal_id: int,
        amount_minor: int,
        *,
        act: str,
        what: str = "",
        delivered_on: date | None = None,
        farmer: str | None = None,
        follow_up_consent: bool = False,
    ) -> Won:
        """Record the purchase and give the client to the farmer."""
        from pipeline_tui.services import negotiating

        return negotiating.win_deal(
            *self._of,
            deal_id,
            amount_minor,
            act=act,
            what=what,
            delivered_on=delivered_on,
            farmer=farmer,
            follow_up_consent=follow_up_consent,
        )

    def win_contact(
        self,
        contact_id: int,
        amount_minor: int,
        *,
        act: str,
        what: str = "",
        delivered_on: date | None = None,
        farmer: str | None = None,
        follow_up_consent: bool = False,
    ) -> Won:
        """Win the contact itself, from any stage the viewer covers."""
        from pipeline_tui.services import negotiating

        return negotiating.win_contact(
            *self._of,
            contact_id,
            amount_minor,
            act=act,
            what=what,
            delivered_on=delivered_on,
            farmer=farmer,
            follow_up_consent=follow_up_consent,
        )

    def lose_deal(self, deal_id: int, reason: str, *, act: str, note: str = "") -> Deal:
        """Close a deal with a reason."""
        from pipeline_tui.services import negotiating

        return negotiating.lose_deal(*self._of, deal_id, reason, act=act, note=note)

    # clients

    def check_ins(self, start: date, end: date) -> tuple[CheckIn, ...]:
        """Return the check-ins of some days."""
        from pipeline_tui.services import following_up

        return following_up.check_ins(*self._of, start, end)

    def overdue(self) -> tuple[CheckIn, ...]:
        """Return the check-ins that are late."""
        from pipeline_tui.services import following_up

        return following_up.overdue(*self._of)

    def month(self, year: int, month: int) -> tuple[DayCount, ...]:
        """Return how many check-ins stand on each day of a month."""
        from pipeline_tui.services import following_up

        return following_up.month(*self._of, year, month)

    def client_card(self, contact_id: int) -> ClientCard:
        """Return everything about one client."""
        from pipeline_tui.services import following_up

        return following_up.client_card(*self._of, contact_id)

    def proposed_next(self, check_in_id: int, outcome: str) -> date:
        """Return the date that logging this outcome would propose."""
        from pipeline_tui.services import following_up

        return following_up.proposed_next(*self._of, check_in_id, outcome)

    def log_check_in(
        self,
        check_in_id: int,
        outcome: str,
        *,
        act: str,
        satisfaction: int | None = None,
        note: str = "",
        next_on: date | None = None,
    ) -> CheckInLogged:
        """Store how a check-in went and plan the next."""
        from pipeline_tui.services import following_up

        return following_up.log_check_in(
            *self._of, check_in_id, outcome, act=act, satisfaction=satisfaction, note=note, next_on=next_on
        )

    def move_check_in(self, check_in_id: int, to: date, *, act: str) -> CheckIn:
        """Plan a check-in on another day."""
        from pipeline_tui.services import following_up

        return following_up.move_check_in(*self._of, check_in_id, to, act=act)

    # the line

    def people(self) -> tuple[Operator, ...]:
        """Return who works here."""
        from pipeline_tui.services import staffing

        return staffing.people(*self._of)

    def crew(self) -> tuple[AtWork, ...]:
        """Return everybody's day, and what they have in hand."""
        from pipeline_tui.services import watching

        return watching.crew(*self._of)

    def lists(self) -> tuple[ListLine, ...]:
        """Return the lists with their counts."""
        from pipeline_tui.services import watching

        return watching.lists(*self._of)

    def funnel(self) -> tuple[FunnelRow, ...]:
        """Return how far contacts got."""
        from pipeline_tui.services import reporting

        return reporting.funnel(*self._of)
