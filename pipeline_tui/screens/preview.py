"""A script walked through on the screen as on a desk: the real pane, an invented contact, nothing stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from pipeline_tui.domain import script_walk
from pipeline_tui.domain.answer_words import AnswerRead, read_back, wanted
from pipeline_tui.domain.objection_cards import cards_for
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.script_preview import invented_contact, operator_in, stage_of
from pipeline_tui.domain.script_words import placeholder_values, today_there
from pipeline_tui.domain.scripts import Proposal, Script, Walk
from pipeline_tui.screens.objections import Objections
from pipeline_tui.ui.bindings import bindings_of
from pipeline_tui.ui.command import Place
from pipeline_tui.ui.formatting import ACCENT, QUIET, fixed, join, lines, say
from pipeline_tui.ui.keymap import Keys, shown_key
from pipeline_tui.ui.messages import AnswerTyped
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.contact_facts import Reader
from pipeline_tui.widgets.contact_pane import ContactPane
from pipeline_tui.widgets.header import Header
from pipeline_tui.widgets.rule import Rule
from pipeline_tui.widgets.script_pane import HAND_OFF, ScriptPane, Shown
from pipeline_tui.wording import mark_as, tr, tr_as

# What of the desk's keys is of use without a call, each with its word below the script.
_KEYS = {
    **{f"script.answer-{digit}": "" for digit in range(2, 10)},
    "script.answer-1": mark_as("preview", "answer"),
    "script.back": mark_as("preview", "back"),
    "script.fields": mark_as("preview", "fields"),
    "script.fields-back": "",
    "script.page-up": "",
    "script.page-down": "",
    "script.objections": mark_as("preview", "cards"),
    "list.view": mark_as("preview", "other script"),
    "program.back": mark_as("preview", "leave"),
    "script.unsaid": mark_as("preview", "not said"),
    "program.quit": "",
}


@dataclass(frozen=True, slots=True)
class Previewed:
    """What is walked through, and for which shop it is read."""

    playbook: Playbook
    scripts: Sequence[Script]  # of one language; the first is opened
    called: str  # the playbook, as it was named: "draft", "version 2", "florist"
    firm: str
    currency: str
    zone: str
    now: Callable[[], datetime]  # UTC
    keys: Keys  # of the desks, as whoever sits here moved them

    @property
    def language(self) -> str:
        """Return the language of the scripts."""
        return self.scripts[0].language


class PreviewScreen(Screen[None]):
    """One script after the other; digits, questions and cards as on a desk, and no call."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (100, "-wide"), (150, "-huge")]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (30, "-tall")]
    DEFAULT_CSS = """
    PreviewScreen .word { height: 1; padding: 0 1; }
    PreviewScreen .ways { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, shown: Previewed) -> None:
        """Take what is walked through."""
        super().__init__()
        self._shown, self._at = shown, 0
        self._typed: dict[str, str] = {}
        self._names = Names.of(shown.playbook, shown.language)
        own = Keys(tuple(one for one in shown.keys.commands if one.id in _KEYS))
        self._bindings = bindings_of(own, Place.HUNTER)  # the desk that has both scripts and views
        keys = shown.keys
        ends = {
            one.args[0]: shown_key(one.keys[0])
            for one in keys.commands
            if one.args[1:] == ("next",) and one.keys
        }
        self._ends = {**ends, HAND_OFF: "h"}
        self._begin()

    def compose(self) -> ComposeResult:
        """Build what a desk shows of a contact in hand, without the call."""
        yield Header()
        with Horizontal(classes="face-in-hand"):
            with Vertical(classes="left"):
                yield ContactPane(more=tr("a desk"))
                yield Rule(tr("Scripts of {playbook}", playbook=self._shown.called))
                yield Static(classes="scripts")
            yield ScriptPane()
        yield Static(classes="word")
        yield Static(
            self._ways(),
            classes="ways",
        )

    def on_mount(self) -> None:
        """Show the first script."""
        self._show()

    def _ways(self) -> Content:
        found = [(self._shown.keys.find(name), word) for name, word in _KEYS.items() if word]
        return join(
            *(
                part
                for command, word in found
                if command is not None and command.keys
                for part in (
                    fixed(f"{shown_key(command.keys[0])} ", f"bold {ACCENT}"),
                    f"{tr_as('preview', word)}  ",
                )
            )
        )

    @property
    def script(self) -> Script:
        """Return the script that is walked through."""
        return self._shown.scripts[self._at]

    def _begin(self) -> None:
        shown = self._shown
        self._desk = invented_contact(shown.playbook, self.script.id, shown.language, shown.now(), shown.zone)
        self._walk, self._typed = script_walk.start(self.script), {}

    def _show(self, word: str = "") -> None:
        shown, step = self._shown, script_walk.standing(self.script, self._walk)
        self.query_one(Header).show((tr("Preview"), shown.called), (shown.firm,), practice=False)
        self.query_one(ContactPane).show(
            self._desk, shown.now(), Reader(self._names, shown.zone, shown.language)
        )
        self.query_one(".scripts", Static).update(
            lines(
                join(fixed("▸ "), say(one.title))
                if at == self._at
                else join(fixed("  "), say(one.title, QUIET))
                for at, one in enumerate(shown.scripts)
            )
        )
        questions = [line.question for line in step.lines if line.question is not None]
        known = {**script_walk.known_answers(self._walk), **self._typed}
        self.query_one(ScriptPane).show(
            self.script,
            self._walk,
            Shown(
                placeholder_values(self._desk, shown.firm, operator_in(shown.language)),
                {one.field: self._read(one.field, known.get(one.field, "")) for one in questions},
                {one.field: wanted(one, shown.language) for one in questions},
                self._ends,
                labels={one.field: self._names.field(one.field) for one in questions},
            ),
        )
        self.query_one(".word", Static).update(say(word, f"bold {ACCENT}"))

    def _read(self, field: str, typed: str) -> AnswerRead:
        shown, step = self._shown, script_walk.standing(self.script, self._walk)
        question = next(
            line.question for line in step.lines if line.question is not None and line.question.field == field
        )
        today = today_there(self._desk, shown.now(), shown.zone)
        return read_back(question, typed, language=shown.language, currency=shown.currency, today=today)

    # keys

    def action_answer(self, digit: str) -> None:
        """Choose an answer of this step; one that ends the script says what the desk would propose."""
        chosen = script_walk.choose(self.script, self._walk, int(digit))
        if not isinstance(chosen, Proposal):
            self._walk_to(chosen)
        elif chosen.handoff:
            self._show(tr("Here the desk opens the hand-off (h)."))
        else:
            key = self._ends.get(chosen.outcome, "")
            named = self._names.outcomes.get(chosen.outcome) or self._names.check_in(chosen.outcome)
            what = f"{named} ({key})" if key else named
            self._show(tr("Here the desk proposes: {what}.", what=what))

    def action_script_back(self) -> None:
        """Go one step back."""
        self._walk_to(script_walk.back(self.script, self._walk))

    def action_unsaid(self) -> None:
        """Mark the must-say lines of this step as not said, one after the other, and all as said last."""
        here = script_walk.standing(self.script, self._walk).id
        passed = [name for name, _ in script_walk.must_say_passed(self.script, self._walk)]
        here_passed = [name for name in passed if name.startswith(f"{here}/")]
        said = [name for name in here_passed if name not in self._walk.unsaid]
        for name in said[:1] or here_passed:
            self._walk = script_walk.mark_unsaid(self._walk, name, unsaid=bool(said))
        self._show()

    def action_fields(self) -> None:
        """Go to the next question."""
        pane = self.query_one(ScriptPane)
        if not pane.focus_beside(1):
            pane.focus_first()

    def action_fields_back(self) -> None:
        """Go to the question before."""
        pane = self.query_one(ScriptPane)
        if not pane.focus_beside(-1):
            pane.focus_first()

    def action_scroll_script(self, way: str) -> None:
        """Scroll the script."""
        self.query_one(ScriptPane).turn(way)

    def action_objections(self) -> None:
        """Read the cards of the stage."""
        stage = stage_of(self._shown.playbook, self.script.id)
        cards = cards_for(self._shown.playbook, stage, self._shown.language)
        self.app.push_screen(Objections(cards, read_only=True))

    def action_view(self) -> None:
        """Begin the next script."""
        self._at = (self._at + 1) % len(self._shown.scripts)
        self.query_one(ScriptPane).forget()
        self._begin()
        self._show()

    async def action_quit_guarded(self) -> None:
        """Leave: nothing here is to be kept."""
        self.app.exit()

    def action_back(self) -> None:
        """Leave the field, else the preview."""
        if isinstance(self.focused, Input):
            self.set_focus(None)
        else:
            self.app.exit()

    def _walk_to(self, walk: Walk) -> None:
        self.set_focus(None)
        self._walk = walk
        self._show()

    @on(AnswerTyped)
    def _answer_typed(self, message: AnswerTyped) -> None:
        line = self.query_one(ScriptPane).field(message.field)
        if line is None:
            return
        read = self._read(message.field, message.text)
        self._typed[message.field] = message.text
        if not message.left:
            line.typing(read)
            return
        if read.understood:
            self._typed.pop(message.field, None)
            self._walk = script_walk.answer(self._walk, message.field, read.value)
        line.show(read)
