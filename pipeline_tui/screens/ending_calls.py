"""How a call ended: the outcome, what it asks for, and what stands on the desk after it."""

from __future__ import annotations

from dataclasses import replace

from pipeline_tui.domain.acts import Recorded
from pipeline_tui.domain.desk import Desk, EmptyQueue
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.playbook import After, Outcome
from pipeline_tui.domain.retry_plan import only_when
from pipeline_tui.domain.scripts import Proposal
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.callback import AskCallback, Clocks, Promise, not_then
from pipeline_tui.screens.on_the_phone import OnThePhoneScreen
from pipeline_tui.ui.command import Command, Hand, Place
from pipeline_tui.ui.formatting import QUIET, SUCCESS, fixed, join, say, sentence
from pipeline_tui.ui.words import REASONS
from pipeline_tui.wording import tr

HOT = "hot"  # stands for the hand-off among the proposals


class EndingCallsScreen(OnThePhoneScreen):
    """Records outcomes; a hand-off, which ends a call too, is the business of ``CallingScreen``."""

    # the footer

    def commands_above(self) -> tuple[Command, ...]:
        """Return the outcomes while a call awaits one, the proposed one first."""
        if self.hand is not Hand.CALLING:
            return ()
        keys = self.session.keys
        mine = [one for one in keys.of(self.PLACE) if one.keys and self.available(one)]
        ends = [one for one in mine if one.call == "outcome" and one.args[1] == "next"]
        ends = [one for one in ends if one.args[0] != self.proposed]  # Enter stands for it
        hot = [one for one in mine if one.id == "hand-off.hot"]
        accept = [replace(one, short=self._proposed_name()) for one in mine if one.call == "as_proposed"]
        return (*accept, *ends, *hot)

    def proposed_command(self) -> str:
        """Return the id of the command that accepts the proposal."""
        return "call.as-proposed" if self.proposed else ""

    def kept_commands(self) -> frozenset[str]:
        """Return what stays in a narrow footer: the proposal, and what people ask for in so many words."""
        outcomes = self.session.playbook.outcomes
        asked = [one.code for one in outcomes if one.needs_time or one.suppresses == "person"]
        return frozenset({"call.as-proposed", "hand-off.hot", *(f"outcome.{code}" for code in asked)})

    def _proposed_name(self) -> str:
        outcome = self.session.playbook.outcome(self.proposed)
        return outcome.name(self.session.language) if outcome is not None else tr("hand off")

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command whose reading holds."""
        match command.call:
            case "outcome":
                outcome = self.session.playbook.outcome(command.args[0])
                # A call that changes nothing belongs to deals and clients, not to the queue.
                return outcome is not None and (
                    outcome.after is not After.KEEP or self.PLACE is not Place.SCOUT
                )
            case "as_proposed":
                return bool(self.proposed)
            case "hand_off" | "hot":
                return self.desk is not None and self.desk.stage is Stage.SCOUTING
        return super().allows(command)

    @property
    def unsaved(self) -> str:
        """Return what leaving now would interrupt."""
        if self.desk is None:
            return ""
        if self.desk.call is not None:
            return tr(
                "The call with {name} awaits its outcome; it will stand here when you return.",
                name=self.desk.name,
            )
        return (
            tr("Your note on {name} is kept and waits for a call.", name=self.desk.name) if self.note else ""
        )

    def action_hot(self) -> None:
        """End the call by handing the contact on."""
        raise NotImplementedError

    # outcomes

    def proposal(self, proposed: Proposal) -> None:
        """Take what an answer of the script proposes."""
        self.session.line.proposed = self.kept_as or HOT if proposed.handoff else proposed.outcome
        self.refresh_chrome()

    def action_as_proposed(self) -> None:
        """End the call the way it is proposed."""
        if self.proposed == HOT:
            self.action_hot()
        else:
            self.action_outcome(self.proposed, "next")

    def action_outcome(self, code: str, then: str) -> None:
        """Record an outcome, after asking what it needs: a time, or which reason."""
        outcome, desk = self.session.playbook.outcome(code), self.desk
        if outcome is None or desk is None:
            return
        stay = then == "stay"
        if outcome.needs_time:
            self._ask_when(outcome, desk, stay=stay)
        elif outcome.reasons:

            def chosen(reason: str | None) -> None:
                if reason is not None:
                    self.record(desk, outcome, stay=stay, reason=reason)

            reasons = [(reason, REASONS.get(reason) or sentence(reason)) for reason in outcome.reasons]
            self.app.push_screen(Choose(outcome.name(self.session.language), reasons), chosen)
        else:
            self.record(desk, outcome, stay=stay)

    def _ask_when(self, outcome: Outcome, desk: Desk, *, stay: bool, before: Promise | None = None) -> None:
        def promised(promise: Promise | None) -> None:
            if promise is None or not self.still(desk):
                return
            # Asked before anything is stored: while another time can still be agreed, nobody hangs up.
            self.act(
                lambda: self.session.doors.may_promise(
                    desk.token, outcome.code, promise.at, team=promise.team
                ),
                lambda _: self.record(desk, outcome, stay=stay, promise=promise),
                lambda error: self._not_then(error, outcome, desk, promise, stay=stay),
            )

        clocks = Clocks.of(self.session, desk.zone)
        ours = desk.stage is Stage.SCOUTING
        self.app.push_screen(AskCallback(desk.name, clocks, before=before, ours=ours), promised)

    def _not_then(
        self, error: PipelineError, outcome: Outcome, desk: Desk, promise: Promise | None, *, stay: bool
    ) -> None:
        if promise is None or error.data.get("needs") != "exact":
            self.lost(error, desk.token)
            return

        def otherwise(other: Promise | None) -> None:
            if other is not None:
                self.record(desk, outcome, stay=stay, promise=other)
            else:
                self._ask_when(outcome, desk, stay=stay, before=promise)

        self.app.push_screen(*not_then(promise, error, Clocks.of(self.session, desk.zone), otherwise))

    def record(
        self, desk: Desk, outcome: Outcome, *, stay: bool, promise: Promise | None = None, reason: str = ""
    ) -> None:
        """Store how the call ended; on the scout desk the next contact comes in the same commit."""
        if not self.still(desk):
            return
        doors, act, next_act = self.session.doors, new_act(), new_act()
        draft = self.draft(understood_only=True)
        then_next = not stay and self.PLACE is Place.SCOUT
        self.drafts.forget()

        def refused(error: PipelineError) -> None:
            self.keep_again(desk)
            self._not_then(error, outcome, desk, promise, stay=stay)

        self.run_worker(self.session.phone.hang_up(), group="phone")
        self.act(
            lambda: doors.record_outcome(
                desk.token,
                outcome.code,
                act=act,
                note=draft.note,
                callback=promise.at if promise else None,
                reason=reason,
                exact=promise is not None and promise.exact,
                team=promise is not None and promise.team,
                draft=draft,
                then_next=then_next,
                next_act=next_act,
                stay=stay,
            ),
            lambda recorded: self._recorded(recorded, desk.name),
            refused,
        )

    def _recorded(self, recorded: Recorded, who: str) -> None:
        outcome = self.session.playbook.outcome(recorded.outcome)
        name = outcome.name(self.session.language) if outcome is not None else sentence(recorded.outcome)
        told = join(
            fixed("✓ ", SUCCESS), say(name), " ", say(f"· {who} · {only_when(recorded.follows)}", QUIET)
        )
        self.word = self.last.of(told)
        self.session.line.proposed = ""  # of the call that has its outcome now
        stays = recorded.desk is not None and self.holds(recorded.desk.token)
        self.after_act(recorded.desk, recorded.empty)
        if stays and self.desk is not None:
            self.begin(self.desk)  # note and answers went with the call; what comes is of the next one

    def after_act(self, desk: Desk | None, empty: EmptyQueue | None) -> None:
        """Show what stands on the desk after an act."""
        self.show_desk(desk)
