"""A page of lines made for its own size, so that one record fits eighty columns and more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.ui.formatting import QUIET, fixed, lines
from pipeline_tui.wording import tr

Draw = Callable[[int, int], Sequence[Content]]


class Page(Widget):
    """Shows what a function of width and height draws; what does not fit is counted, and scrolled to."""

    DEFAULT_CSS = """
    Page { height: 1fr; width: 1fr; padding: 0 1; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, more: str = "") -> None:
        """Take the word that says how the lines left out are read."""
        super().__init__(id=id)
        self._draw: Draw | None = None
        self._more = more
        self._top = 0

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
        self._top = min(self._top, max(len(drawn) - height, 0))
        left = len(drawn) - self._top - height
        shown = drawn[self._top : self._top + height]
        if left > 0:
            shown[-1] = fixed(tr("… {left} more lines{more}", left=left + 1, more=self._more), QUIET)
        return lines(shown)

    def turn(self, way: str) -> None:
        """Scroll: up, down, page-up, page-down, first, last."""
        page = max(self.content_size.height - 2, 1)
        by = {"up": -1, "down": 1, "page-up": -page, "page-down": page, "first": -self._top}
        self._top = max(self._top + by.get(way, 10_000), 0) if way not in ("left", "right") else self._top
        self.refresh()

    @property
    def last_in_sight(self) -> int:
        """Return how many lines stand up to the last one in sight."""
        return self._top + self.content_size.height

    def turn_back(self) -> None:
        """Go to the first line."""
        self._top = 0
        self.refresh()
