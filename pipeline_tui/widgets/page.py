"""A page of lines made for its own size, so that one record fits eighty columns and more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.ui.formatting import QUIET, fixed, lines

Draw = Callable[[int, int], Sequence[Content]]


class Page(Widget):
    """Shows what a function of width and height draws; what does not fit is counted on the last line."""

    DEFAULT_CSS = """
    Page { height: 1fr; width: 1fr; padding: 0 1; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, more: str = "") -> None:
        """Take the word that says how the lines left out are read."""
        super().__init__(id=id)
        self._draw: Draw | None = None
        self._more = more

    def show(self, draw: Draw | None) -> None:
        """Show what this function draws; None leaves the page empty."""
        self._draw = draw
        self.refresh()

    def render(self) -> Content:
        """Return the lines that fit."""
        width, height = self.content_size.width, self.content_size.height
        if self._draw is None or width < 1 or height < 1:
            return fixed("")
        drawn = [line.truncate(width, ellipsis=True) for line in self._draw(width, height)]
        if len(drawn) > height:
            left = len(drawn) - height + 1
            drawn = [*drawn[: height - 1], fixed(f"… {left} more lines{self._more}", QUIET)]
        return lines(drawn)
