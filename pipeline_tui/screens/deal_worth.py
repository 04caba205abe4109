"""What is said of a deal besides its steps: silence until a day, what it is worth, what it is about."""

from __future__ import annotations

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.deal_acts import DealActs
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.screens.readings import amount_of, day_of, reads_amount, reads_day
from pipeline_tui.ui.formatting import day, money
from pipeline_tui.wording import tr


class DealWorth(DealActs):
    """Two small forms on the deal an act is about; both acts can be taken back."""

    def action_snooze(self) -> None:
        """Ask until when the deal says nothing, and why."""
        deal = self.deal
        if deal is not None:
            self._ask_snooze(deal, {"until": "", "reason": deal.snooze_reason})

    def _ask_snooze(self, deal: Deal, values: Typed, trouble: PipelineError | None = None) -> None:
        session = self.session
        fields = (
            Field("until", tr("Until"), values["until"], reads_day(session, after_today=True), required=True),
            Field("reason", tr("Waits for"), values["reason"], required=True),
        )
        hint = (
            tr("tue · in 2 weeks · 12 Dec"),
            tr("Until then it is neither due nor overdue; any act on it ends that."),
        )

        def given(typed: Typed | None) -> None:
            until = day_of(session, typed["until"]) if typed is not None else None
            if typed is None or until is None:
                return
            act, why = new_act(), typed["reason"]

            def snoozed(now: Deal) -> None:
                self.told(
                    deal.name,
                    tr(
                        "snoozed until {day}: {snooze_reason}",
                        day=day(until, self.today),
                        snooze_reason=now.snooze_reason,
                    ),
                )
                self.changed(now)

            self.act(
                lambda: session.doors.snooze_deal(deal.id, until, why, act=act),
                snoozed,
                lambda error: self._ask_snooze(deal, typed, error),
            )

        self.app.push_screen(
            Form(tr("Snooze: {name}", name=deal.name), fields, hint=hint, trouble=trouble), given
        )

    def action_value(self) -> None:
        """Ask what the deal is worth, and what it is about."""
        deal = self.deal
        if deal is not None:
            worth = money(deal.value_minor, deal.currency, self.session.language)
            self._ask_value(deal, {"value": worth, "title": deal.title})

    def _ask_value(self, deal: Deal, values: Typed, trouble: PipelineError | None = None) -> None:
        session = self.session
        fields = (
            Field("value", tr("Value"), values["value"], reads_amount(session), resting=tr("not known")),
            Field("title", tr("About"), values["title"]),
        )

        def given(typed: Typed | None) -> None:
            if typed is None:
                return
            act, title = new_act(), typed["title"]
            worth = amount_of(session, typed["value"]) if typed["value"] else None

            def valued(now: Deal) -> None:
                self.told(deal.name, money(now.value_minor, now.currency, session.language), now.title)
                self.changed(now)

            self.act(
                lambda: session.doors.set_value(deal.id, worth, act=act, title=title),
                valued,
                lambda error: self._ask_value(deal, typed, error),
            )

        self.app.push_screen(Form(tr("Value: {name}", name=deal.name), fields, trouble=trouble), given)
