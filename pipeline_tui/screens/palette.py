"""The palette: every command that is live now, found by its words."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from pipeline_tui.domain.text import fold
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.command import Command
from pipeline_tui.ui.formatting import column, fixed, join, say
from pipeline_tui.ui.keymap import shown_key
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import tr


def matching(commands: Iterable[Command], typed: str) -> tuple[Command, ...]:
    """Return the commands whose title, id or tooltip hold every typed word; titles first."""
    words = fold(typed).split()
    found = [
        (0 if all(word in fold(tr(one.title)) for word in words) else 1, index, one)
        for index, one in enumerate(commands)
        if all(word in fold(f"{tr(one.title)} {one.id} {tr(one.tooltip)}") for word in words)
    ]
    return tuple(one for _, _, one in sorted(found, key=lambda entry: entry[:2]))


class Palette(Dialog[Command]):
    """Searches the live commands and answers with the chosen one."""

    DEFAULT_CSS = """
    Palette > .sheet { height: 20; }
    Palette LineList { height: 1fr; }
    Palette .said { height: 2; margin: 1 0 1 0; color: $text-muted; }
    """

    def __init__(self, commands: Iterable[Command]) -> None:
        """Take the commands that are live now."""
        super().__init__()
        self._commands = tuple(commands)
        self._found = self._commands

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Input(placeholder=tr("what do you want to do?"))
            yield LineList(empty=tr("No live command has these words."))
            yield Static(classes="said")
            yield Static(
                join(
                    fixed(tr("Enter "), "bold $accent"),
                    tr("do it   "),
                    fixed(tr("Esc "), "bold $accent"),
                    tr("leave"),
                )
            )

    def on_mount(self) -> None:
        """Show everything, and explain what the cursor is on."""
        self.watch(self.query_one(LineList), "cursor", self._explain, init=False)
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

    def _show(self, typed: str) -> None:
        self._found = matching(self._commands, typed)
        self.query_one(LineList).show([_line(command) for command in self._found])
        self._explain(self.query_one(LineList).cursor)

    def _explain(self, cursor: int) -> None:
        tooltip = tr(self._found[cursor].tooltip) if 0 <= cursor < len(self._found) else ""
        self.query_one(".said", Static).update(say(tooltip))


def _line(command: Command) -> Content:
    keys = " ".join(shown_key(key) for key in command.keys[:1])
    return join(column(tr(command.title), 44), say(keys, "$accent"))
