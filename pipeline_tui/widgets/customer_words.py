"""What a scripted customer says, as if it were heard; in a real shop it takes no room."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class CustomerWords(Static):
    """Two or three lines under the desk, while a practice call is on the line."""

    DEFAULT_CSS = """
    CustomerWords { display: none; height: auto; max-height: 4; padding: 0 1; border-top: solid $rule; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        """Make it silent."""
        super().__init__()
        self._words: Content | None = None

    def hear(self, words: Content | None) -> None:
        """Show what is said now, None for silence."""
        if words is None:
            self.display, self._words = False, None
        elif self._words is None or not words.is_same(self._words):
            self._words = words
            self.update(words)
            self.display = True
