"""A week of check-ins: a line for each day, with its counts and whom they are with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from pipeline_tui.domain.calendar_words import day_name
from pipeline_tui.domain.farming import DayCount
from pipeline_tui.ui.formatting import (
    ACCENT,
    QUIET,
    STRONG,
    SUCCESS,
    WARNING,
    column,
    fixed,
    join,
    lines,
)
from pipeline_tui.widgets.month_grid import key
from pipeline_tui.wording import tr

_DAYS = 7


class WeekGrid(Widget):
    """The week of the day under the cursor, which stands in brackets."""

    DEFAULT_CSS = """
    WeekGrid { width: 45; height: 9; padding: 0 1; }
    """
    ALLOW_SELECT = False

    class DayPointed(Message):
        """A day was clicked."""

        def __init__(self, on: date) -> None:
            super().__init__()
            self.on = on

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty week."""
        super().__init__(id=id)
        self._counts: Mapping[date, DayCount] = {}
        self._names: Mapping[date, Sequence[str]] = {}
        self._cursor = self._today = date.min

    def show(
        self,
        counts: Mapping[date, DayCount],
        names: Mapping[date, Sequence[str]],
        cursor: date,
        today: date,
    ) -> None:
        """Show the week of the day under the cursor, with whom each day's check-ins are."""
        self._counts, self._names = counts, names
        self._cursor, self._today = cursor, today
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Point at the day that was clicked."""
        if 0 <= event.y - 1 < _DAYS:
            self.post_message(self.DayPointed(self._monday + timedelta(days=event.y - 1)))

    @property
    def _monday(self) -> date:
        return self._cursor - timedelta(days=self._cursor.weekday())

    def render(self) -> Content:
        """Return the days."""
        if self._cursor == date.min:
            return fixed("")
        head = fixed(tr(" Week {week}", week=self._cursor.isocalendar().week), QUIET)
        days = [self._day(self._monday + timedelta(days=number)) for number in range(_DAYS)]
        return lines([head, *days, key()])

    def _day(self, on: date) -> Content:
        counts = self._counts.get(on, DayCount(on))
        here = on == self._cursor
        style = QUIET if counts.closed else ""
        if on == self._today:
            style = f"bold underline {ACCENT}"
        edge = f"bold {ACCENT}"
        named = f"{day_name(on)} {on.day:>2}"
        first = join(
            fixed("[" if here else " ", edge),
            fixed(named, f"{style} {STRONG}".strip() if here else style),
            fixed("]" if here else " ", edge),
        )
        figures = self._figures(counts)
        room = max(self.content_size.width - first.cell_length - figures.cell_length - 2, 0)
        return join(first, " ", figures, " ", column(self._whom(on, counts), room, QUIET))

    def _figures(self, counts: DayCount) -> Content:
        parts = [
            fixed(f"{mark}{number} ", style)
            for mark, number, style in (
                ("!", counts.overdue, WARNING),
                ("·", counts.planned, ""),
                ("✓", counts.done, SUCCESS),
            )
            if number
        ]
        if counts.closed:
            parts.append(fixed("× ", QUIET))
        made = join(*parts) if parts else fixed("")
        return made.pad_right(max(8 - made.cell_length, 0))

    def _whom(self, on: date, counts: DayCount) -> str:
        names = list(self._names.get(on, ()))
        whom = ", ".join(names)
        return " · ".join(part for part in (counts.closed, whom) if part)
