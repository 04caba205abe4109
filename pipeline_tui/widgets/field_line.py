"""One question of the script with its answer, and below it how the answer was understood."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantBlur
from textual.widgets import Input, Static

from pipeline_tui.domain.answer_words import AnswerRead
from pipeline_tui.domain.scripts import AnswerType, Question
from pipeline_tui.domain.text import clean
from pipeline_tui.ui.formatting import QUIET, SUCCESS, WARNING, fixed, join, say
from pipeline_tui.ui.messages import AnswerTyped
from pipeline_tui.widgets.text_field import TextField

_LONGEST = 1000  # characters that may stand in a field already


class FieldLine(Vertical):
    """Label, input and a mark: ``•`` wanted before a hand-off, ``✓`` answered, ``!`` not understood."""

    DEFAULT_CSS = """
    FieldLine { height: auto; }
    FieldLine > Horizontal { height: auto; }
    /* The question above says it in full. */
    FieldLine .label { width: 13; height: 1; padding: 0 1 0 0; text-wrap: nowrap; text-overflow: ellipsis; }
    .-wide FieldLine .label { width: 20; }
    FieldLine Input { width: 1fr; }
    FieldLine .mark { width: 2; height: 1; }
    FieldLine .reading { height: auto; padding: 0 0 0 2; }
    """

    def __init__(self, question: Question, read: AnswerRead, wanted: str, label: str = "") -> None:
        """Take the question, its answer as read so far, what it takes, and what its field is called."""
        super().__init__()
        self.question = question
        self._label = label or question.field
        self._read = AnswerRead(clean(read.value, limit=_LONGEST), read.words, read.understood)
        self._wanted = wanted
        self._told = self._read.value

    def compose(self) -> ComposeResult:
        """Build the lines."""
        with Horizontal():
            yield Static(say(self._label, QUIET), classes="label")
            hint = "" if self.question.type is AnswerType.CHOICE else self._wanted
            yield TextField(self._read.value, placeholder=hint, select_on_focus=False)
            yield Static(self._mark(), classes="mark")
        yield Static(self._reading(), classes="reading")

    def on_mount(self) -> None:
        """Take no line where there is nothing to read back."""
        self._show_reading()

    def show(self, read: AnswerRead) -> None:
        """Show a stored answer, or that the text cannot be read."""
        self._read = AnswerRead(clean(read.value, limit=_LONGEST), read.words, read.understood)
        field = self.query_one(Input)
        if read.understood and field.value != self._read.value:
            self._told = self._read.value
            field.value = self._read.value
        self.query_one(".mark", Static).update(self._mark())
        self._show_reading()

    def typing(self, read: AnswerRead) -> None:
        """Show how the text reads so far; half a date is no mistake yet."""
        words = read.words if read.understood else ""
        self._read = AnswerRead("", words)
        self._show_reading()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._told:  # an input tells of its first value too, which nobody typed
            self._told = event.value
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

    def _show_reading(self) -> None:
        reading = self.query_one(".reading", Static)
        content = self._reading()
        reading.update(content)
        reading.display = bool(content.plain)

    def _reading(self) -> Content:
        read = self._read
        if not read.understood:
            return join(fixed("! ", WARNING), say(read.words, WARNING))
        if self.question.type is AnswerType.CHOICE:
            return say(self._wanted, QUIET)  # beside the answer too: a digit may change it
        return join(fixed("= ", SUCCESS), say(read.words)) if read.words else fixed("")

    def _mark(self) -> Content:
        if not self._read.understood:
            return fixed(" !", WARNING)
        if self._read.value.strip():
            return fixed(" ✓", SUCCESS)
        return fixed(" •", WARNING) if self.question.required else say("")
