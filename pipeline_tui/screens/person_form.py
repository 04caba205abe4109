"""A form about a person: one line a field, what it means under them all, and an answer while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.screens.form import Field, FieldRow, Form, Typed
from pipeline_tui.ui.formatting import ACCENT, QUIET, WARNING, fixed, join, lines, say
from pipeline_tui.ui.presence import goes
from pipeline_tui.wording import tr

Ask = Callable[[Typed, Callable[[Content], None]], None]  # what is typed, and who hears the answer

_AROUND, _ANSWER = 9, 2  # lines of the sheet that are no fields, and those of an answer


class Rows(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields; arrows go from one to the other, and what has the cursor comes into sight by itself."""


class PersonForm(Form):
    """Shows the meaning of the focused field below, and asks after each stop in typing."""

    WAIT: ClassVar[float] = 0.3  # seconds without a letter, after which it is asked

    DEFAULT_CSS = """
    PersonForm {
        & > .sheet { width: 100; padding: 0 1; }
        & FieldRow { height: 1; }
        & FieldRow Vertical { layout: horizontal; height: 1; }
        & FieldRow Input { width: 30; }
        & FieldRow .reading { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
        & .rows { height: auto; }
        & #meaning { height: 3; margin: 1 0 0 0; }
        & #answer { height: 2; }
    }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        accept: str,
        ask: Ask | None = None,
        asks_with: frozenset[str] = frozenset(),
        trouble: PipelineError | None = None,
    ) -> None:
        """Take the question, its fields, what to ask while typing, and which fields it depends on."""
        super().__init__(title, fields, accept=accept)
        self._ask, self._asks_with, self._refusal = ask, asks_with, trouble
        self._asked = self._told = 0  # the last question, and the last one that is settled
        self._waiting: Timer | None = None
        self._before: Typed = {}

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(say(self._title, "bold"), classes="question")
            with Rows(classes="rows"):
                for field in self._fields:
                    yield FieldRow(field)
            yield Static(id="meaning")
            yield Static(id="answer")
            yield Static(
                join(
                    fixed(tr("Enter "), f"bold {ACCENT}"),
                    say(tr(self._accept)),
                    fixed("   ↑ ↓ ", f"bold {ACCENT}"),
                    tr("other field"),
                    fixed(tr("   Esc "), f"bold {ACCENT}"),
                    tr("leave"),
                ),
                classes="answers",
            )

    def on_mount(self) -> None:
        """Say what was refused before, and ask about what stands there already."""
        if not self.children:
            return  # left again before it stood
        self._fit()
        self._before = self.typed
        if self._refusal is not None:
            words = " ".join(part for part in (f"{self._refusal.title}.", self._refusal.detail) if part)
            self._show_answer(join(fixed("! ", WARNING), say(words, WARNING)))
        else:
            self._wait()

    def on_resize(self) -> None:
        """Let the fields have what height there is; the rest of them scrolls."""
        if self.children:
            self._fit()

    def _fit(self) -> None:
        answers = self._ask is not None or self._refusal is not None
        self.query_one("#answer").display = answers
        around = _AROUND + (_ANSWER if answers else 0)
        for rows in self.query(".rows"):
            rows.styles.max_height = max(self.app.size.height - around, 3)

    @property
    def typed(self) -> Typed:
        """Return what stands in the fields."""
        return {row.field.key: row.value for row in self.query(FieldRow)}

    # the focused field

    def on_descendant_focus(self) -> None:
        """Say what the field under the cursor is for, and how it is understood."""
        self._explain()

    def _explain(self) -> None:
        row = next((one for one in self.query(FieldRow) if one.query_one(Input).has_focus), None)
        if row is None:
            return
        reading = row.field.read(row.value) if row.field.read is not None and row.value else None
        understood = (reading.trouble or reading.shown) if reading is not None else ""
        style = WARNING if reading is not None and reading.trouble else ""
        parts = [say(row.field.help or row.field.resting, QUIET), say(understood, style)]
        self.query_one("#meaning", Static).update(lines(part for part in parts if part.plain))

    @on(Input.Changed)
    def _reads_again(self, event: Input.Changed) -> None:
        for row in self.query(FieldRow):
            row.read_back()  # one field may decide how another is read
        self._explain()
        row = self._row_of(event.input)
        if row.field.key in self._asks_with and self.typed != self._before:
            self._before = self.typed
            self._wait()

    # the answer

    @property
    def asking(self) -> bool:
        """Return whether what stands in the fields is still being asked about."""
        return self._told != self._asked

    def _wait(self) -> None:
        if self._ask is None:
            return
        self._asked += 1  # whatever is under way is about what stood there before
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(self.WAIT, self._start)

    def _start(self) -> None:
        if self._ask is not None:
            self._ask(self.typed, partial(self._answered, self._asked))

    def _answered(self, number: int, words: Content) -> None:
        if not goes(self) and number == self._asked:
            self._told = number
            self._show_answer(words)

    def _show_answer(self, words: Content) -> None:
        self.query_one("#answer", Static).update(words)
