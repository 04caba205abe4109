"""The line on top of every desk: where one is, who one is, the phone, the time and the day's figures."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.ui.formatting import fixed, join, say, spread
from pipeline_tui.wording import tr

_LONGEST_NAME, _SHORTEST_NAME = 24, 8  # cells: a long name leaves room for the desk
_GAP = 3  # cells between two words on the right


class Header(Widget):
    """One line; the left part gives way when it is narrow."""

    DEFAULT_CSS = """
    Header { height: 1; text-wrap: nowrap; text-overflow: clip; background: $panel; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty header."""
        super().__init__(id=id)
        self._left: tuple[str, ...] = ()
        self._right: tuple[str, ...] = ()
        self._practice = False

    def show(self, left: tuple[str, ...], right: tuple[str, ...], *, practice: bool) -> None:
        """Show words on both sides; the first ones are the desk and who is there."""
        if (left, right, practice) != (self._left, self._right, self._practice):
            self._left, self._right, self._practice = left, right, practice
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        parts = [say(word, "bold $accent" if index == 0 else "") for index, word in enumerate(self._left)]
        if self._practice:
            parts.insert(1, fixed(tr("practice"), "$warning"))
        left = join(" ", fixed(" · ", "$text-muted").join(parts))
        words = [say(word) for word in self._right if word]
        words[:1] = [self._shortened(word, words[1:]) for word in words[:1]]
        right = join(fixed(" " * _GAP).join(words), " ")
        return spread(left, right, self.size.width)

    def _shortened(self, name: Content, others: list[Content]) -> Content:
        """Return a name that leaves room for what stands beside it and for the desk's own word."""
        beside = sum(word.cell_length + _GAP for word in others)
        desk = say(self._left[0]).cell_length if self._left else 0
        room = self.size.width - beside - desk - 5  # a cell at each end, a space and the sign of what is cut
        return name.truncate(max(_SHORTEST_NAME, min(_LONGEST_NAME, room)), ellipsis=True)
