"""What is done with a check-in: logged with how it went and the next date, or moved to another day."""

from __future__ import annotations

from datetime import date

from pipeline_tui.domain.acts import Recorded
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.farming import CheckIn, CheckInLogged
from pipeline_tui.domain.playbook import CheckInOutcome
from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.screens.readings import (
    day_of,
    reads_day,
    reads_satisfaction,
    satisfaction_of,
)
from pipeline_tui.screens.selling import SellingDesk
from pipeline_tui.ui.command import Hand
from pipeline_tui.ui.formatting import day


class CheckInActs(SellingDesk):
    """The acts on the check-in under the cursor, on the open card, or in hand."""

    @property
    def check_in(self) -> CheckIn | None:
        """Return the planned check-in an act is about."""
        return None

    def logged(self, done: CheckInLogged) -> None:
        """Go on after a check-in is logged."""
        self.reload()

    # what a call leads to

    def action_as_proposed(self) -> None:
        """End the call as proposed; how a check-in ended is logged with it."""
        if self._ended_as(self.proposed) is None:
            super().action_as_proposed()
        elif self.check_in is not None:
            self._ask_rest(self.check_in, self.proposed)

    def _proposed_name(self) -> str:
        ended = self._ended_as(self.proposed)
        return ended.name(self.session.language) if ended is not None else super()._proposed_name()

    def _recorded(self, recorded: Recorded, who: str) -> None:
        """After a call's outcome, log the check-in it was made for: Enter takes the next date proposed."""
        check_in = self.check_in
        super()._recorded(recorded, who)
        outcome = self.session.playbook.outcome(recorded.outcome)
        if check_in is None or recorded.desk is not None or outcome is None or outcome.refusal:
            return
        if outcome.reached:
            self._ask_outcome(check_in)
            return
        nobody = [one.code for one in self.session.playbook.check_in_outcomes if not one.reached]
        if nobody:
            self._ask_rest(check_in, nobody[0])

    def _ended_as(self, code: str) -> CheckInOutcome | None:
        playbook = self.session.playbook
        if playbook.outcome(code) is not None:
            return None
        return next((one for one in playbook.check_in_outcomes if one.code == code), None)

    # logging

    def action_log_check_in(self) -> None:
        """Ask how it went, then for the rest with the next date proposed."""
        if self.check_in is not None:
            self._ask_outcome(self.check_in)

    def _ask_outcome(self, check_in: CheckIn) -> None:
        language = self.session.language
        outcomes = [(one.code, one.name(language)) for one in self.session.playbook.check_in_outcomes]
        if self.hand is Hand.READY:
            detail = "Nobody was rung yet."
        else:
            detail = "It ends the call." if self.hand is Hand.CALLING else ""
        self.app.push_screen(
            Choose(f"How did the check-in with {check_in.name} go?", outcomes, detail=detail),
            lambda outcome: self._ask_rest(check_in, outcome),
        )

    def _ask_rest(self, check_in: CheckIn, outcome: str | None) -> None:
        if outcome is None:
            return
        doors = self.session.doors

        def proposed(next_on: date) -> None:
            typed = {"note": self.note if self.desk is not None else ""}
            self._ask_log(check_in, outcome, next_on, typed)

        self.read("proposed", lambda: doors.proposed_next(check_in.id, outcome), proposed)

    def _ask_log(
        self,
        check_in: CheckIn,
        outcome: str,
        next_on: date,
        values: Typed,
        trouble: PipelineError | None = None,
    ) -> None:
        proposal = f"{day(next_on, self.today)}, proposed · Enter takes it"
        known = next(one for one in self.session.playbook.check_in_outcomes if one.code == outcome)
        fields = [Field("note", "Note", values.get("note", ""))]
        if known.reached:
            figure = values.get("satisfaction", "")
            fields.insert(
                0,
                Field(
                    "satisfaction", "Satisfied, 0-10", figure, reads_satisfaction, resting="if they said it"
                ),
            )
        fields.append(
            Field(
                "next",
                "Next check-in",
                values.get("next", ""),
                reads_day(self.session, after_today=True),
                resting=proposal,
            )
        )

        def given(typed: Typed | None) -> None:
            if typed is not None:
                self._log(check_in, outcome, next_on, typed)

        title = f"{self.names.check_in(outcome)}: {check_in.name}"
        self.app.push_screen(Form(title, fields, accept="log it", trouble=trouble), given)

    def _log(self, check_in: CheckIn, outcome: str, next_on: date, typed: Typed) -> None:
        doors, act = self.session.doors, new_act()
        chosen = day_of(self.session, typed["next"])
        satisfaction = satisfaction_of(typed.get("satisfaction", ""))

        def stored(done: CheckInLogged) -> None:
            if self.desk is not None:
                self.drafts.forget()
                self.show_desk(None)
            coming = f"next {day(done.planned.due_on, self.today)}" if done.planned else "none is planned"
            self.told(f"logged: {check_in.name}", self.names.check_in(outcome), coming)
            self.logged(done)

        self.run_worker(self.session.phone.hang_up(), group="phone")
        self.act(
            lambda: doors.log_check_in(
                check_in.id,
                outcome,
                act=act,
                satisfaction=satisfaction,
                note=typed["note"],
                next_on=chosen,
            ),
            stored,
            lambda error: self._ask_log(check_in, outcome, next_on, typed, error),
        )

    # moving

    def action_move_check_in(self) -> None:
        """Ask for another day."""
        check_in = self.check_in
        if check_in is not None:
            self.app.push_screen(
                Ask(
                    f"Move the check-in with {check_in.name} to",
                    hint=(
                        f"Planned: {day(check_in.due_on, self.today)}",
                        "tomorrow · fri · in 2 weeks · 24/12",
                    ),
                    read=reads_day(self.session),
                ),
                lambda phrase: self._move_to(check_in, phrase),
            )

    def _move_to(self, check_in: CheckIn, phrase: str | None) -> None:
        to = day_of(self.session, phrase or "")
        if to is None:
            return
        doors, act = self.session.doors, new_act()

        def moved(now: CheckIn) -> None:
            closed = "" if now.due_on == to else f"{day(to, self.today)} is closed"
            self.told(f"moved: {check_in.name}", day(now.due_on, self.today), closed)
            self.reload()

        self.act(lambda: doors.move_check_in(check_in.id, to, act=act), moved)
