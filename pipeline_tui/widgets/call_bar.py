"""The line above the keys: what the call is doing, or what was just stored; the next promised call."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.ui.formatting import fixed, spread


class CallBar(Widget):
    """One line with two ends, of which the left one goes first; it repaints only when something changes."""

    DEFAULT_CSS = """
    CallBar { height: 1; padding: 0 1; background: $panel; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty line."""
        super().__init__(id=id)
        self._left, self._right, self._short = fixed(""), fixed(""), fixed("")

    def show(self, left: Content, right: Content, short: Content) -> None:
        """Show both ends; where there is no room for ``right`` ``short`` stands there, else nothing."""
        if not (left.is_same(self._left) and right.is_same(self._right)):
            self._left, self._right, self._short = left, right, short
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        width = self.size.width
        room = width - self._left.cell_length - 1
        ends = (self._right, self._short, fixed(""))
        return spread(self._left, next(end for end in ends if end.cell_length <= max(room, 0)), width)
