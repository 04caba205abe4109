"""How a deal ends: won, with its purchase and its farmer, or lost, with a reason."""

from __future__ import annotations

from datetime import timedelta

from pipeline_tui.domain.acts import Won
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.sales import Winning
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.deal_worth import DealWorth
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.screens.readings import amount_of, reads_amount
from pipeline_tui.screens.win_back_day import reads_win_back, win_back_of
from pipeline_tui.ui.formatting import day
from pipeline_tui.wording import tr, tr_as


class DealEndings(DealWorth):
    """The two acts after which a deal is no longer open; both can be taken back."""

    def action_won(self) -> None:
        """Ask for the purchase, then give the client to the farmer."""
        deal, session = self.deal, self.session
        if deal is None:
            return

        def sell(said: Winning, act: str) -> Won:
            return session.doors.win_deal(deal.id, said, act=act)

        self.ask_sale(deal.name, {"what": deal.title, **self.told_already}, sell, valued=deal.value_minor)

    @property
    def told_already(self) -> Typed:
        """Return what of the farmer's brief stands on the screen already."""
        return {}

    def sold(self, won: Won) -> None:
        """Leave the deal that is no longer open, first of all: its card may be the farmer's only by now."""
        self.gone(won.deal.id)
        super().sold(won)

    def action_lost(self) -> None:
        """Ask why, then who got it and when to win them back; then close the deal."""
        deal = self.deal
        if deal is None:
            return
        language = self.session.language
        reasons = [(one.code, one.name(language)) for one in self.session.playbook.lost_reasons]

        def because(reason: str | None) -> None:
            if reason is not None:
                self._ask_loss(deal, reason, {})

        self.app.push_screen(Choose(tr("Why is {name} lost?", name=deal.name), reasons), because)

    def _ask_loss(self, deal: Deal, reason: str, values: Typed, trouble: PipelineError | None = None) -> None:
        session = self.session
        proposed = self.today + timedelta(days=session.playbook.win_back_days)
        fields = (
            Field("note", tr("A note on why"), values.get("note", "")),
            Field("competitor", tr("Who got it"), values.get("competitor", ""), resting=tr("if known")),
            Field(
                "price",
                tr("For how much"),
                values.get("price", ""),
                reads_amount(session),
                resting=tr("if known"),
            ),
            Field(
                "back",
                tr("Win back"),
                values.get("back", ""),
                reads_win_back(session),
                resting=tr("{day}, by the scouts; - for never", day=day(proposed, self.today)),
            ),
        )

        def given(typed: Typed | None) -> None:
            if typed is not None:
                self._lose(deal, reason, typed)

        form = Form(
            tr("Lost: {name} · {reason}", name=deal.name, reason=self.names.reason(reason)),
            fields,
            hint=(tr("A client of yours stays with the farmer, whatever stands here."),),
            accept=tr_as("deal", "lost"),
            trouble=trouble,
        )
        self.app.push_screen(form, given)

    def _lose(self, deal: Deal, reason: str, typed: Typed) -> None:
        session, act = self.session, new_act()
        price = amount_of(session, typed["price"]) if typed["price"] else None
        back = win_back_of(session, typed["back"])

        def lost(now: Deal) -> None:
            on = (
                tr("back with the scouts {day}", day=day(now.win_back_on, self.today))
                if now.win_back_on
                else ""
            )
            self.told(tr("lost: {name}", name=deal.name), self.names.reason(reason), on)
            self.gone(deal.id)

        self.act(
            lambda: session.doors.lose_deal(
                deal.id,
                reason,
                act=act,
                note=typed["note"],
                competitor=typed["competitor"],
                competitor_minor=price,
                win_back=back,
            ),
            lost,
            lambda error: self._ask_loss(deal, reason, typed, error),
        )
