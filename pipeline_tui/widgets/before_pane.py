"""What was before: calls, notes and moves of the contact in hand, newest first."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.domain.desk import PastCall
from pipeline_tui.ui.formatting import QUIET, column, fixed, join, lines, moment, say
from pipeline_tui.ui.words import PAST


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

    def show(self, before: tuple[PastCall, ...], zone: str, now: datetime) -> None:
        """Show events, their times as the clock of a zone."""
        self._before, self._zone, self._now = before, zone, now
        self.refresh()

    def render(self) -> Content:
        """Return the lines that fit."""
        if self._now is None or not self._before:
            return fixed("first contact", QUIET)
        width, height = max(self.size.width, 1), max(self.size.height, 1)
        shown: list[Content] = []
        for event in self._before:
            shown.append(self._line(event, width))
            if event.text:
                shown.append(join("   ", say(event.text, QUIET)).truncate(width, ellipsis=True))
        if len(shown) > height:
            left = len(shown) - height + 1
            shown = [*shown[: height - 1], fixed(f"… {left} more lines: i", QUIET)]
        return lines(shown)

    def _line(self, event: PastCall, width: int) -> Content:
        assert self._now is not None
        what = PAST.get(event.what, event.what.replace("-", " ").replace("_", " "))
        who = min(8, max(width - 26, 0))
        return join(
            column(moment(event.at, self._zone, self._now), 13, QUIET, right=True),
            "  ",
            column(what, max(width - 16 - who, 8)),
            column(event.who, who, QUIET) if who else fixed(""),
        )
