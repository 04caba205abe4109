"""The farmer desk: whom to ring today, the month with its days, and what was last said to a client."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual import on

from pipeline_tui.domain.farming import CheckInLogged
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.calendar_views import CalendarViews
from pipeline_tui.screens.client_acts import ClientActs
from pipeline_tui.ui.command import Command, Place
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.month_grid import MonthGrid, month_away
from pipeline_tui.widgets.page import Page

_DAYS = {"left": -1, "right": 1, "up": -7, "down": 7}
_MONTHS = {"page-up": -1, "page-down": 1}


class FarmerScreen(ClientActs, CalendarViews):
    """Keeping: clients and their check-ins."""

    PLACE = Place.FARMER
    STAGE = Stage.FARMING
    TITLE_WORD: ClassVar[str] = "Farmer"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "list.open",
        "call.dial",
        "check-in.log",
        "call.hang-up",
        "script.objections",
        "note.edit",
        "call.this",
        "check-in.move",
        "sale.book",
        "client.repeat",
        "client.complaint",
        "client.needs",
        "list.view",
        "day.today",
        "program.back",
        "program.undo",
        "program.help",
        "program.palette",
    )

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command; most need a check-in."""
        match command.call:
            case "log_check_in" | "move_check_in":
                return self.check_in is not None
            case "call_this":
                return self.shown_one is not None
            case "open_this":
                return self.shown_one is not None or (self.by_month and not self.in_day)
            case "view":
                return self.desk is None and not self.opened
            case "today":
                return self.by_month or self.opened
        return super().allows(command)

    # moving about

    def action_move(self, way: str) -> None:
        """Move the day under the cursor, or the cursor of the list."""
        if self.opened:
            self.query_one("#client", Page).turn(way)
            return
        if not self.by_month:
            self.query_one("#agenda", LineList).move(way)
        elif self.in_day and way in ("up", "down", "first", "last"):
            self.query_one("#day", LineList).move(way)
        elif way in _DAYS:
            self._go_to(self.on_day + timedelta(days=_DAYS[way]))
        elif way in _MONTHS:
            self._go_to(month_away(self.on_day, _MONTHS[way]))
        else:
            following = month_away(self.on_day.replace(day=1), 1)
            self._go_to(self.on_day.replace(day=1) if way == "first" else following - timedelta(days=1))

    def _go_to(self, day: date) -> None:
        same_month = (day.year, day.month) == (self.on_day.year, self.on_day.month)
        self.on_day, self.in_day = day, False
        self._chosen = 0
        self.repaint()
        if same_month:
            self.read_client()
        else:
            self.reload()

    @on(MonthGrid.DayPointed)
    def _pointed(self, message: MonthGrid.DayPointed) -> None:
        self._go_to(message.on)

    def action_today(self) -> None:
        """Go back to today."""
        self.opened = False
        self._go_to(self.today)
        self.reload()

    def action_view(self) -> None:
        """Change between today and the month."""
        self.by_month, self.in_day = not self.by_month, False
        self.repaint()
        self.reload()

    def action_open_this(self) -> None:
        """Go from the month into the day, from a line to the client's card, and from the card ring."""
        if self.by_month and not self.in_day and not self.opened:
            self.in_day = self.shown_one is not None
            self.refresh_chrome()
        elif self.opened:
            self.action_call_this()
        elif self.shown_one is not None:
            self._open_card()

    @on(LineOpened)
    def _line_opened(self) -> None:
        if self.shown_one is not None:
            self.in_day = self.by_month
            self._open_card()

    def _open_card(self) -> None:
        self.opened = True
        self.repaint()

    def close_open(self) -> None:
        """Close the card, then leave the day."""
        if self.opened:
            self.opened = False
            self.query_one("#client", Page).turn_back()
            self.repaint()
        elif self.in_day:
            self.in_day = False
            self.refresh_chrome()

    # calling

    def action_call_this(self) -> None:
        """Take the client in hand and ring."""
        one = self.shown_one
        if one is not None:
            self.call(one.contact_id)

    def logged(self, done: CheckInLogged) -> None:
        """Go back to the list, to the one that is due next."""
        self.opened = False
        self._chosen = 0
        super().logged(done)
