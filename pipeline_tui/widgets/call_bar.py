"""The line above the keys: what the call is doing, or what was just stored; the next promised call."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.ui.formatting import fixed, join, spread


class CallBar(Widget):
    """One line with two ends, of which the left one goes first; it repaints only when something changes."""

    DEFAULT_CSS = """
    CallBar { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: clip; background: $panel; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty line."""
        super().__init__(id=id)
        self._parts = (fixed(""), fixed(""), fixed(""), fixed(""))

    def show(self, left: Content, right: Content, short: Content, tail: Content | None = None) -> None:
        """Show both ends; where there is no room for ``right`` ``short`` stands there, else nothing.

        With a ``tail``, how to take back what ``left`` tells, nothing but ``left`` gives way.
        """
        parts = (left, right, short, tail or fixed(""))
        if not all(one.is_same(other) for one, other in zip(parts, self._parts, strict=True)):
            self._parts = parts
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        left, right, short, tail = self._parts
        width = self.size.width
        if tail.cell_length:
            tail = join(fixed("  "), tail)
            room = width - tail.cell_length
            end = right if left.cell_length + right.cell_length < room else short
            left = left.truncate(max(room - end.cell_length - 1, 0), ellipsis=True)
            return spread(join(left, tail), end, width)
        room = width - left.cell_length - 1
        ends = (right, short, fixed(""))
        return spread(left, next(end for end in ends if end.cell_length <= max(room, 0)), width)
