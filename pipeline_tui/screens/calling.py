"""A desk that calls, whole: outcomes, the hand-off, taking back, pausing; the same for every stage."""

from __future__ import annotations

from pipeline_tui.domain.acts import HandedOff, Undone
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens import handing_on, pause
from pipeline_tui.screens.ending_calls import EndingCallsScreen
from pipeline_tui.ui.command import Command, Place
from pipeline_tui.ui.formatting import QUIET, SUCCESS, fixed, join, planned, say
from pipeline_tui.ui.undone import undone_words
from pipeline_tui.wording import tr


class CallingScreen(EndingCallsScreen):
    """Hands contacts on; subclasses say what stands on the desk at rest."""

    passing_live = False  # the call in hand is offered to others at this moment

    def on_mount(self) -> None:
        """Go on with a pause that was running."""
        pause.take_up(self)

    # hand-off

    def action_hot(self) -> None:
        """End the call by handing the contact on."""
        self.action_hand_off()

    def action_hand_off(self) -> None:
        """Open the brief, or hand over to oneself without ceremony."""
        handing_on.open_brief(self)

    def action_live(self) -> None:
        """Open the brief, to pass the call on while they are on the line."""
        handing_on.open_brief(self, passing_live=True)

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command whose reading holds."""
        if command.call == "live":
            scouting = self.desk is not None and self.desk.stage is Stage.SCOUTING
            on_the_line = self.line.phase != "ended"  # whose telephone saw them hang up passes nobody on
            return scouting and on_the_line and handing_on.between_people(self)
        return super().allows(command)

    def _renew(self) -> None:
        # Whoever takes an offered call ends this hold; the lease outlasts the offer, so it can wait.
        if not self.passing_live:
            super()._renew()

    def handed_off(self, handed: HandedOff, who: str) -> None:
        """Show that the contact went on; within one tier its next desk opens in place."""
        self.word = self.last.of(
            join(fixed("✓ ", SUCCESS), fixed(tr("HOT ")), say(f"· {who} → {self._went(handed)}", QUIET))
        )
        self.after_act(None if handed.kept else handed.desk, handed.empty)
        if handed.kept and self.app.check_action("go", (Place.HUNTER.value,)):
            self.run_worker(self.app.run_action("go('hunter')"))

    def _went(self, handed: HandedOff) -> str:
        if handed.kept:
            return handed.to
        at = handed.slot_at
        when = (
            planned(at, self.session.zone, self.session.now())
            if at is not None
            else tr("waits to be accepted")
        )
        return f"{handed.to} · {when}"

    # people

    def action_referred(self) -> None:
        """Add somebody the contact in hand named."""
        from pipeline_tui.domain.newcomers import How
        from pipeline_tui.screens import new_contact  # the forms are loaded when first asked for

        new_contact.open_for(self, how=How.REFERRED)

    def action_change_contact(self) -> None:
        """Change fields and numbers of the contact in hand."""
        from pipeline_tui.screens import change_contact

        change_contact.open_for(self)

    def action_late_words(self) -> None:
        """Add words to one of the last calls."""
        from pipeline_tui.screens import late_words

        late_words.open_for(self)

    # taking back, pausing

    def undone(self, done: Undone) -> None:
        """Show what was taken back, and what is in hand now."""
        told = undone_words(done.verb, done.name)
        self.word = join(fixed("↶ ", SUCCESS), say(tr("taken back: {told}", told=told)))
        if done.desk is not None and done.desk.call is not None:
            self.say(told, tr("Taken back"))  # the call's own line stands there
        if done.desk is not None:
            again = done.verb == "outcome" and self.desk is not None and self.desk.token == done.desk.token
            self.after_act(done.desk, None)
            if again and self.desk is not None:
                self.begin(self.desk)  # what was stored with the outcome is a draft again
        else:
            if self.desk is not None and self.desk.contact_id == done.contact_id:
                self.show_desk(None)  # a newcomer taken back is in nobody's hand
            self.reload()  # what was taken back lies elsewhere; another contact in hand stays there

    def action_pause(self) -> None:
        """Stop with a reason; the timer runs until Enter, whatever becomes of the program."""
        pause.ask(self)
