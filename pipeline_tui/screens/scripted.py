"""The script on a desk with a contact in hand: steps by digit, answers read as they are left, cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import on

from pipeline_tui.domain import script_walk
from pipeline_tui.domain.objection_cards import NO_FIGURES, CardFigures, cards_for
from pipeline_tui.domain.playbook import Card
from pipeline_tui.domain.script_words import read_here
from pipeline_tui.domain.scripts import Proposal, Walk
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens import rehearsal
from pipeline_tui.screens.in_hand import InHandScreen
from pipeline_tui.screens.objections import Objections
from pipeline_tui.ui.command import Command, Hand
from pipeline_tui.ui.messages import AnswerTyped
from pipeline_tui.ui.presence import goes
from pipeline_tui.widgets.script_pane import ScriptPane


class ScriptedScreen(InHandScreen):
    """Walks through the script; what an answer proposes is for the desks that call."""

    _card_figures: Mapping[str, CardFigures] = NO_FIGURES  # as they were read last

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command whose reading holds."""
        if command.call == "answer":
            step = script_walk.standing(self.script, self.walk) if self.script and self.walk else None
            return step is not None and int(command.args[0]) <= len(step.answers)
        return super().allows(command)

    def action_fields(self) -> None:
        """Go to the next question, from the keys to the first one without an answer, else to the note."""
        pane = self.query_one(ScriptPane)
        if not pane.focus_beside(1) and not pane.focus_first():
            self.action_note()

    def action_fields_back(self) -> None:
        """Go to the question before."""
        pane = self.query_one(ScriptPane)
        if not pane.focus_beside(-1):
            pane.focus_first()

    def action_scroll_script(self, way: str) -> None:
        """Scroll the script."""
        self.query_one(ScriptPane).turn(way)

    def action_script_back(self) -> None:
        """Go one step back in the script."""
        if self.script is not None and self.walk is not None:
            self._walk_to(script_walk.back(self.script, self.walk))

    def action_answer(self, digit: str) -> None:
        """Choose an answer of this step."""
        if self.script is None or self.walk is None:
            return
        chosen = script_walk.choose(self.script, self.walk, int(digit))
        if isinstance(chosen, Proposal):
            self.proposal(chosen)
        else:
            self._walk_to(chosen)
            rehearsal.walked(self, chosen)

    def action_unsaid(self) -> None:
        """Mark the first must-say line of this step as not said, the next one then, and all as said last."""
        if self.script is None or self.walk is None:
            return
        here = script_walk.standing(self.script, self.walk).id
        passed = [name for name, _ in script_walk.must_say_passed(self.script, self.walk)]
        lines = [name for name in passed if name.startswith(f"{here}/")]
        said = [name for name in lines if name not in self.walk.unsaid]
        walk = self.walk
        for name in said[:1] or lines:
            walk = script_walk.mark_unsaid(walk, name, unsaid=bool(said))
        self._walk_to(walk)

    def action_objections(self) -> None:
        """Search the playbook's cards."""
        if self.desk is not None:
            token, doors = self.desk.token, self.session.doors

            def said(card: Card | None) -> None:
                if card is not None and self.hand is Hand.CALLING:
                    self.read(
                        "card-use", lambda: doors.use_card(token, card.id), lambda _: rehearsal.tick(self)
                    )

            self.open_cards(self.desk.stage, self.desk.language, said)

    def open_cards(self, stage: Stage, language: str, said: Callable[[Card | None], None] | None) -> None:
        """Open the cards of a stage; without ``said`` they are only read. Their figures follow."""
        doors, playbook = self.session.doors, self.session.playbook
        cards = cards_for(playbook, stage, language or self.session.language)
        sheet = Objections(cards, self._card_figures, read_only=said is None)

        def told(figures: Mapping[str, CardFigures]) -> None:
            self._card_figures = figures
            if not goes(sheet):
                sheet.take_figures(figures)

        self.app.push_screen(sheet, said)
        self.read("cards", lambda: doors.card_figures(stage), told)

    def proposal(self, proposed: Proposal) -> None:
        """Take what an answer of the script proposes."""

    def _walk_to(self, walk: Walk) -> None:
        if walk != self.walk:
            self.walk = walk
            self.show_script()
            self.keep_typed(now=True)
            self.refresh_chrome()

    # answers

    @on(AnswerTyped)
    def _answer_typed(self, message: AnswerTyped) -> None:
        line = self.query_one(ScriptPane).field(message.field)
        if self.desk is None or self.walk is None or line is None:
            return
        self.typed[message.field] = message.text
        session = self.session
        read = read_here(line.question, message.text, self.desk, session.workspace, session.now())
        if not message.left:
            line.typing(read)
        else:
            if read.understood:
                self.typed.pop(message.field, None)
                self.walk = script_walk.answer(self.walk, message.field, read.value)
            line.show(read)
            self.show_learned()
        self.keep_typed(now=message.left)
