"""What is done with a deal: moved, given a next step, won, lost; each can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.deal_steps import default_next_step, lacks_next_step, next_step, previous_step
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.playbook import DealStep
from pipeline_tui.domain.public_holidays import public_holiday
from pipeline_tui.domain.working_time import parse_hours
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.screens.readings import reads_time, time_of
from pipeline_tui.screens.selling import SellingDesk
from pipeline_tui.ui.formatting import planned
from pipeline_tui.wording import tr, tr_as


class DealActs(SellingDesk):
    """The acts on the deal under the cursor, on the open card, or in hand."""

    @property
    def deal(self) -> Deal | None:
        """Return the deal an act is about."""
        return None

    @property
    def addressee(self) -> tuple[int, str] | None:
        """Return the contact in hand, else that of the deal."""
        deal = self.deal
        return super().addressee or ((deal.contact_id, deal.name) if deal is not None else None)

    def changed(self, deal: Deal) -> None:
        """Take a deal as it is after an act."""
        self.reload()

    def gone(self, deal_id: int) -> None:
        """Leave a deal that is no longer open."""
        self.show_desk(None)
        self.reload()

    # steps

    def action_step_on(self) -> None:
        """Move the deal one step on."""
        self._move(next_step)

    def action_step_back(self) -> None:
        """Move the deal one step back."""
        self._move(previous_step)

    def _move(self, neighbour: Callable[[tuple[DealStep, ...], str], DealStep | None]) -> None:
        deal = self.deal
        if deal is None:
            return
        target = neighbour(self.session.playbook.deal_steps, deal.step)
        if target is None:
            edge = tr("first") if neighbour is previous_step else tr("last")
            tail = tr("W wins it, L loses it.") if edge == "last" else ""
            self.say(
                tr(
                    "“{step}” is the {edge} step. {tail}",
                    step=self.names.step(deal.step),
                    edge=edge,
                    tail=tail,
                ).strip()
            )
            return
        doors, act = self.session.doors, new_act()

        def moved(now: Deal) -> None:
            self.told(deal.name, f"{self.names.step(deal.step)} → {self.names.step(now.step)}")
            self.changed(now)

        self.act(lambda: doors.move_deal(deal.id, target.code, act=act), moved)

    # what is next

    def action_next_step(self) -> None:
        """Ask what is done next, and when."""
        deal = self.deal
        if deal is not None:
            self._ask_next(deal, {"do": deal.next_do, "when": ""})

    def _ask_next(self, deal: Deal, values: Typed, trouble: PipelineError | None = None) -> None:
        zone = self.session.zone
        now_planned = ""
        if deal.next_at is not None and deal.next_do:
            now_planned = tr(
                "Until now: {next_do}, {planned}",
                next_do=deal.next_do,
                planned=planned(deal.next_at, zone, self.now),
            )
        fields = (
            Field("do", tr_as("next step", "What"), values["do"], required=True),
            Field("when", tr("When"), values["when"], reads_time(self.session, zone), required=True),
        )
        hint = [*([now_planned] if now_planned else []), tr("tue 14:20 · tomorrow 10:00 · +2h · in 3 weeks")]
        form = Form(tr("Next step: {name}", name=deal.name), fields, hint=hint, trouble=trouble)

        def given(typed: Typed | None) -> None:
            if typed is not None:
                at = time_of(self.session, typed["when"], zone)
                self._plan(deal, typed["do"], at, lambda error: self._ask_next(deal, typed, error))

        self.app.push_screen(form, given)

    def _plan(
        self, deal: Deal, do: str, at: datetime, refused: Callable[[PipelineError], None] | None = None
    ) -> None:
        doors, act = self.session.doors, new_act()

        def set_down(now: Deal) -> None:
            self.told(deal.name, f"{planned(at, self.session.zone, self.now)} {do}")
            self.changed(now)

        self.act(lambda: doors.plan_next(deal.id, do, at, act=act), set_down, refused)

    def propose_next(self, deal: Deal, then: Callable[[], None]) -> None:
        """Propose the step's own next step; Enter takes it as typed, Esc as it stands."""
        session = self.session
        step = session.playbook.deal_step(deal.step) or session.playbook.deal_steps[0]
        hours = parse_hours(session.workspace.hours)
        country = session.workspace.country
        usual = default_next_step(
            step,
            session.language,
            self.now,
            hours,
            session.zone,
            lambda on: public_holiday(on, country) is not None,
        )
        when = planned(usual.at, session.zone, self.now)
        fields = (
            Field("do", tr_as("next step", "What"), usual.text, required=True),
            Field("when", tr("When"), "", reads_time(session, session.zone), resting=when),
        )
        form = Form(
            tr("What is next for {name}?", name=deal.name),
            fields,
            hint=(
                tr(
                    "No open deal is left without a next step. Esc takes: {text}, {when}.",
                    text=usual.text,
                    when=when,
                ),
            ),
            leave=tr("take the usual one"),
        )

        def given(typed: Typed | None) -> None:
            text = typed["do"] if typed is not None else usual.text
            phrase = typed["when"] if typed is not None else ""
            self._plan(deal, text, time_of(session, phrase, session.zone) if phrase else usual.at)
            then()

        self.app.push_screen(form, given)

    def wants_next(self, deal: Deal, *, worked_on: bool) -> bool:
        """Return whether a deal may not be left as it is: nothing planned, or what was planned is done."""
        if lacks_next_step(deal.next_do, deal.next_at, self.now, deal.snoozed_until):
            return True
        return (
            worked_on
            and deal.next_at is not None
            and (deal.snoozed_until is not None or local_day(deal.next_at, self.session.zone) <= self.today)
        )
