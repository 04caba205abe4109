"""A month of check-ins: weeks as lines, a count with its glyph on every day that has any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from pipeline_tui.domain.farming import DayCount
from pipeline_tui.ui.formatting import ACCENT, QUIET, STRONG, SUCCESS, WARNING, fixed, join, lines
from pipeline_tui.wording import mark, tr

_CELL = 6
_WEEK = (mark("Mo"), mark("Tu"), mark("We"), mark("Th"), mark("Fr"), mark("Sa"), mark("Su"))
WIDTH = 7 * _CELL + 1
HEIGHT = 8  # the names of the days, at most six weeks, what the glyphs mean


def key() -> Content:
    """Return what the glyphs mean."""
    return join(
        fixed(" ! ", WARNING),
        fixed(tr("overdue  "), QUIET),
        fixed(tr("· planned  "), QUIET),
        fixed("✓ ", SUCCESS),
        fixed(tr("done  × closed"), QUIET),
    )


def weeks_of(on: date) -> list[list[date]]:
    """Return the weeks of a month from Monday, with the days of its neighbours that fill them."""
    first = on.replace(day=1)
    start = first - timedelta(days=first.weekday())
    weeks: list[list[date]] = []
    while not weeks or (start.month == on.month and start.year == on.year):
        weeks.append([start + timedelta(days=number) for number in range(7)])
        start += timedelta(days=7)
    return weeks


def month_away(on: date, by: int) -> date:
    """Return the same day of another month, or its last one."""
    year, month = divmod(on.year * 12 + on.month - 1 + by, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(on.day, (following - timedelta(days=1)).day))


class MonthGrid(Widget):
    """The month around the day under the cursor, which stands in brackets."""

    DEFAULT_CSS = """
    MonthGrid { width: 45; height: 9; padding: 0 1; }
    """
    ALLOW_SELECT = False

    class DayPointed(Message):
        """A day was clicked."""

        def __init__(self, on: date) -> None:
            super().__init__()
            self.on = on

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty month."""
        super().__init__(id=id)
        self._counts: Mapping[date, DayCount] = {}
        self._cursor = self._today = date.min

    def show(self, counts: Iterable[DayCount], cursor: date, today: date) -> None:
        """Show the month of the day under the cursor."""
        self._counts = {one.day: one for one in counts}
        self._cursor, self._today = cursor, today
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Point at the day that was clicked."""
        weeks = weeks_of(self._cursor)
        week, day_of_week = event.y - 1, (event.x - 1) // _CELL
        if 0 <= week < len(weeks) and 0 <= day_of_week < 7:
            self.post_message(self.DayPointed(weeks[week][day_of_week]))

    def render(self) -> Content:
        """Return the weeks."""
        if self._cursor == date.min:
            return fixed("")
        head = fixed("".join(f" {tr(name):<5}" for name in _WEEK), QUIET)
        return lines([head, *(self._week(week) for week in weeks_of(self._cursor)), key()])

    def _week(self, week: list[date]) -> Content:
        cells = []
        for on in week:
            here = on == self._cursor
            before = on - timedelta(days=1) == self._cursor and on != week[0]
            gap = fixed("[", f"bold {ACCENT}") if here else fixed("]" if before else " ", f"bold {ACCENT}")
            cells.append(join(gap, self._cell(on)))
        last = fixed("]", f"bold {ACCENT}") if week[-1] == self._cursor else fixed(" ")
        return join(*cells, last)

    def _cell(self, on: date) -> Content:
        counts = self._counts.get(on, DayCount(on))
        inside = on.month == self._cursor.month
        style = QUIET if not inside or counts.closed else ""
        if on == self._today:
            style = f"bold underline {ACCENT}"
        number = fixed(f"{on.day:>2}", style if on != self._cursor else f"{style} {STRONG}".strip())
        mark, figure, colour = self._mark(counts)
        # Two digits of a count close the gap, so that a cell never changes its width.
        text = f"{mark}{figure}".rjust(3)[-3:]
        return join(number, fixed(text, colour or style))

    def _mark(self, counts: DayCount) -> tuple[str, str, str]:
        if counts.overdue:
            return "!", str(min(counts.overdue, 99)), WARNING
        if counts.planned:
            return "·", str(min(counts.planned, 99)), ""
        if counts.done:
            return "✓", str(min(counts.done, 99)), SUCCESS
        return ("×", "", QUIET) if counts.holiday or counts.away else ("", "", "")
