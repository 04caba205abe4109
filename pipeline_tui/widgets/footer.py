"""The two lines at the bottom: how the call may end, and the keys that are live now."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.ui.command import Command
from pipeline_tui.ui.formatting import fixed, join, lines, say
from pipeline_tui.ui.keymap import shown_key

_GAP = 2


class Footer(Widget):
    """Keys with their words; what does not fit is left to the palette, whose key stands last."""

    DEFAULT_CSS = """
    Footer { height: 2; padding: 0 0 0 1; text-wrap: nowrap; text-overflow: clip; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty footer."""
        super().__init__(id=id)
        self._above: tuple[Command, ...] = ()
        self._below: tuple[Command, ...] = ()
        self._proposed = ""
        self._kept: frozenset[str] = frozenset()

    def show(
        self,
        above: Iterable[Command],
        below: Iterable[Command],
        *,
        proposed: str = "",
        kept: frozenset[str] = frozenset(),
    ) -> None:
        """Show outcomes above and keys below; the proposed command is marked, ``kept`` ones give way last."""
        new = tuple(above), tuple(below), proposed, kept
        if new != (self._above, self._below, self._proposed, self._kept):
            self._above, self._below, self._proposed, self._kept = new
            self.refresh()

    def render(self) -> Content:
        """Return both lines, cut to the width by whole keys."""
        width = max(self.size.width, 1)
        below = self._kept | {command.id for command in self._below[-1:]}
        return lines((self._fit(self._above, self._kept, width), self._fit(self._below, below, width)))

    def _entry(self, command: Command) -> Content:
        key, word = shown_key(command.keys[0]), command.word
        # "a number" reads as one: a word that begins with its key is not written twice.
        rest = word.removeprefix(f"{key} ") if word.startswith(f"{key} ") else word
        style = "bold reverse" if command.id == self._proposed else ""
        return join(say(key, "bold $accent"), " ", say(rest, style))

    def _fit(self, commands: tuple[Command, ...], kept: frozenset[str], width: int) -> Content:
        entries = [(command.id, self._entry(command)) for command in commands]
        while entries and sum(entry.cell_length + _GAP for _, entry in entries) - _GAP > width:
            free = [at for at, (ident, _) in enumerate(entries) if ident not in kept]
            entries.pop(free[-1] if free else 0)
        return fixed(" " * _GAP).join([entry for _, entry in entries])
