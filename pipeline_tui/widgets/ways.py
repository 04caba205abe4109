"""The foot of a sheet: the keys that are live on it, on a second line where one does not hold them."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from pipeline_tui.ui.formatting import ACCENT, fixed, join, lines

_GAP = 3


class Ways(Widget):
    """Keys with their words; a line breaks between two of them, never between a key and its word."""

    DEFAULT_CSS = """
    Ways { height: auto; padding: 0 1; }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        """Make an empty foot."""
        super().__init__()
        self._ways: tuple[Content, ...] = ()

    def show(self, ways: Iterable[tuple[str, str]]) -> None:
        """Show keys and what each does."""
        self._ways = tuple(join(fixed(f"{key} ", f"bold {ACCENT}"), fixed(words)) for key, words in ways)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines it takes at a width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the lines."""
        return lines(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        rows: list[list[Content]] = [[]]
        room = width
        for way in self._ways:
            if rows[-1] and way.cell_length > room:
                rows.append([])
                room = width
            rows[-1].append(way)
            room -= way.cell_length + _GAP
        return [fixed(" " * _GAP).join(row) for row in rows]
