"""How a deal ends: won, with its purchase and its farmer, or lost, with a reason."""

from __future__ import annotations

from pipeline_tui.domain.acts import Won
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.deal_acts import DealActs
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.screens.readings import (
    amount_of,
    day_of,
    is_yes,
    reads_amount,
    reads_day,
    reads_yes_no,
)
from pipeline_tui.ui.formatting import day, money


class DealEndings(DealActs):
    """The two acts after which a deal is no longer open; both can be taken back."""

    # won and lost

    def action_won(self) -> None:
        """Ask for the purchase, then give the client to the farmer."""
        deal = self.deal
        if deal is not None:
            self._ask_won(deal, {"what": deal.title})

    def _ask_won(self, deal: Deal, values: Typed, trouble: PipelineError | None = None) -> None:
        session = self.session
        value = money(deal.value_minor, deal.currency, session.language)
        fields = [
            Field("amount", "Amount", values.get("amount", value), reads_amount(session), required=True),
            Field("what", "What was bought", values.get("what", "")),
            Field(
                "delivered",
                "Delivered on",
                values.get("delivered", ""),
                reads_day(session, past=True),
                resting="today; the first check-in counts from this day",
            ),
            Field(
                "consent",
                "Follow-up calls",
                values.get("consent", ""),
                reads_yes_no("yes: they agreed to follow-up calls", "no: they did not agree"),
                required=True,
                resting="y or n: may we ring after the delivery?",
            ),
        ]
        if not session.viewer.covers(Stage.FARMING):
            resting = "whoever has the fewest clients"
            fields.append(Field("farmer", "Farmer", values.get("farmer", ""), resting=resting))

        def given(typed: Typed | None) -> None:
            if typed is not None:
                self._win(deal, typed)

        self.app.push_screen(Form(f"Won: {deal.name}", fields, accept="won", trouble=trouble), given)

    def _win(self, deal: Deal, typed: Typed) -> None:
        doors, act = self.session.doors, new_act()
        amount = amount_of(self.session, typed["amount"])
        delivered = day_of(self.session, typed["delivered"])
        self.act(
            lambda: doors.win_deal(
                deal.id,
                amount,
                act=act,
                what=typed["what"],
                delivered_on=delivered,
                farmer=typed.get("farmer") or None,
                follow_up_consent=is_yes(typed["consent"]),
            ),
            self._won,
            lambda error: self._ask_won(deal, typed, error),
        )

    def _won(self, won: Won) -> None:
        session = self.session
        paid = money(won.purchase.amount_minor, won.purchase.currency, session.language)
        first = day(won.check_in.due_on, self.today)
        keeper = "you" if won.farmer == session.viewer.name else won.farmer
        self.told(f"won: {won.deal.name}", paid, f"kept by {keeper}, first check-in {first}")
        self.gone(won.deal.id)

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
