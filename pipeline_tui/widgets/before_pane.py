"""What was before: calls, notes and moves of the contact in hand, newest first."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.domain.desk import PastCall
from pipeline_tui.ui.formatting import QUIET, column, fixed, join, lines, moment, say
from pipeline_tui.ui.names import Names


class BeforePane(Widget):
    """A line per event, a note under its call; as many as there is room for."""

    DEFAULT_CSS = """
    BeforePane { height: 1fr; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty pane."""
        super().__init__(id=id)
        self._before: tuple[PastCall, ...] = ()
        self._zone = "UTC"
        self._now: datetime | None = None
        self._names: Names | None = None

    def show(self, before: tuple[PastCall, ...], names: Names, zone: str, now: datetime) -> None:
        """Show events in the shop's language, their times as the clock of a zone."""
        self._before, self._names, self._zone, self._now = before, names, zone, now
        self.refresh()

    def render(self) -> Content:
        """Return the lines that fit."""
        names = self._names
        if names is None or not self._before:
            return fixed("first contact", QUIET)
        width, height = max(self.size.width, 1), max(self.size.height, 1)
        shown: list[Content] = []
        for event in self._before:
            shown.append(self._line(event, names, width))
            if text := names.said(event):
                shown.append(join("   ", say(text, QUIET)).truncate(width, ellipsis=True))
        if len(shown) > height:
            left = len(shown) - height + 1
            shown = [*shown[: height - 1], fixed(f"… {left} more lines: i", QUIET)]
        return lines(shown)

    def _line(self, event: PastCall, names: Names, width: int) -> Content:
        assert self._now is not None
        who = min(8, max(width - 26, 0))
        return join(
            column(moment(event.at, self._zone, self._now), 13, QUIET, right=True),
            "  ",
            column(names.event(event.what), max(width - 16 - who, 8)),
            column(event.who, who, QUIET) if who else fixed(""),
        )
