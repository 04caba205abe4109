"""How a deal ends: won, with its purchase and its farmer, or lost, with a reason."""

from __future__ import annotations

from pipeline_tui.domain.acts import Won
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.deal_acts import DealActs
from pipeline_tui.screens.sale import Sale
from pipeline_tui.ui.formatting import day, money


class DealEndings(DealActs):
    """The two acts after which a deal is no longer open; both can be taken back."""

    def action_won(self) -> None:
        """Ask for the purchase, then give the client to the farmer."""
        deal, session = self.deal, self.session
        if deal is None:
            return

        def sell(sale: Sale, act: str) -> Won:
            return session.doors.win_deal(
                deal.id,
                sale.amount_minor,
                act=act,
                what=sale.what,
                delivered_on=sale.delivered_on,
                farmer=sale.farmer,
                follow_up_consent=sale.consent,
            )

        value = money(deal.value_minor, deal.currency, session.language)
        self.ask_sale(deal.name, {"amount": value, "what": deal.title}, sell)

    def sold(self, won: Won) -> None:
        """Leave the deal that is no longer open, first of all: its card may be the farmer's only by now."""
        self.gone(won.deal.id)
        super().sold(won)

    def action_lost(self) -> None:
        """Ask why, and for a note; then close the deal."""
        deal = self.deal
        if deal is None:
            return
        language = self.session.language
        reasons = [(one.code, one.name(language)) for one in self.session.playbook.lost_reasons]

        def because(reason: str | None) -> None:
            if reason is not None:
                ask = Ask("A note on why?", hint=(self.names.reason(reason),), required=False)
                self.app.push_screen(ask, lambda note: self._lose(deal, reason, note))

        self.app.push_screen(Choose(f"Why is {deal.name} lost?", reasons), because)

    def _lose(self, deal: Deal, reason: str, note: str | None) -> None:
        if note is None:
            return
        doors, act = self.session.doors, new_act()

        def lost(now: Deal) -> None:
            back = f"win back {day(now.win_back_on, self.today)}" if now.win_back_on else ""
            self.told(f"lost: {deal.name}", self.names.reason(reason), back)
            self.gone(deal.id)

        self.act(lambda: doors.lose_deal(deal.id, reason, act=act, note=note), lost)
