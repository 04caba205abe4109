"""A desk that calls, whole: outcomes, the hand-off, taking back, pausing; the same for every stage."""

from __future__ import annotations

from pipeline_tui.domain.acts import HandedOff, Undone
from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.hand_over import needs_ceremony
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.ending_calls import EndingCallsScreen
from pipeline_tui.screens.hand_off import Brief, HandOffForm
from pipeline_tui.screens.pause import Pause
from pipeline_tui.ui.command import Place
from pipeline_tui.ui.formatting import QUIET, SUCCESS, fixed, join, say, sentence, timer


class CallingScreen(EndingCallsScreen):
    """Hands contacts on; subclasses say what stands on the desk at rest."""

    # hand-off

    def action_hot(self) -> None:
        """End the call by handing the contact on."""
        self.action_hand_off()

    def action_hand_off(self) -> None:
        """Open the brief, or hand over to oneself without ceremony."""
        desk, session = self.desk, self.session
        if desk is None:
            return
        known = {**desk.answers, **self.draft(understood_only=True).answers}
        fields = session.playbook.brief
        before = {**desk.brief, **self.brief}  # of a hand-off that came back, and as typed since
        filled = {one.key: before.get(one.key) or known.get(one.from_answer, "") for one in fields}
        if not needs_ceremony(session.workspace.structure, Stage.SCOUTING, Stage.HUNTING):
            self._give(desk, Brief(filled))
            return

        def answered(brief: Brief | None) -> None:
            if brief is None or self.desk is None:
                return
            self.brief = dict(brief.fields)
            if brief.given:
                self._give(self.desk, brief)
            else:
                self.keep_typed(now=True)

        def ask(people: tuple[Operator, ...]) -> None:
            structure = session.workspace.structure
            receivers = [one.name for one in people if Stage.HUNTING in stages_covered(structure, one.roles)]
            form = HandOffForm(desk.name, fields, filled, receivers, session.language)
            self.app.push_screen(form, answered)

        self.read("people", session.doors.people, ask)

    def _give(self, desk: Desk, brief: Brief) -> None:
        doors, act, next_act = self.session.doors, new_act(), new_act()
        draft = self.draft(understood_only=True)
        given = {key: text for key, text in brief.fields.items() if text}
        self.drafts.forget()

        def refused(error: PipelineError) -> None:
            self.drafts.begin(desk.token, desk.draft)
            self.keep_typed(now=True)
            self.lost(error)

        self.run_worker(self.session.phone.hang_up(), group="phone")
        self.act(
            lambda: doors.hand_off(
                desk.token,
                given,
                act=act,
                to=brief.to,
                note=draft.note,
                draft=draft,
                then_next=True,
                next_act=next_act,
            ),
            lambda handed: self.handed_off(handed, desk.name),
            refused,
        )

    def handed_off(self, handed: HandedOff, who: str) -> None:
        """Show that the contact went on; within one tier its next desk opens in place."""
        self.word = join(fixed("✓ ", SUCCESS), fixed("HOT "), say(f"· {who} → {handed.to}", QUIET))
        self.after_act(None if handed.kept else handed.desk, handed.empty)
        if handed.kept and self.app.check_action("go", (Place.HUNTER.value,)):
            self.run_worker(self.app.run_action("go('hunter')"))

    # taking back, pausing

    def undone(self, done: Undone) -> None:
        """Show what was taken back, and what is in hand now."""
        self.word = join(fixed("↶ ", SUCCESS), say(f"taken back: {sentence(done.verb)} · {done.name}"))
        if done.desk is not None and done.desk.call is not None:
            self.say(f"{sentence(done.verb)} · {done.name}", "Taken back")  # the call's own line stands there
        if done.desk is not None:
            self.after_act(done.desk, None)
        else:
            self.reload()  # what was taken back lies elsewhere; a contact in hand stays there

    def action_pause(self) -> None:
        """Stop with a reason; the timer runs until Enter."""
        language = self.session.language
        reasons = {one.code: one.name(language) for one in self.session.playbook.pause_reasons}

        def chosen(code: str | None) -> None:
            if code is not None:
                self.app.push_screen(Pause(reasons[code]), back)

        def back(seconds: float | None) -> None:
            self.word = say(f"back after {timer(seconds or 0)}", QUIET)
            self.tick()

        self.app.push_screen(Choose("Pause", tuple(reasons.items())), chosen)
