"""One question of the set-up: its name, the answer, and beside it how the answer is understood."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from pipeline_tui.domain.text import clean
from pipeline_tui.ui.formatting import QUIET, SUCCESS, WARNING, fixed, join, say
from pipeline_tui.widgets.text_field import TextField


class QuestionRow(Horizontal):
    """A line to answer in; ``✓`` how it reads, ``!`` why it does not."""

    DEFAULT_CSS = """
    QuestionRow { height: 1; }
    QuestionRow .label { width: 14; }
    QuestionRow Input { width: 32; }
    QuestionRow .reading { width: 1fr; padding: 0 0 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, question: str, label: str, value: str) -> None:
        """Take the question's code, its name, and what was typed before."""
        super().__init__()
        self.question, self._label, self._value = question, label, value
        self._shown: tuple[str, str, bool] | None = None

    def compose(self) -> ComposeResult:
        """Build the line."""
        yield Static(fixed(self._label, QUIET), classes="label")
        yield TextField(clean(self._value, limit=400), select_on_focus=False)
        yield Static(classes="reading")

    @property
    def field(self) -> Input:
        """Return the line to type into."""
        return self.query_one(Input)

    def show(self, usual: str, words: str, *, wrong: bool) -> None:
        """Show what Enter would take, and how the answer reads or why it does not."""
        if (usual, words, wrong) == self._shown:
            return  # most answers stand as they are while another one is typed
        self._shown = usual, words, wrong
        self.field.placeholder = clean(usual, limit=200)
        mark = fixed("! ", WARNING) if wrong else fixed("✓ ", SUCCESS)
        told = join(mark, say(words, WARNING if wrong else QUIET))
        self.query_one(".reading", Static).update(told, layout=False)
