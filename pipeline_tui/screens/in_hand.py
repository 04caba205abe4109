"""A desk with a contact in hand, drawn: who it is, the script, the note, what was before."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from pipeline_tui.domain import script_choice, script_walk
from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.script_words import draft_of, taken_up
from pipeline_tui.domain.scripts import Script, Walk
from pipeline_tui.screens import draft_offer
from pipeline_tui.screens.contact_sheets import close_sheets, everything
from pipeline_tui.screens.holding import HoldingScreen
from pipeline_tui.screens.script_values import shown_beside
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.keymap import shown_key
from pipeline_tui.ui.messages import NoteChanged
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.before_pane import BeforePane
from pipeline_tui.widgets.contact_facts import Reader
from pipeline_tui.widgets.contact_pane import ContactPane
from pipeline_tui.widgets.known_pane import KnownPane
from pipeline_tui.widgets.note_box import NoteBox
from pipeline_tui.widgets.rule import Rule
from pipeline_tui.widgets.script_pane import HAND_OFF, ScriptPane
from pipeline_tui.wording import tr


class InHandScreen(HoldingScreen):
    """Shows one contact beside its script, or the desk at rest."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.script: Script | None = None
        self.walk: Walk | None = None
        self.names = Names.of(session.playbook, session.language)
        self.typed: dict[str, str] = {}  # answers as typed, not all of them understood
        self.brief: dict[str, str] = {}

    def compose_body(self) -> ComposeResult:
        """Build the two faces of the desk: at rest, and with a contact."""
        resting = self.resting_face()
        resting.add_class("face-resting")
        yield resting
        with Horizontal(classes="face-in-hand"):
            reads_all = self._reads_all
            with Vertical(classes="left"):
                yield ContactPane(more=reads_all)
                yield Rule(tr("Notes"))
                yield NoteBox()
                yield Rule(tr("Before"))
                yield BeforePane(more=reads_all)
            yield ScriptPane()
            yield KnownPane()

    def resting_face(self) -> Widget:
        """Return what stands on the desk without a contact."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Begin at rest."""
        self.query_one(".face-in-hand").display = False

    @property
    def reader(self) -> Reader:
        """Return whose clock and language the contact is worded for."""
        return Reader(self.names, self.session.zone, self.session.language)

    @property
    def _reads_all(self) -> str:
        command = self.session.keys.find("contact.everything")
        return shown_key(command.keys[0]) if command is not None and command.keys else tr("all commands")

    @property
    def note(self) -> str:
        """Return what stands in the note."""
        return self.query_one(NoteBox).text.strip()

    # showing

    def show_desk(self, desk: Desk | None) -> None:
        """Show a contact, or the desk at rest."""
        same = desk is not None and self.desk is not None and desk.token == self.desk.token
        if not same:
            close_sheets(self.app)
        self.desk = desk
        self.query_one(".face-resting").display = desk is None
        self.query_one(".face-in-hand").display = desk is not None
        if desk is None:
            self.drafts.forget()
            self.query_one(NoteBox).load_note("", editable=False)
            self.set_focus(None)
            return
        now, reader = self.session.now(), self.reader
        self.query_one(ContactPane).show(desk, now, reader)
        self.query_one(BeforePane).show(desk.before, self.names, reader.zone, now)
        if not same:
            self.begin(desk)

    def begin(self, desk: Desk) -> None:
        """Take up a contact as its draft left it."""
        draft = desk.draft
        self.drafts.begin(desk.token, draft)
        self.brief = dict(draft.brief)
        self.typed = {}
        self.set_focus(None)
        self.query_one(NoteBox).load_note(draft.note, editable=True)
        self.script = self.session.playbook.script(desk.script_id, desk.language or self.session.language)
        self.walk = None
        if self.script is not None:
            session = self.session
            self.walk, self.typed = taken_up(self.script, desk, session.workspace, session.now())
        self.query_one(ScriptPane).forget()
        self.show_script()
        draft_offer.offer(self)

    def method_changed(self, in_hand: Desk | None) -> None:
        """Word everything by the version that holds now; an untouched contact begins its script anew."""
        super().method_changed(in_hand)
        self.names = Names.of(self.session.playbook, self.session.language)
        mine = self.mine(in_hand)
        if mine is not None and self.desk is not None and mine.token == self.desk.token:
            self.desk = mine
            self.begin(mine)

    def show_script(self) -> None:
        """Show the step the walk stands on."""
        assert self.desk is not None
        beside = shown_beside(self.session, self.desk, self.script, self.walk, self.typed, self._ends)
        self.query_one(ScriptPane).show(self.script, self.walk, beside)
        self.show_learned()

    def show_learned(self) -> None:
        """Show what is known by now, where there is room for it."""
        assert self.desk is not None
        known = script_walk.known_answers(self.walk, self.desk.answers) if self.walk else {}
        learned = {**self.desk.brief, **self.desk.answers, **known, **self.brief}
        self.query_one(KnownPane).show(self.desk, learned, self.names)

    @property
    def kept_as(self) -> str:
        """Return the outcome that stands for a script's hand-off here, "" where a call does hand on."""
        return script_choice.kept_as(self.desk.stage, self.session.playbook.outcomes) if self.desk else ""

    @property
    def _ends(self) -> dict[str, str]:
        keys = self.session.keys
        ends = {one.args[0]: one for one in keys.of(self.PLACE) if one.args[1:] == ("next",)}
        hot = ends.get(self.kept_as) if self.kept_as else keys.find("hand-off.hot")
        if hot is not None:
            ends[HAND_OFF] = hot
        return {code: shown_key(one.keys[0]) if one.keys else tr("Enter") for code, one in ends.items()}

    def give_up(self, taken: Desk) -> None:
        """Show the desk at rest when the contact that stands on it went back."""
        if self.desk is not None and self.desk.token != taken.token:
            self.show_desk(None)

    def take_up(self, taken: Desk) -> None:
        """Show a contact of this stage that came into hand."""
        mine = self.mine(taken)
        if mine is not None:
            self.show_desk(mine)
            self.settled()

    # what is typed

    def draft(self, *, understood_only: bool = False) -> Draft:
        """Return what was typed; for an act only answers that are understood, for keeping every letter."""
        return draft_of(self.note, self.walk, {} if understood_only else self.typed, self.brief)

    @on(NoteChanged)
    def _note_changed(self, message: NoteChanged) -> None:
        self.keep_typed(now=message.left)

    # keys

    def action_everything(self) -> None:
        """Open all that is known of the contact, to read and scroll."""
        if self.desk is not None:
            self.app.push_screen(everything(self.desk, self.reader, self.session.now()))

    def action_note(self) -> None:
        """Open the note."""
        self.set_focus(self.query_one(NoteBox))  # at once: the next letter is text, not a command
