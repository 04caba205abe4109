"""A rule with a word in it, in place of a box."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.ui.formatting import fixed, join, say


class Rule(Widget):
    """``─ Notes ─────────``"""

    DEFAULT_CSS = """
    Rule { height: 1; text-wrap: nowrap; text-overflow: clip; }
    """
    ALLOW_SELECT = False

    def __init__(self, word: str, *, id: str | None = None) -> None:
        """Take the word that stands in the rule."""
        super().__init__(id=id)
        self._word = word

    def show(self, word: str) -> None:
        """Show another word."""
        if word != self._word:
            self._word = word
            self.refresh()

    def render(self) -> Content:
        """Return the rule over the whole width."""
        word = say(self._word).pad(1, 1) if self._word else fixed("")
        rest = max(self.size.width - word.cell_length - 1, 0)
        return join(fixed("─", "$rule"), word.stylize("$text-muted"), fixed("─" * rest, "$rule"))
