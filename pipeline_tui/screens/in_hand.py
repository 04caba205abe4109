"""A desk with a contact in hand: who it is, the script, the note, and the lease that holds it."""

from __future__ import annotations

from types import MappingProxyType

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from pipeline_tui.domain import script_walk
from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.errors import HoldLost, PipelineError, UsageTrouble
from pipeline_tui.domain.scripts import Proposal, Script, Walk
from pipeline_tui.screens.base import DeskScreen
from pipeline_tui.screens.draft_keeper import DraftKeeper
from pipeline_tui.screens.objections import Objections
from pipeline_tui.screens.script_values import script_values, today_there
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.command import Command, Hand
from pipeline_tui.ui.messages import AnswerTyped, NoteChanged
from pipeline_tui.widgets.before_pane import BeforePane
from pipeline_tui.widgets.contact_pane import ContactPane
from pipeline_tui.widgets.field_line import FieldLine
from pipeline_tui.widgets.note_box import NoteBox
from pipeline_tui.widgets.rule import Rule
from pipeline_tui.widgets.script_pane import ScriptPane

RENEW_EVERY = 20.0  # seconds


class InHandScreen(DeskScreen):
    """Shows one contact beside its script, keeps drafts and renews the lease."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.desk: Desk | None = None
        self.script: Script | None = None
        self.walk: Walk | None = None
        self.typed: dict[str, str] = {}  # answers as typed, not all of them understood
        self.brief: dict[str, str] = {}
        self.drafts = DraftKeeper(self, session.doors.keep_draft, self.lost)

    def compose_body(self) -> ComposeResult:
        """Build the two faces of the desk: at rest, and with a contact."""
        resting = self.resting_face()
        resting.add_class("face-resting")
        yield resting
        with Horizontal(classes="face-in-hand"):
            with Vertical(classes="left"):
                yield ContactPane()
                yield Rule("Notes")
                yield NoteBox()
                yield Rule("Before")
                yield BeforePane()
            yield ScriptPane()

    def resting_face(self) -> Widget:
        """Return what stands on the desk without a contact."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Begin to renew the lease."""
        self.query_one(".face-in-hand").display = False
        self.set_interval(RENEW_EVERY, self._renew)

    @property
    def hand(self) -> Hand:
        """Return what is in hand."""
        if self.desk is None:
            return Hand.NOTHING
        return Hand.CALLING if self.desk.call is not None else Hand.READY

    @property
    def note(self) -> str:
        """Return what stands in the note."""
        return self.query_one(NoteBox).text.strip()

    # showing

    def show_desk(self, desk: Desk | None) -> None:
        """Show a contact, or the desk at rest."""
        same = desk is not None and self.desk is not None and desk.token == self.desk.token
        self.desk = desk
        self.query_one(".face-resting").display = desk is None
        self.query_one(".face-in-hand").display = desk is not None
        if desk is None:
            self.drafts.forget()
            self.query_one(NoteBox).load_note("", editable=False)
            self.set_focus(None)
            return
        now, zone = self.session.now(), self.session.zone
        self.query_one(ContactPane).show(desk, now, zone)
        self.query_one(BeforePane).show(desk.before, zone, now)
        if not same:
            self._begin(desk)

    def _begin(self, desk: Desk) -> None:
        draft = desk.draft
        self.drafts.begin(desk.token, draft)
        self.brief = dict(draft.brief)
        self.typed = {}
        self.set_focus(None)
        self.query_one(NoteBox).load_note(draft.note, editable=True)
        self.script = self.session.playbook.script(desk.script_id, desk.language or self.session.language)
        self.walk = None
        if self.script is not None:
            path = draft.path or (self.script.first,)
            answers = tuple(draft.answers.items())
            self.walk = Walk(self.script.id, path, answers, frozenset(draft.unsaid))
        self.show_script()

    def show_script(self) -> None:
        """Show the step the walk stands on."""
        assert self.desk is not None
        known = script_walk.known_answers(self.walk, self.desk.answers) if self.walk else {}
        values = script_values(self.desk, self.session)
        self.query_one(ScriptPane).show(self.script, self.walk, values, {**known, **self.typed})

    # drafts and lease

    def draft(self, *, understood_only: bool = False) -> Draft:
        """Return what was typed; for an act only answers that are understood, for keeping every letter."""
        walk = self.walk
        answers = dict(walk.answers) if walk else {}
        if not understood_only:
            answers |= self.typed
        return Draft(
            note=self.note,
            path=walk.path if walk and len(walk.path) > 1 else (),
            answers=MappingProxyType({field: value for field, value in answers.items() if value}),
            brief=MappingProxyType(dict(self.brief)),
            unsaid=tuple(sorted(walk.unsaid)) if walk else (),
        )

    def keep_typed(self, *, now: bool = False) -> None:
        """Have the draft kept."""
        if self.desk is not None:
            self.drafts.typed(self.desk.token, self.draft(), now=now)

    def before_leaving(self) -> None:
        """Keep what is typed before the program ends."""
        self.keep_typed()
        self.drafts.flush()

    def _renew(self) -> None:
        if self.desk is not None:
            token = self.desk.token
            self.read("renew", lambda: self.session.doors.renew(token), lambda _: None, self.lost)

    def lost(self, error: PipelineError) -> None:
        """Say that the contact is no longer in hand; a late answer would be refused."""
        if isinstance(error, HoldLost):
            self.show_desk(None)
        self.fail(error)

    @on(NoteChanged)
    def _note_changed(self, message: NoteChanged) -> None:
        self.keep_typed(now=message.left)

    @on(AnswerTyped)
    def _answer_typed(self, message: AnswerTyped) -> None:
        line = self.query_one(ScriptPane).field(message.field)
        if self.desk is None or self.walk is None or line is None:
            return
        self.typed[message.field] = message.text
        if message.left:
            self._read_answer(line, message.text, self.desk)
        self.keep_typed(now=message.left)

    def _read_answer(self, line: FieldLine, text: str, desk: Desk) -> None:
        assert self.walk is not None
        workspace = self.session.workspace
        try:
            stored = script_walk.read_answer(
                line.question,
                text,
                language=desk.language or workspace.language,
                currency=workspace.currency,
                today=today_there(desk, self.session.now(), workspace.zone),
            )
        except UsageTrouble as trouble:
            line.show(text, understood=False)
            self.say(trouble.next_step, trouble.title)
            return
        self.typed.pop(line.question.field, None)
        self.walk = script_walk.answer(self.walk, line.question.field, stored)
        line.show(stored, understood=True)

    # keys

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command whose reading holds."""
        if command.call == "answer":
            step = script_walk.standing(self.script, self.walk) if self.script and self.walk else None
            return step is not None and int(command.args[0]) <= len(step.answers)
        return super().allows(command)

    def action_note(self) -> None:
        """Open the note."""
        self.query_one(NoteBox).focus()

    def action_fields(self) -> None:
        """Go to the first question, else to the note."""
        if not self.query_one(ScriptPane).focus_first():
            self.action_note()

    def action_back(self) -> None:
        """Leave the note or field; the text stays."""
        self.set_focus(None)

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
            language = self.desk.language or self.session.language
            cards = self.session.playbook.cards
            found = cards.get(language) or cards.get(self.session.playbook.languages[0], ())
            stage = self.desk.stage
            mine = [card for card in found if not card.stages or stage in card.stages]
            self.app.push_screen(Objections(mine))

    def proposal(self, proposed: Proposal) -> None:
        """Take what an answer of the script proposes."""

    def _walk_to(self, walk: Walk) -> None:
        if walk != self.walk:
            self.walk = walk
            self.show_script()
            self.keep_typed(now=True)
            self.refresh_chrome()
