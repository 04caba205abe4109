"""The face of the farmer desk at rest: a list or days above, the client under the cursor below."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from pipeline_tui.ui.command import Place
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.month_grid import MonthGrid
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.rule import Rule
from pipeline_tui.widgets.week_grid import WeekGrid

_EMPTY = (
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
            yield LineList(id="agenda", empty=_EMPTY + (", F3 the deals." if deals else "."))
            yield Page(id="beside")
        with Horizontal(id="month"):
            yield MonthGrid()
            yield WeekGrid()
            with Vertical():
                yield Page(id="day-title")
                yield LineList(id="day", empty="Nothing is planned.")
        yield Rule("", id="client-rule")
        yield Page(id="client", more=" · ↓")
