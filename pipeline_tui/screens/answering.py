"""Answering a hand-off: taking it, or giving it back with a reason and a note."""

from __future__ import annotations

from pipeline_tui.domain.acts import Accepted
from pipeline_tui.domain.hunting import HandOff
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.filtering import FilteringDesk
from pipeline_tui.wording import tr


class AnsweringDesk(FilteringDesk):
    """A desk on which a hand-off can be answered; subclasses say which one stands under the cursor."""

    @property
    def offer(self) -> HandOff | None:
        """Return the hand-off under the cursor."""
        raise NotImplementedError

    def action_accept(self) -> None:
        """Accept the hand-off."""
        chosen, act = self.offer, new_act()
        if chosen is not None:
            self.act(lambda: self.session.doors.accept(chosen.id, act=act), self._accepted)

    def _accepted(self, accepted: Accepted) -> None:
        deal = accepted.deal
        if accepted.hand_off.to_stage is Stage.FARMING:
            follows = tr("F4 shows the first check-in.")
        else:
            follows = (
                tr("Next: {next_do}. F3 opens the deal.", next_do=deal.next_do)
                if deal and deal.next_do
                else tr("F3 opens it.")
            )
        self.say(follows, tr("Accepted: {name}", name=accepted.hand_off.name))
        self.reload()

    def action_give_back(self) -> None:
        """Return the hand-off: ask why, then for a note."""
        chosen = self.offer
        if chosen is None:
            return
        known = self.session.playbook.reasons_to_return(chosen.from_stage, chosen.to_stage)
        reasons = [(one.code, one.name(self.session.language)) for one in known]

        def because(reason: str | None) -> None:
            if reason is not None:
                self.app.push_screen(
                    Ask(
                        tr("A note for {giver}?", giver=chosen.giver),
                        hint=(f"{self.names.reason(reason)}. {_stands(chosen, tr('It comes back'))}.",),
                        required=False,
                    ),
                    lambda note: self._return(chosen, reason, note),
                )

        self.app.push_screen(
            Choose(tr("Why does {name} go back to {giver}?", name=chosen.name, giver=chosen.giver), reasons),
            because,
        )

    def _return(self, hand_off: HandOff, reason: str, note: str | None) -> None:
        if note is None:
            return
        act = new_act()
        self.act(
            lambda: self.session.doors.give_back(hand_off.id, reason=reason, note=note, act=act),
            self._returned,
        )

    def _returned(self, hand_off: HandOff) -> None:
        self.say(f"{_stands(hand_off, tr('It stands'))}.", tr("Returned: {name}", name=hand_off.name))
        self.reload()


def _stands(hand_off: HandOff, how: str) -> str:
    """Say where something stands that goes back: a scout's is called again, others read why."""
    scouting = hand_off.from_stage is Stage.SCOUTING
    return (
        tr("{how} on top of {giver}'s queue", how=how, giver=hand_off.giver)
        if scouting
        else tr("{how} in {giver}'s inbox", how=how, giver=hand_off.giver)
    )
