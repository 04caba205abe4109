"""The face of the farmer desk at rest: a list or days above, the client under the cursor below."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from pipeline_tui.domain.calendar_words import day_name, long_day_name, long_month_name, month_name
from pipeline_tui.ui.command import Place
from pipeline_tui.ui.formatting import QUIET, STRONG, join, say
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.month_grid import MonthGrid
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.rule import Rule
from pipeline_tui.widgets.week_grid import WeekGrid
from pipeline_tui.wording import mark, tr

_EMPTY = mark(
    "No check-in is planned for the week to come, and none is late.\n\n"
    "Every won deal brings one: v opens the week, the month and the agenda"
)
BESIDE = 46  # columns of the day beside a list


class CalendarFace(Vertical):
    """The desk at rest: today, week, month or agenda above, the client under the cursor below."""

    DEFAULT_CSS = """
    CalendarFace { height: 1fr; }
    CalendarFace #lines { height: 1fr; }
    CalendarFace #agenda { width: 1fr; }
    CalendarFace #agenda.empty { padding: 1 2; }
    CalendarFace #beside { width: 46; border-left: solid $rule; }
    CalendarFace #month { height: auto; max-height: 9; }
    CalendarFace #month Vertical { border-left: solid $rule; height: 9; }
    CalendarFace #day-title { height: 1; }
    CalendarFace #client { height: 10; }
    .-tall CalendarFace #client { height: 18; }
    CalendarFace #client.large { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """Build every view; some are shown."""
        deals = self.app.check_action("go", (Place.HUNTER.value,))
        with Horizontal(id="lines"):
            yield LineList(id="agenda", empty=tr(_EMPTY) + (tr(", F3 the deals.") if deals else "."))
            yield Page(id="beside")
        with Horizontal(id="month"):
            yield MonthGrid()
            yield WeekGrid()
            with Vertical():
                yield Page(id="day-title")
                yield LineList(id="day", empty=tr("Nothing is planned."))
        yield Rule("", id="client-rule")
        yield Page(id="client", more=" · ↓")


def day_title(on: date, closed: str) -> Content:
    """Return the name of a day, and of what closes it."""
    name, month = long_day_name(on), long_month_name(on)
    if closed:
        return join(say(f"{day_name(on)} {on.day} {month_name(on)}", STRONG), " ", say(f"× {closed}", QUIET))
    return say(f"{name} {on.day} {month}", STRONG)
