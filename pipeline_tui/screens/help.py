"""Help: every key of the desk in front, from the table, with what it does and whether it is live now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import zip_longest

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.domain.text import clean
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.command import Command, Group
from pipeline_tui.ui.formatting import QUIET, column, fixed, join, lines, say, wrapped
from pipeline_tui.ui.keymap import shown_key
from pipeline_tui.wording import tr

_KEYS, _TITLE = 10, 25  # columns, the gap behind among them
_AROUND = 8  # columns of border, padding and scroll bar


class Help(Dialog[None]):
    """The keys of one desk, group by group."""

    AUTO_FOCUS = "VerticalScroll"

    DEFAULT_CSS = """
    Help > .sheet { width: 100%; height: 100%; }
    Help .keys { text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, title: str, commands: Iterable[Command], live: Callable[[Command], bool]) -> None:
        """Take the desk's commands and the one judge of what is live."""
        super().__init__()
        self._title, self._commands, self._live = title, tuple(commands), live

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(say(tr("Keys: {title}", title=self._title), "bold"), classes="question")
            with VerticalScroll(classes="body"):
                yield Static(classes="keys")
            yield Static(
                join(
                    fixed(tr("Esc "), "bold $accent"),
                    tr("close   "),
                    fixed(tr("↑ ↓ PgUp PgDn "), "bold $accent"),
                    tr("scroll   "),
                    fixed(tr("dim: not now"), "$text-muted"),
                ),
                classes="answers",
            )

    def on_resize(self) -> None:
        """Break the lines for the width that is there."""
        self.query_one(".keys", Static).update(lines(self._lines()))

    @property
    def _width(self) -> int:
        return max(self.size.width - _AROUND, _KEYS + _TITLE + 20)

    def _lines(self) -> Iterable[Content]:
        for group in Group:
            inside = [command for command in self._commands if command.group is group and command.keys]
            if not inside:
                continue
            yield say(tr(group.value), "bold $accent")
            for command in inside:
                keys = " ".join(shown_key(key) for key in command.keys)
                live = self._live(command)
                styles = ("bold", "") if live else (QUIET, QUIET)
                titles = wrapped(clean(tr(command.title)), _TITLE - 1, styles[1])
                said = wrapped(clean(tr(command.tooltip)), self._width - _KEYS - _TITLE - 1, QUIET)
                for key, title, line in zip_longest((keys,), titles, said, fillvalue=None):
                    yield join(
                        column(f" {key or ''}", _KEYS, styles[0]),
                        " ",
                        (title or fixed("")).pad_right(_TITLE - (title.cell_length if title else 0)),
                        line or fixed(""),
                    )
            yield fixed("")

    def action_accept(self) -> None:
        """Close the sheet."""
        self.dismiss(None)

    def action_move(self, way: str) -> None:
        """Scroll."""
        body = self.query_one(VerticalScroll)
        (body.scroll_up if way == "up" else body.scroll_down)(animate=False)
