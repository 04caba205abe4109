"""One question of the script with its answer, on one line."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import DescendantBlur
from textual.widgets import Input, Static

from pipeline_tui.domain.scripts import AnswerType, Question
from pipeline_tui.domain.text import clean
from pipeline_tui.ui.formatting import QUIET, SUCCESS, WARNING, column, fixed, say
from pipeline_tui.ui.messages import AnswerTyped

_LABEL = 10
_LONGEST = 1000  # characters that may stand in a field already
_HINTS = {
    AnswerType.TEXT: "",
    AnswerType.MONEY: "amount, 12k, ?",
    AnswerType.NUMBER: "number, ?",
    AnswerType.DATE: "24/12, tomorrow, ?",
    AnswerType.YES_NO: "yes, no, ?",
}


class FieldLine(Horizontal):
    """Label, input and a mark: ``•`` wanted before a hand-off, ``✓`` answered, ``!`` not understood."""

    DEFAULT_CSS = """
    FieldLine { height: auto; }
    FieldLine .label { width: 10; height: 1; }
    FieldLine Input { width: 1fr; }
    FieldLine .mark { width: 2; height: 1; }
    """

    def __init__(self, question: Question, value: str) -> None:
        """Take the question and what is known."""
        super().__init__()
        self.question = question
        self._value = clean(value, limit=_LONGEST)

    def compose(self) -> ComposeResult:
        """Build the line."""
        hint = " / ".join(self.question.choices) or _HINTS.get(self.question.type, "")
        yield Static(column(self.question.field, _LABEL - 1, QUIET), classes="label")
        yield Input(self._value, placeholder=hint, select_on_focus=False)
        yield Static(self._mark(self._value), classes="mark")

    def show(self, value: str, *, understood: bool) -> None:
        """Show a stored answer, or that the text cannot be read."""
        value = clean(value, limit=_LONGEST)
        field = self.query_one(Input)
        if understood and field.value != value:
            with field.prevent(Input.Changed):
                field.value = value
        mark = self._mark(value) if understood else fixed(" !", WARNING)
        self.query_one(".mark", Static).update(mark)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(AnswerTyped(self.question.field, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next(Input) if self._has_next() else self.screen.set_focus(None)

    def on_descendant_blur(self, _: DescendantBlur) -> None:
        """Have the answer read."""
        self.post_message(AnswerTyped(self.question.field, self.query_one(Input).value, left=True))

    def _has_next(self) -> bool:
        fields = list(self.parent.query(FieldLine)) if self.parent is not None else []
        return bool(fields) and fields[-1] is not self

    def _mark(self, value: str) -> Content:
        if value.strip():
            return fixed(" ✓", SUCCESS)
        return fixed(" •", WARNING) if self.question.required else say("")
