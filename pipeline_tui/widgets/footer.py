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
    """Keys with their words; what does not fit is left to help and palette, whose keys always stand."""

    DEFAULT_CSS = """
    Footer { height: 2; padding: 0 0 0 1; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty footer."""
        super().__init__(id=id)
        self._above: tuple[Command, ...] = ()
        self._below: tuple[Command, ...] = ()
        self._proposed = ""

    def show(self, above: Iterable[Command], below: Iterable[Command], *, proposed: str = "") -> None:
        """Show outcomes above and keys below; the proposed outcome's command id is marked."""
        new = tuple(above), tuple(below), proposed
        if new != (self._above, self._below, self._proposed):
            self._above, self._below, self._proposed = new
            self.refresh()

    def render(self) -> Content:
        """Return both lines, cut to the width by whole keys."""
        width = max(self.size.width, 1)
        above = [self._entry(command) for command in self._above]
        below = [self._entry(command) for command in self._below]
        return lines((self._fit(above, width), self._fit(below, width)))

    def _entry(self, command: Command) -> Content:
        key, word = shown_key(command.keys[0]), command.word
        # "a number" reads as one: a word that begins with its key is not written twice.
        rest = word.removeprefix(f"{key} ") if word.startswith(f"{key} ") else word
        style = "bold reverse" if command.id == self._proposed else ""
        return join(say(key, "bold $accent"), " ", say(rest, style))

    def _fit(self, entries: list[Content], width: int) -> Content:
        kept = list(entries)
        while kept and sum(entry.cell_length + _GAP for entry in kept) - _GAP > width:
            # The last one is the way to everything else; the one before it gives way.
            kept.pop(-2 if len(kept) > 1 else -1)
        return fixed(" " * _GAP).join(kept)
