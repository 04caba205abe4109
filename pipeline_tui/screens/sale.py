"""A sale from any stage: one form for what was paid, and the client is the farmer's in the same act."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from pipeline_tui.domain.acts import Won
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Move, Stage, stage_after
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.calling import CallingScreen
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.screens.readings import (
    amount_of,
    day_of,
    is_yes,
    reads_day,
    reads_yes_no,
    today_of,
)
from pipeline_tui.screens.sale_amount import CONSENT_LETTERS, THEN, reads_paid
from pipeline_tui.ui.command import Command
from pipeline_tui.ui.formatting import QUIET, SUCCESS, day, fixed, join, money, say
from pipeline_tui.wording import tr, tr_as

Sell = Callable[[Winning, str], Won]
_FROM_THE_DEAL = frozenset({"need", "sold"})  # the service knows them when nobody changes them


class SaleDesk(CallingScreen):
    """A desk on which ``W`` wins the contact an act is about; its contacts stand in ``STAGE``."""

    STAGE: ClassVar[Stage]

    @property
    def buyer(self) -> tuple[int, str] | None:
        """Return id and name of the contact that ``W`` wins."""
        return (self.desk.contact_id, self.desk.name) if self.desk is not None else None

    @property
    def addressee(self) -> tuple[int, str] | None:
        """Return id and name of the contact that ``k`` writes to."""
        return self.buyer

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command whose reading holds."""
        if command.call == "won":
            role = self.session.viewer.role_for(self.STAGE)
            legal = role is not None and stage_after(self.STAGE, Move.WIN, role) is not None
            return self.buyer is not None and legal
        if command.call == "sell":
            return self.session.viewer.covers(Stage.FARMING)
        if command.call == "refund":
            return self.buyer is not None
        if command.call == "write_to":
            return self.addressee is not None
        return super().allows(command)

    def told(self, what: str, *details: str) -> None:
        """Say on the call's line that something is stored; it stands until the next act."""
        rest = " · ".join(one for one in details if one)
        self.word = join(fixed("✓ ", SUCCESS), say(what), " · " if rest else "", say(rest, QUIET))
        self.tick()

    def action_sell(self) -> None:
        """Book a sale over the counter."""
        from pipeline_tui.screens import counter_sale  # the forms are loaded when first asked for

        counter_sale.open_for(self)

    def action_write_to(self) -> None:
        """Write to the contact in hand or under the cursor."""
        from pipeline_tui.screens import write_to

        write_to.open_for(self)

    def action_refund(self) -> None:
        """Give back what was paid."""
        from pipeline_tui.screens import counter_sale

        counter_sale.open_refund(self)

    def action_won(self) -> None:
        """Ask for the purchase of the contact, whatever its stage."""
        buyer, doors = self.buyer, self.session.doors
        if buyer is None:
            return
        contact_id, name = buyer

        self.ask_sale(name, {}, lambda said, act: doors.win_contact(contact_id, said, act=act))

    def ask_sale(
        self,
        name: str,
        values: Typed,
        sell: Sell,
        trouble: PipelineError | None = None,
        *,
        valued: int | None = None,
    ) -> None:
        """Ask for everything a sale needs, once; what is refused comes back with what was typed.

        ``valued`` is what the deal is worth, taken when no amount is typed. ``y`` or ``n`` right after the
        amount answers the question of follow-up calls and stores the sale.
        """
        session = self.session
        worth = money(valued, session.workspace.currency, session.language)
        fields = [
            Field(
                "amount",
                tr("Amount"),
                values.get("amount", ""),
                reads_paid(session),
                required=not worth,
                resting=tr("{worth}, as valued{then}", worth=worth, then=tr(THEN)) if worth else "",
                closing=(CONSENT_LETTERS, "consent"),
            ),
            Field("what", tr("What was bought"), values.get("what", "")),
            Field(
                "delivered",
                tr("Delivered on"),
                values.get("delivered", ""),
                reads_day(session, past=True),
                resting=tr("today; the first check-in counts from this day"),
            ),
            Field(
                "consent",
                tr("Follow-up calls"),
                values.get("consent", ""),
                reads_yes_no(tr("yes: they agreed to follow-up calls"), tr("no: they did not agree")),
                required=True,
                resting=tr("y or n: may we ring afterwards?"),
            ),
        ]
        if not session.viewer.covers(Stage.FARMING):
            resting = tr("as the playbook shares; or a name, or team")
            fields.append(Field("farmer", tr("Farmer"), values.get("farmer", ""), resting=resting))
            fields += [
                Field(
                    one.key,
                    one.name(session.language),
                    values.get(one.key, ""),
                    required=one.required and one.key not in _FROM_THE_DEAL,
                    resting=tr("as the deal tells it")
                    if one.key in _FROM_THE_DEAL
                    else tr("for the farmer to know"),
                )
                for one in session.playbook.sale_brief
                if one.key != "sold"
            ]

        def given(typed: Typed | None) -> None:
            if typed is not None:
                self._sell(name, typed, sell, valued)

        self.app.push_screen(
            Form(tr("Won: {name}", name=name), fields, accept=tr_as("deal", "won"), trouble=trouble), given
        )

    def _sell(self, name: str, typed: Typed, sell: Sell, valued: int | None) -> None:
        act, told = new_act(), {one.key for one in self.session.playbook.sale_brief}
        said = Winning(
            amount_of(self.session, typed["amount"]) if typed["amount"] or valued is None else valued,
            typed["what"],
            day_of(self.session, typed["delivered"]),
            typed.get("farmer") or None,
            is_yes(typed["consent"]),
            {key: text for key, text in typed.items() if key in told and text},
        )
        desk = self.desk

        def refused(error: PipelineError) -> None:
            if desk is not None:
                self.keep_again(desk)
            self.ask_sale(name, typed, sell, error, valued=valued)

        self.drafts.forget()
        self.act(lambda: sell(said, act), self.sold, refused)

    def sold(self, won: Won) -> None:
        """Say what was won and who keeps the client from now on."""
        session = self.session
        paid = money(won.purchase.amount_minor, won.purchase.currency, session.language)
        first = day(won.check_in.due_on, today_of(session))
        keeper = tr("you") if won.farmer == session.viewer.name else won.farmer
        self.told(
            tr("won: {name}", name=won.deal.name),
            paid,
            tr("kept by {keeper}", keeper=keeper),
            tr("first check-in {first}", first=first),
        )
        self.say(
            tr("{paid}, kept by {keeper}. First check-in: {first}.", paid=paid, keeper=keeper, first=first),
            tr("Won: {name}", name=won.deal.name),
        )
        self.after_act(None, None)
