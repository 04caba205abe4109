"""What is done with a check-in: logged with how it went and the next date, or moved to another day."""

from __future__ import annotations

from pipeline_tui.domain.acts import Recorded
from pipeline_tui.domain.errors import PipelineError, Refused
from pipeline_tui.domain.farming import CheckIn, CheckInLogged
from pipeline_tui.domain.playbook import CheckInOutcome
from pipeline_tui.domain.rhythm import Proposal
from pipeline_tui.screens import rehearsal
from pipeline_tui.screens.ask import Ask
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.form import Typed
from pipeline_tui.screens.log_sheet import NEXT, NOTE, OUTCOME, SATISFACTION, Going, LogSheet
from pipeline_tui.screens.need_fields import CONSENT, Unknown, needs_typed, unknown_fields
from pipeline_tui.screens.readings import day_or_time_of, reads_day_or_time, satisfaction_of
from pipeline_tui.screens.selling import SellingDesk
from pipeline_tui.ui.command import Hand
from pipeline_tui.ui.formatting import day
from pipeline_tui.wording import tr


class CheckInActs(SellingDesk):
    """The acts on the check-in under the cursor, on the open card, or in hand."""

    @property
    def check_in(self) -> CheckIn | None:
        """Return the planned check-in an act is about."""
        return None

    def logged(self, done: CheckInLogged) -> None:
        """Go on after a check-in is logged."""
        self.reload()

    def client_left(self, error: PipelineError) -> None:
        """Say what went wrong with reading a client, but for one who left the desk while the card was read.

        The list they stood on is being read anew then, and shows who is there.
        """
        if not isinstance(error, Refused):
            self.fail(error)

    # what a call leads to

    def action_as_proposed(self) -> None:
        """End the call as proposed; how a check-in ended is logged with it."""
        ended = self._ended_as(self.proposed)
        if ended is None:
            super().action_as_proposed()
        elif self.check_in is not None:
            self._ask(self.check_in, (ended,))

    def _proposed_name(self) -> str:
        ended = self._ended_as(self.proposed)
        return ended.name(self.session.language) if ended is not None else super()._proposed_name()

    def _recorded(self, recorded: Recorded, who: str) -> None:
        """After a call's outcome, log the check-in it was made for: Enter takes the next date proposed."""
        check_in = self.check_in
        super()._recorded(recorded, who)
        outcome = self.session.playbook.outcome(recorded.outcome)
        if check_in is None or recorded.desk is not None or outcome is None or outcome.refusal:
            rehearsal.not_logged(self)
            return
        ways = self.session.playbook.check_in_outcomes
        if outcome.reached:
            self._ask(check_in, ways)
        elif nobody := [one for one in ways if not one.reached]:
            self._ask(check_in, (nobody[0],))

    def _ended_as(self, code: str) -> CheckInOutcome | None:
        playbook = self.session.playbook
        if playbook.outcome(code) is not None:
            return None
        return next((one for one in playbook.check_in_outcomes if one.code == code), None)

    # logging

    def action_log_check_in(self) -> None:
        """Ask how it went, with the rest and the next date proposed, on one sheet."""
        if self.check_in is not None:
            self._ask(self.check_in, self.session.playbook.check_in_outcomes)

    def _ask(self, check_in: CheckIn, outcomes: tuple[CheckInOutcome, ...]) -> None:
        """Read what each way it can have gone proposes, then open the sheet; the first way is the default."""
        doors = self.session.doors
        asked = {one.reached: one for one in reversed(outcomes) if one.reached}

        def proposals() -> dict[str, Proposal]:
            # Every real contact proposes the same day, each kind of vain try its own.
            real = {key: doors.proposed_next(check_in.id, one.code) for key, one in asked.items()}
            return {
                one.code: real[True] if one.reached else doors.proposed_next(check_in.id, one.code)
                for one in outcomes
            }

        def read(found: tuple[dict[str, Proposal], Unknown]) -> None:
            going = Going(outcomes, found[0], self.session.language, self.today)
            self._ask_log(check_in, going, found[1], {NOTE: self.note if self.desk is not None else ""})

        def unknown() -> Unknown:
            card = doors.client_card(check_in.contact_id)
            needs = tuple(one for one in card.needs if one.ask_next)
            # Two questions with each check-in are enough: whether we may ring comes before what they like.
            return Unknown(needs[:1] if card.consent_wanted else needs, card.consent_wanted)

        self.read("proposed", lambda: (proposals(), unknown() if asked else Unknown()), read)

    def _ask_log(
        self,
        check_in: CheckIn,
        going: Going,
        unknown: Unknown,
        values: Typed,
        trouble: PipelineError | None = None,
    ) -> None:
        detail = tr("Nobody was rung yet.") if self.hand is Hand.READY else ""
        if self.hand is Hand.CALLING:
            detail = tr("It ends the call.")
        ways = going.outcomes
        title = (
            tr("{label}: {text}", label=self.names.check_in(ways[0].code), text=check_in.name)
            if len(ways) == 1
            else tr("How did it go with {name}?", name=check_in.name)
        )
        reads_next = reads_day_or_time(self.session, after_today=True)

        def given(typed: Typed | None) -> None:
            if typed is not None:
                self._log(check_in, going, unknown, typed)
            else:
                rehearsal.not_logged(self)

        asked_too = unknown_fields(self.session, unknown, values, self.today)
        sheet = LogSheet(title, going, reads_next, values, asked=asked_too, detail=detail, trouble=trouble)
        self.app.push_screen(sheet, given)

    def _log(self, check_in: CheckIn, going: Going, unknown: Unknown, typed: Typed) -> None:
        doors, act = self.session.doors, new_act()
        ended = going.meant(typed.get(OUTCOME, "")) or going.outcomes[0]
        next_on, next_at = day_or_time_of(self.session, typed[NEXT])
        satisfaction = satisfaction_of(typed.get(SATISFACTION, ""))

        def stored(done: CheckInLogged) -> None:
            if self.desk is not None:
                self.drafts.forget()
                self.show_desk(None)
            coming = (
                tr("next {day}", day=day(done.planned.due_on, self.today))
                if done.planned
                else tr("none is planned")
            )
            self.told(tr("logged: {name}", name=check_in.name), self.names.check_in(ended.code), coming)
            self.logged(done)

        self.run_worker(self.session.phone.hang_up(), group="phone")
        self.act(
            lambda: doors.log_check_in(
                check_in.id,
                ended.code,
                act=act,
                satisfaction=satisfaction,
                note=typed[NOTE],
                next_on=next_on,
                next_at=next_at,
                needs=needs_typed(unknown.needs, typed),
                consent=typed.get(CONSENT, ""),
            ),
            stored,
            lambda error: self._ask_log(check_in, going, unknown, typed, error),
        )

    # moving

    def action_move_check_in(self) -> None:
        """Ask for another day."""
        check_in = self.check_in
        if check_in is not None:
            self.app.push_screen(
                Ask(
                    tr("Move the check-in with {name} to", name=check_in.name),
                    hint=(
                        tr("Planned: {day}", day=day(check_in.due_on, self.today)),
                        tr("tomorrow · fri · in 2 weeks · 24/12 · fri 14:20 as agreed with them"),
                    ),
                    read=reads_day_or_time(self.session),
                ),
                lambda phrase: self._move_to(check_in, phrase),
            )

    def _move_to(self, check_in: CheckIn, phrase: str | None) -> None:
        to, at = day_or_time_of(self.session, phrase or "")
        if to is None:
            return
        doors, act = self.session.doors, new_act()

        def moved(now: CheckIn) -> None:
            closed = "" if now.due_on == to else tr("{day} is closed", day=day(to, self.today))
            self.told(tr("moved: {name}", name=check_in.name), day(now.due_on, self.today), closed)
            self.reload()

        self.act(lambda: doors.move_check_in(check_in.id, to, act=act, at=at), moved)
