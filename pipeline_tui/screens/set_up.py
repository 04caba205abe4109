"""The set-up as seven questions on one screen: each explained, each with an answer that Enter takes."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.screen import Screen
from textual.widgets import Input, Static

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.first_answers import FIRM, QUESTIONS, FirstAnswers, read_all
from pipeline_tui.domain.text import clean
from pipeline_tui.screens.first_door import FirstDoor
from pipeline_tui.screens.first_readings import Told, explained, read_answer
from pipeline_tui.ui.first_words import LABELS
from pipeline_tui.ui.formatting import QUIET, WARNING, fixed, join, lines, say, spread
from pipeline_tui.widgets.question_row import QuestionRow
from pipeline_tui.wording import tr


class SetUpScreen(Screen[FirstAnswers]):
    """Asks; leaves with every answer once the shop is made, with None when somebody leaves before."""

    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority: what is typed ahead must find the next question in front.
        Binding("enter", "accept", show=False, priority=True),
        Binding("up,shift+tab", "back", show=False, priority=True),
        Binding("down,tab", "forth", show=False, priority=True),
        Binding("escape", "leave", show=False),
    ]
    DEFAULT_CSS = """
    SetUpScreen #first { padding: 1 1; }
    SetUpScreen.-wide QuestionRow Input { width: 56; }
    SetUpScreen #head, SetUpScreen #ways { height: 1; }
    SetUpScreen #questions { height: 8; margin: 1 0; }
    SetUpScreen #about { height: 1fr; padding: 0 0 0 2; }
    """

    def __init__(self, door: FirstDoor) -> None:
        """Take the door of the workspace to be."""
        super().__init__()
        self._door = door
        self._typed = {one: door.kept.get(one, "") for one in QUESTIONS}
        self._told: dict[str, Told] = {}
        self._at = FIRM
        self._making = False
        self._trouble = ""  # why the shop could not be made, or the answers not be kept

    def compose(self) -> ComposeResult:
        """Build the questions, and under them what the one with the cursor is for."""
        with Vertical(id="first"):
            yield Static(id="head")
            with Vertical(id="questions"):
                for one in QUESTIONS:
                    yield QuestionRow(one, LABELS[one], self._typed[one])
            yield Static(id="about")
            yield Static(id="ways")

    def on_mount(self) -> None:
        """Go on where the answers end, and load meanwhile what making a shop needs."""
        self._load()
        for one in QUESTIONS:
            self._read(one)
        at = self._door.kept.get("at", FIRM)
        self._go(at if at in QUESTIONS else FIRM)
        self._draw()

    # answering

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        row = self._row_of(event.input)
        if event.value == self._typed[row.question]:
            return
        self._typed[row.question] = event.value
        self._trouble = ""
        for one in QUESTIONS:
            self._read(one)
        self._keep()
        self._draw()

    def action_accept(self) -> None:
        """Take the answer, and go to the next question; after the last one the shop is made."""
        if self._making:
            return
        if self._told[self._at].wrong:
            self._draw(asked=True)
        elif self._at != QUESTIONS[-1]:
            self.action_forth()
        else:
            self._finish()

    def _finish(self) -> None:
        wrong = next((one for one in QUESTIONS if self._told[one].wrong), None)
        if wrong is not None:
            self._go(wrong)
            return
        self._making, self._trouble = True, ""
        self.set_focus(None)
        self._draw()
        self._make(read_all(self._typed, self._door.ground))

    @work(thread=True, exit_on_error=False, group="make")
    def _make(self, answers: FirstAnswers) -> None:
        try:
            self._door.make(answers)
        except PipelineError as error:
            self.app.call_from_thread(self._not_made, error)
        else:
            self.app.call_from_thread(self.dismiss, answers)

    def _not_made(self, error: PipelineError) -> None:
        self._making = False
        self._trouble = _words(error)
        self._go(self._at)
        self._draw()

    @work(thread=True, exit_on_error=False, group="load")
    def _load(self) -> None:
        self._door.load()

    # moving

    def action_back(self) -> None:
        """Go to the question before."""
        self._step(-1)

    def action_forth(self) -> None:
        """Go to the next question; what is wrong stays marked."""
        self._step(1)

    def action_leave(self) -> None:
        """Leave; the answers stand there again next time."""
        if not self._making:
            self._keep()
            self.dismiss(None)

    def _step(self, by: int) -> None:
        if not self._making:
            self._go(QUESTIONS[min(max(QUESTIONS.index(self._at) + by, 0), len(QUESTIONS) - 1)])

    def _go(self, question: str) -> None:
        row = next(row for row in self.query(QuestionRow) if row.question == question)
        self.set_focus(row.field)
        row.field.cursor_position = len(row.field.value)

    @on(DescendantFocus)
    def _focused(self, event: DescendantFocus) -> None:
        if isinstance(event.widget, Input):
            self._at = self._row_of(event.widget).question
            self._keep()
            self._draw()

    # what stands there

    def _row_of(self, field: Input) -> QuestionRow:
        return next(row for row in self.query(QuestionRow) if row.field is field)

    def _read(self, question: str) -> None:
        told = read_answer(question, self._typed, self._door)
        self._told[question] = told
        row = next(row for row in self.query(QuestionRow) if row.question == question)
        row.show(told.usual, told.words, wrong=told.wrong)

    def _keep(self) -> None:
        answered = {one: clean(text, limit=400) for one, text in self._typed.items() if text.strip()}
        try:
            self._door.keep({**answered, "at": self._at})
        except PipelineError as error:
            self._trouble = _words(error)

    def _draw(self, *, asked: bool = False) -> None:
        at = QUESTIONS.index(self._at)
        where = (
            tr("question {at} of {all}", at=at, all=len(QUESTIONS) - 1) if at else tr("then seven questions")
        )
        width = max(self.size.width - 2, 20)
        practice = self._door.practice
        title = tr("A practice shop: ready in a minute") if practice else tr("Your shop: ready in a minute")
        self.query_one("#head", Static).update(
            spread(fixed(title, "bold $accent"), fixed(where, QUIET), width),
            layout=False,
        )
        self.query_one("#about", Static).update(self._about(width - 4, asked=asked), layout=False)
        self.query_one("#ways", Static).update(self._ways(), layout=False)

    def _about(self, width: int, *, asked: bool) -> Content:
        told = self._told[self._at]
        parts: list[Content] = []
        if self._making:
            parts += [fixed(tr("Making the shop …"), "bold"), fixed("")]
        if told.wrong and (asked or self._typed[self._at]):
            parts += [join(fixed("! ", WARNING), say(told.full, WARNING)), fixed("")]
        if self._trouble:
            parts += [join(fixed("! ", WARNING), say(self._trouble, WARNING)), fixed("")]
        parts += explained(self._at, self._typed, self._door, width)
        return lines(parts)

    def _ways(self) -> Content:
        last = self._at == QUESTIONS[-1]
        onward = tr("make the shop") if last else tr("next")
        ways = (
            (tr("Enter"), onward),
            (tr("Shift+Tab ↑"), tr("back")),
            (tr("Esc"), tr("leave, answers are kept")),
        )
        told = [fixed(key, "bold $accent") + fixed(f" {word}") for key, word in ways]
        return join(fixed("  "), fixed("   ").join(told))


def _words(error: PipelineError) -> str:
    return " ".join(part for part in (f"{error.title}.", error.detail, error.next_step) if part)
