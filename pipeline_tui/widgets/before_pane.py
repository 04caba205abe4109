"""What was before: calls, notes and moves of the contact in hand, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.domain.desk import PastCall
from pipeline_tui.ui.formatting import QUIET, column, fixed, join, lines, say
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.sheet_parts import event_time, wrapped
from pipeline_tui.wording import tr

_WHEN = 12  # "28 Oct 17:40"
_WHO = 8
_HANGING = 4  # a note hangs under its call
_SHORTEST = 8


class BeforePane(Widget):
    """A line per event, what was said under it; what does not fit is counted, and read with a key."""

    DEFAULT_CSS = """
    BeforePane { height: 1fr; text-wrap: nowrap; text-overflow: clip; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, more: str = "↓") -> None:
        """Make an empty pane; ``more`` is the key that reads all of it."""
        super().__init__(id=id)
        self._before: tuple[PastCall, ...] = ()
        self._zone = "UTC"
        self._now: datetime | None = None
        self._names: Names | None = None
        self._more = more

    def show(self, before: tuple[PastCall, ...], names: Names, zone: str, now: datetime) -> None:
        """Show events in the shop's language, their times as the clock of a zone."""
        minute = now.replace(second=0, microsecond=0)
        if (before, names, zone, minute) != (self._before, self._names, self._zone, self._now):
            self._before, self._names, self._zone, self._now = before, names, zone, minute
            self.refresh()

    def render(self) -> Content:
        """Return the lines that fit."""
        names, now = self._names, self._now
        if names is None or now is None or not self._before:
            return fixed(tr("first contact"), QUIET)
        width, height = max(self.size.width, 1), max(self.size.height, 1)
        told = [event_rows(one, names, self._zone, now, width) for one in self._before]
        return lines(_fitting(told, height, self._more))


def event_rows(
    event: PastCall, names: Names, zone: str, now: datetime, width: int, *, most: int = 2
) -> list[Content]:
    """Return when, what and who on one row, and under it what was said in at most ``most`` rows."""
    said = names.said(event)
    happened = names.event(event.what)
    room = max(width - _WHEN - 2 - _WHO, _SHORTEST)
    who = _WHO if len(happened) < room and width > _WHEN + 2 + _WHO + _SHORTEST else 0
    head = join(
        column(event_time(event, zone, now), _WHEN, QUIET, right=True),
        "  ",
        column(happened, max(width - _WHEN - 2 - who, _SHORTEST)),
        column(event.who, who, QUIET) if who else fixed(""),
    )
    rows = wrapped(said, width, indent=_HANGING, most=most, style=QUIET) if said else []
    return [head, *rows]


def _fitting(told: Sequence[Sequence[Content]], height: int, more: str) -> list[Content]:
    """Return the rows of the events that fit; the last row counts those that do not."""
    if sum(map(len, told)) <= height:
        return [row for rows in told for row in rows]
    shown: list[Content] = []
    whole = 0
    for rows in told:
        if len(shown) + len(rows) > height - 1:
            break
        shown += rows
        whole += 1
    if len(shown) < height - 1:
        # The head of the next event still tells something: its words are read with the rest.
        shown += told[whole][: height - 1 - len(shown)]
    left = len(told) - whole
    return [*shown, join(fixed(tr("… {left} more · ", left=left), QUIET), say(more, QUIET))]
