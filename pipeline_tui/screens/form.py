"""A few fields on one sheet, each read back as it is typed; Enter gives them all once they are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.visual import VisualType
from textual.widgets import Input, Static

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.text import clean
from pipeline_tui.screens.ask import Read, Reading
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import QUIET, SUCCESS, WARNING, column, fixed, join, lines, say
from pipeline_tui.widgets.text_field import TextField
from pipeline_tui.wording import mark, quoted, tr

_LABEL = 16
LONGEST = 1000  # characters that may stand in a field already
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form; ``resting`` is what an empty field is read back as, ``help`` what it is for.

    ``closing`` names letters and another field: such a letter typed last answers that one and gives the form.
    """

    key: str
    label: str
    value: str = ""
    read: Read | None = None
    required: bool = False
    resting: str = ""
    help: str = ""
    closing: tuple[str, str] = ("", "")


class FieldRow(Horizontal):
    """Label, input, and under it how the input is understood."""

    DEFAULT_CSS = """
    FieldRow { height: 2; }
    FieldRow .label { width: 16; height: 1; }
    FieldRow Vertical { width: 1fr; height: 2; }
    FieldRow .reading { height: 1; padding: 0 0 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, field: Field) -> None:
        """Take the field."""
        super().__init__()
        self.field = field

    def compose(self) -> ComposeResult:
        """Build the row."""
        yield Static(column(self.field.label, _LABEL - 1, QUIET), classes="label")
        with Vertical():
            yield TextField(clean(self.field.value, limit=LONGEST), select_on_focus=False)
            yield Static(classes="reading")

    def on_mount(self) -> None:
        """Read what stands there first."""
        self.read_back()

    @property
    def value(self) -> str:
        """Return what is typed."""
        return self.query_one(Input).value.strip()

    @property
    def wrong(self) -> bool:
        """Return whether the form cannot be given with this value."""
        if not self.value:
            return self.field.required
        return self.field.read is not None and bool(self.field.read(self.value).trouble)

    def read_back(self, *, asked: bool = False) -> None:
        """Say how the field is understood; once the form was given, also that it is missing."""
        shown = say(self.field.resting, QUIET)
        if self.value:
            reading = self.field.read(self.value) if self.field.read is not None else Reading()
            # What was typed stands right above: without it the line has room for the reason.
            why = reading.trouble.removeprefix(f"{quoted(self.value)} ")
            why = why.removeprefix(tr('"{value}" ', value=self.value))
            shown = say(why, WARNING) if why else say(reading.shown, SUCCESS)
        elif asked and self.field.required:
            shown = join(
                fixed(tr("! wanted"), WARNING), fixed(" · ", QUIET) if self.field.resting else "", shown
            )
        self.query_one(".reading", Static).update(shown)


class Form(Dialog[Typed]):
    """Asks for several short texts; what cannot be understood keeps the sheet open."""

    DEFAULT_CSS = """
    Form > .sheet > .trouble { margin: 0 0 1 0; height: auto; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        hint: Sequence[str] = (),
        accept: str = mark("accept"),
        leave: str = mark("leave"),
        trouble: PipelineError | None = None,
    ) -> None:
        """Take the question, its fields, help under them, the words of both ways out, and what went wrong."""
        super().__init__()
        self._title, self._fields, self._hint = title, tuple(fields), tuple(hint)
        self._accept, self._leave, self._trouble = accept, leave, trouble
        self._ways: VisualType | None = None  # what the line of the keys says, while it warns instead

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(say(self._title, "bold"), classes="question")
            if self._trouble is not None:
                words = " ".join(part for part in (self._trouble.title + ".", self._trouble.detail) if part)
                yield Static(join(fixed("! ", WARNING), say(words, WARNING)), classes="trouble")
            for field in self._fields:
                yield FieldRow(field)
            if self._hint:
                yield Static(lines(say(line, QUIET) for line in self._hint), classes="hint")
            yield Static(
                join(
                    fixed(tr("Enter "), "bold $accent"),
                    say(tr(self._accept)),
                    fixed("   ↑ ↓ ", "bold $accent"),
                    tr("other field"),
                    fixed(tr("   Esc "), "bold $accent"),
                    say(tr(self._leave)),
                ),
                classes="answers",
            )

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if self._closed_by(self._row_of(event.input)):
            return
        self._row_of(event.input).read_back()
        if self._ways is not None:
            self.query_one(".answers", Static).update(self._ways)
            self._ways = None

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    def action_close(self) -> None:
        """Leave; where something was typed, only with the second key in a row."""
        written = any(
            row.value != clean(row.field.value, limit=LONGEST).strip() for row in self.query(FieldRow)
        )
        if not written or self._ways is not None:
            super().action_close()
            return
        line = self.query_one(".answers", Static)
        self._ways = line.content
        line.update(fixed(tr("! Esc once more leaves and drops what you typed."), WARNING))

    def action_accept(self) -> None:
        """Give the fields, or go to the first one that is missing or not understood."""
        for row in self.query(FieldRow):
            if row.wrong:
                row.read_back(asked=True)
                row.query_one(Input).focus()
                return
        self.dismiss({row.field.key: row.value for row in self.query(FieldRow)})

    def action_move(self, way: str) -> None:
        """Go to the field above or below, round the ends."""
        inputs = list(self.query(Input))
        at = next((index for index, one in enumerate(inputs) if one is self.focused), 0)
        self.set_focus(inputs[(at + (1 if way == "down" else -1)) % len(inputs)])  # before the next key

    def action_field(self, way: str) -> None:
        """Go to the field below or above."""
        self.action_move(way)

    def _closed_by(self, row: FieldRow) -> bool:
        """Give the form when the last letter answers another field; what stands before it must be right."""
        letters, key = row.field.closing
        before, last = row.value[:-1].strip(), row.value[-1:].casefold()
        if not last or last not in letters:
            return False
        if before and row.field.read is not None and row.field.read(before).trouble:
            return False
        answered = next(other for other in self.query(FieldRow) if other.field.key == key)
        with self.prevent(Input.Changed):
            row.query_one(Input).value, answered.query_one(Input).value = before, last
        for one in (row, answered):
            one.read_back()
        self.action_accept()
        return True

    def _row_of(self, field: Input) -> FieldRow:
        return next(row for row in self.query(FieldRow) if field in row.query(Input))
