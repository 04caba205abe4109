"""A list of lines with a cursor: draws only what is seen, moves two lines per key, however long it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from pipeline_tui.ui.formatting import fixed, join, lines
from pipeline_tui.ui.messages import LineOpened


class LineList(Widget):
    """Lines of ready content; headings are lines the cursor passes over."""

    DEFAULT_CSS = """
    LineList { height: 1fr; }
    """
    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0)
    """Index of the line under the cursor; -1 when there is none to stand on."""

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:
        """Take the words that stand in an empty list."""
        super().__init__(id=id)
        self._lines: Sequence[Content] = ()
        self._headings: frozenset[int] = frozenset()
        self._empty = empty
        self._top = 0

    def show(
        self, content: Sequence[Content], *, headings: frozenset[int] = frozenset(), cursor: int = 0
    ) -> None:
        """Show these lines, with the cursor on one of them."""
        self._lines, self._headings = content, headings
        self._top = 0
        self.cursor = self._landing(cursor, 1)
        height = (
            self.styles.height
        )  # where it does not follow the lines, the screen need not be laid out anew
        self.refresh(layout=height is None or height.is_auto)

    def say_when_empty(self, words: str) -> None:
        """Take other words for an empty list."""
        self._empty = words

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are, for a list whose height follows them."""
        return max(len(self._lines), 1)

    def move(self, way: str) -> None:
        """Move the cursor: up, down, page-up, page-down, first, last."""
        page = max(self.size.height - 1, 1)
        step = {"up": -1, "down": 1, "page-up": -page, "page-down": page}.get(way)
        last = len(self._lines) - 1
        if way in ("first", "last"):
            self.cursor = self._landing(0 if way == "first" else last, 1 if way == "first" else -1)
        elif step is not None:
            target = min(max(self.cursor + step, 0), last)
            self.cursor = self._landing(target, 1 if step > 0 else -1)

    def stand_on(self, index: int, way: int) -> None:
        """Put the cursor on a line, or on the nearest one that is no heading."""
        self.cursor = self._landing(index, way)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; a second click opens the line."""
        index = self._top + event.y
        if index < len(self._lines) and index not in self._headings:
            if index == self.cursor:
                self.post_message(LineOpened(index))
            self.cursor = index

    def render(self) -> Content:
        """Return the lines that are seen."""
        if not self._lines:
            return fixed(self._empty, "$text-muted")
        height = max(self.size.height, 1)
        if self.cursor >= 0:
            self._top = min(max(self._top, self.cursor - height + 1), self.cursor)
            if self.cursor <= 1:
                self._top = 0
        width = self.size.width
        seen = []
        for index in range(self._top, min(self._top + height, len(self._lines))):
            line = self._lines[index].truncate(max(width - 2, 1), ellipsis=True, pad=index == self.cursor)
            mark = fixed("› ", "$accent") if index == self.cursor else fixed("  ")
            full = join(mark, line)
            seen.append(full.stylize("bold") if index == self.cursor else full)
        return lines(seen)

    def _landing(self, wanted: int, way: int) -> int:
        """Return the nearest line that is no heading, looking on in one direction and then back."""
        ahead = range(wanted, len(self._lines) if way > 0 else -1, way)
        behind = range(wanted, -1 if way > 0 else len(self._lines), -way)
        return next(
            (
                index
                for index in chain(ahead, behind)
                if 0 <= index < len(self._lines) and index not in self._headings
            ),
            -1,
        )
