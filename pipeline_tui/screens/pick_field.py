"""What a column of a list holds: one of many fields, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from pipeline_tui.domain.import_columns import ColumnUse
from pipeline_tui.domain.import_headers import FIELDS
from pipeline_tui.domain.text import fold
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import QUIET, column, fixed, join, say
from pipeline_tui.widgets.import_lines import field_name
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import tr

_FOUND = 10  # lines of the search


class PickField(Dialog[str]):
    """Answers with a field, "" for a column that is not used."""

    def __init__(self, uses: Sequence[ColumnUse], at: int, sample: str, own: Sequence[str] = ()) -> None:
        """Take the columns as they stand, which is asked about, what it holds, and the shop's own fields."""
        super().__init__()
        self._uses, self._at, self._sample = tuple(uses), at, sample
        self._every = (*FIELDS, *own, "")
        self._found: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(
                join(tr("What does "), say(self._uses[self._at].column, "bold"), tr(" hold?")),
                classes="question",
            )
            yield Static(
                say(tr("as in: {sample}", sample=self._sample) if self._sample else tr("It is empty."), QUIET)
            )
            yield Input(placeholder=tr("phone, last name, note …"))
            fields = LineList(empty=tr("No field is called so."))
            fields.styles.height = _FOUND
            yield fields
            yield Static(
                join(
                    fixed(tr("Enter "), "bold $accent"),
                    tr("take   "),
                    fixed("↑ ↓ ", "bold $accent"),
                    tr("choose   "),
                    fixed(tr("Esc "), "bold $accent"),
                    tr("leave"),
                ),
                classes="answers",
            )

    def on_mount(self) -> None:
        """Show every field, with the cursor on what the column holds now."""
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        cursor = self.query_one(LineList).cursor
        if 0 <= cursor < len(self._found):
            self.dismiss(self._found[cursor])

    def action_move(self, way: str) -> None:
        """Move the cursor."""
        self.query_one(LineList).move(way)

    def action_turn(self, way: str) -> None:
        """Move the cursor far."""
        self.query_one(LineList).move(way)

    def _show(self, typed: str) -> None:
        words = fold(typed).split()
        every = self._every
        self._found = (
            tuple(field for field in every if all(word in fold(_words(field)) for word in words))
            if words
            else every
        )
        now = self._uses[self._at].field
        cursor = self._found.index(now) if not words and now in self._found else 0
        self.query_one(LineList).show([self._line(field) for field in self._found], cursor=cursor)

    def _line(self, field: str) -> Content:
        held = ", ".join(use.column for use in self._uses if field and use.field == field)
        name = field_name(field) if field else tr("· nothing: it is not used")
        return join(column(name, 28), say(tr("now: {held}", held=held) if held else "", QUIET))


def _words(field: str) -> str:
    return f"{field_name(field)} {field}" if field else tr("nothing not used")
