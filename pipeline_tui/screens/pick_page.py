"""Which page of the playbook is written: one of many files, found by typing a part of its name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from pipeline_tui.domain.text import clean, fold
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import ACCENT, QUIET, column, fixed, join, say
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import tr

_FOUND = 10  # lines of the search
_NEW = re.compile(r"[a-z]{2}/[a-z0-9-]+(?:\.md)?")
_NAME = 34  # cells of a file's name


class PickPage(Dialog[str]):
    """Answers with the name of a file; a name in a folder of a language that is not there is a new page."""

    def __init__(self, files: Sequence[str], language: str, changed: Collection[str] = ()) -> None:
        """Take the files, the language whose come first, and those that are changed already."""
        super().__init__()
        first = f"{language}/"
        self._files = sorted(files, key=lambda one: ("/" in one, not one.startswith(first), one))
        self._changed = changed
        self._found: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(fixed(tr("Which page do you write?"), "bold"), classes="question")
            yield Input(placeholder=tr("cold-call, regulation, playbook …"))
            files = LineList(empty=tr("No page is called so; a new script is named LANGUAGE/NAME."))
            files.styles.height = _FOUND
            yield files
            yield Static(
                join(
                    fixed(tr("Enter "), f"bold {ACCENT}"),
                    tr("open it in your editor   "),
                    fixed("↑ ↓ ", f"bold {ACCENT}"),
                    tr("choose   "),
                    fixed(tr("Esc "), f"bold {ACCENT}"),
                    tr("leave"),
                ),
                classes="answers",
            )

    def on_mount(self) -> None:
        """Show every page."""
        super().on_mount()
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    @on(LineOpened)
    def _opened(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Take the page under the cursor."""
        at = self.query_one(LineList).cursor
        if 0 <= at < len(self._found):
            self.dismiss(self._found[at])

    def action_move(self, way: str) -> None:
        """Move the cursor."""
        self.query_one(LineList).move(way)

    def action_turn(self, way: str) -> None:
        """Move the cursor far."""
        self.query_one(LineList).move(way)

    def _show(self, typed: str) -> None:
        words = fold(clean(typed)).split()
        found = [one for one in self._files if all(word in fold(one) for word in words)]
        if not found and len(words) == 1 and _NEW.fullmatch(words[0]):
            found = [words[0] if words[0].endswith(".md") else f"{words[0]}.md"]
        self._found = tuple(found)
        self.query_one(LineList).show([self._line(one) for one in found])

    def _line(self, file: str) -> Content:
        told = tr("a new page") if file not in self._files else tr("changed") if file in self._changed else ""
        return join(column(file, _NAME), say(told, QUIET))
