"""The services of a negotiation as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from pipeline_tui.domain.acts import Won
    from pipeline_tui.domain.forecast import Forecast
    from pipeline_tui.domain.hunting import Deal, DealCard
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.sales import Winning
    from pipeline_tui.services.shop import Shop


class DealDoors:
    """What a desk can ask about deals; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def deals(self) -> tuple[Deal, ...]:
        """Return the viewer's open deals."""
        from pipeline_tui.services import negotiating

        return negotiating.deals(*self._of)

    def deal_card(self, deal_id: int) -> DealCard:
        """Return a deal with all that was said."""
        from pipeline_tui.services import negotiating

        return negotiating.deal_card(*self._of, deal_id)

    def forecast(self) -> Forecast:
        """Return what the viewer's open deals are expected to bring."""
        from pipeline_tui.services import forecasting

        return forecasting.own_forecast(*self._of)

    def move_deal(self, deal_id: int, step: str, *, act: str) -> Deal:
        """Move a deal to a step."""
        from pipeline_tui.services import negotiating

        return negotiating.move_deal(*self._of, deal_id, step, act=act)

    def plan_next(self, deal_id: int, do: str, at: datetime, *, act: str) -> Deal:
        """Set a deal's next step and its time (UTC)."""
        from pipeline_tui.services import negotiating

        return negotiating.plan_next(*self._of, deal_id, do, at, act=act)

    def snooze_deal(self, deal_id: int, until: date, reason: str, *, act: str) -> Deal:
        """Silence a deal until a day, for a reason."""
        from pipeline_tui.services import snoozing

        return snoozing.snooze_deal(*self._of, deal_id, until, reason, act=act)

    def set_value(self, deal_id: int, value_minor: int | None, *, act: str, title: str) -> Deal:
        """Set what a deal is worth and what it is about."""
        from pipeline_tui.services import valuing

        return valuing.set_value(*self._of, deal_id, value_minor, act=act, title=title)

    def win_deal(self, deal_id: int, said: Winning, *, act: str) -> Won:
        """Record the purchase and give the client to the farmer."""
        from pipeline_tui.services import negotiating

        return negotiating.win_deal(*self._of, deal_id, said, act=act)

    def win_contact(self, contact_id: int, said: Winning, *, act: str) -> Won:
        """Win the contact itself, from any stage the viewer covers."""
        from pipeline_tui.services import negotiating

        return negotiating.win_contact(*self._of, contact_id, said, act=act)

    def lose_deal(
        self,
        deal_id: int,
        reason: str,
        *,
        act: str,
        note: str = "",
        competitor: str = "",
        competitor_minor: int | None = None,
        win_back: date | bool = True,
    ) -> Deal:
        """Close a deal with a reason, who got it, and when to win the contact back."""
        from pipeline_tui.services import losing

        return losing.lose_deal(
            *self._of,
            deal_id,
            reason,
            act=act,
            note=note,
            competitor=competitor,
            competitor_minor=competitor_minor,
            win_back=win_back,
        )
