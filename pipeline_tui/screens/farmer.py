"""The farmer desk: whom to ring today, the month with its days, and what was last said to a client."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual import on

from pipeline_tui.domain.acts import Undone
from pipeline_tui.domain.farming import CheckInLogged, ClientCard
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.calendar_reading import View, span
from pipeline_tui.screens.client_acts import ClientActs
from pipeline_tui.screens.found_client import FoundClient
from pipeline_tui.screens.segment_acts import SegmentActs
from pipeline_tui.ui.command import DESK_OF_KIND, Command, Place
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.month_grid import MonthGrid, month_away
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.week_grid import WeekGrid
from pipeline_tui.wording import mark

_STEPS = {"left": -1, "right": 1, "up": -1, "down": 1, "page-up": -1, "page-down": 1}


class FarmerScreen(SegmentActs, FoundClient, ClientActs):
    """Keeping: clients and their check-ins."""

    PLACE = Place.FARMER
    STAGE = Stage.FARMING
    TITLE_WORD: ClassVar[str] = mark("Farmer")
    FOOTER: ClassVar[tuple[str, ...]] = (
        "list.open",
        "call.dial",
        "check-in.log",
        "call.hang-up",
        "script.objections",
        "note.edit",
        "call.this",
        "check-in.move",
        "list.view",
        "contact.find",
        "day.today",
        "sale.book",
        "contact.message",
        "client.repeat",
        "client.complaint",
        "client.needs",
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
                return self.pointed is not None
            case "open_this":
                chosen = self.pointed is not None or self.appointment is not None
                return chosen or (self.view.by_day and not self.in_day)
            case "view":
                return self.desk is None and not self.opened
            case "today":
                return self.view is not View.TODAY or self.opened
        return super().allows(command)

    # moving about

    def action_move(self, way: str) -> None:
        """Move the day under the cursor, or the cursor of the list."""
        if self.opened:
            self.query_one("#client", Page).turn(way)
        elif not self.view.by_day:
            if way in ("left", "right"):
                self._another_day(way)
            else:
                self.query_one("#agenda", LineList).move(way)
        elif self.in_day and way in ("up", "down", "first", "last"):
            self.query_one("#day", LineList).move(way)
        else:
            self._go_to(self._day_after(way))

    def _day_after(self, way: str) -> date:
        """Return the day to which a key leads in the week or the month."""
        on, by_month = self.on_day, self.view is View.MONTH
        first, last = span(View.WEEK, on, on)
        if by_month:
            first = on.replace(day=1)
            last = month_away(first, 1) - timedelta(days=1)
        match way:
            case "left" | "right":
                return on + timedelta(days=_STEPS[way])
            case "up" | "down":
                return on + timedelta(days=_STEPS[way] * (7 if by_month else 1))
            case "page-up" | "page-down":
                return month_away(on, _STEPS[way]) if by_month else on + timedelta(weeks=_STEPS[way])
            case _:
                return first if way == "first" else last

    def _another_day(self, way: str) -> None:
        """Put the cursor of the list on the first line of the day before or after."""
        shown, headings = self.query_one("#agenda", LineList), sorted(self._lines.headings)
        here = [place for place in headings if place < shown.cursor]
        ahead = [place for place in headings if place > shown.cursor]
        for target in (ahead if way == "right" else here[-2::-1])[:1]:
            shown.stand_on(target + 1, 1 if way == "right" else -1)

    def _go_to(self, day: date) -> None:
        start, end = span(self.view, self.on_day, self.today)
        known = start <= day <= end and not self.known.cut
        self.on_day, self.in_day = day, False
        self._chosen = 0
        self.repaint()
        if known:
            self.read_client()
        else:
            self.reload()

    @on(MonthGrid.DayPointed)
    @on(WeekGrid.DayPointed)
    def _pointed(self, message: MonthGrid.DayPointed | WeekGrid.DayPointed) -> None:
        self._go_to(message.on)

    def action_today(self) -> None:
        """Go back to today."""
        self.opened = False
        self._go_to(self.today)
        self.reload()

    def action_view(self) -> None:
        """Go on from today to the week, the month, the agenda, and round."""
        self.view, self.in_day = self.view.following, False
        if self.view is View.TODAY:
            self.on_day = self.today
        self.repaint()
        self.reload()

    def action_open_this(self) -> None:
        """Go from the month into the day, from a line to the client's card, and from the card ring."""
        other = self.appointment
        if self.view.by_day and not self.in_day and not self.opened:
            self.in_day = self.shown_one is not None
            self.refresh_chrome()
        elif self.opened:
            self.action_call_this()
        elif other is not None:
            self.run_worker(self.app.run_action(f"go('{DESK_OF_KIND[other.kind].value}')"))
        elif self.pointed is not None:
            self._open_card()

    @on(LineOpened)
    def _line_opened(self) -> None:
        if self.pointed is not None:
            self.in_day = self.view.by_day
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
        if self.pointed is not None:
            self.call(self.pointed)

    def logged(self, done: CheckInLogged) -> None:
        """Go back to the list, to the one that is due next."""
        self.opened = False
        self._from_top = True
        super().logged(done)

    def undone(self, done: Undone) -> None:
        """Show the day a check-in stands on again after its move was taken back."""
        super().undone(done)
        if done.verb == "check_in_moved":
            contact_id = done.contact_id
            self.read("undone", lambda: self.session.doors.client_card(contact_id), self._show_old_day)

    def _show_old_day(self, card: ClientCard) -> None:
        back = card.next_check_in
        if back is None:
            return
        self._chosen = back.id
        if self.view.by_day:
            self.on_day = back.due_on
        self.reload()
