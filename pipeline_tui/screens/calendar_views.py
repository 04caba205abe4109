"""The farmer's calendar as it is shown: today by time, the month with a day beside it, one client's card."""

from __future__ import annotations

from calendar import day_name, month_name
from dataclasses import dataclass
from datetime import timedelta

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.farming import CheckIn, ClientCard, DayCount
from pipeline_tui.screens.check_in_acts import CheckInActs
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.command import Place
from pipeline_tui.ui.formatting import QUIET, STRONG, join, say
from pipeline_tui.widgets.check_in_lines import agenda_lines, day_lines
from pipeline_tui.widgets.client_sheet import client_sheet, client_title
from pipeline_tui.widgets.deal_lines import Lines
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.month_grid import WIDTH, MonthGrid, weeks_of
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.rule import Rule

_EMPTY = (
    "No check-in is planned for the week to come, and none is late.\n\n"
    "Every won deal brings one: v opens the month"
)
_AHEAD = timedelta(days=7)
_WHOLE = 400  # lines: an open card is scrolled, not cut


@dataclass(frozen=True, slots=True)
class Calendar:
    """What was read for the calendar: what is late, the days shown, the counts of the month."""

    overdue: tuple[CheckIn, ...] = ()
    days: tuple[CheckIn, ...] = ()
    counts: tuple[DayCount, ...] = ()


class CalendarFace(Vertical):
    """The desk at rest: today or the month above, the client under the cursor below."""

    DEFAULT_CSS = """
    CalendarFace { height: 1fr; }
    CalendarFace #agenda { height: 1fr; }
    CalendarFace #agenda.empty { padding: 1 2; }
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
        yield LineList(id="agenda", empty=_EMPTY + (", F3 the deals." if deals else "."))
        with Horizontal(id="month"):
            yield MonthGrid()
            with Vertical():
                yield Page(id="day-title")
                yield LineList(id="day", empty="Nothing is planned.")
        yield Rule("", id="client-rule")
        yield Page(id="client", more=" · ↓")


class CalendarViews(CheckInActs):
    """The views of the calendar, the day under the cursor, and the check-in under the other one."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.known = Calendar()
        self.loaded = False
        self.by_month = False
        self.in_day = False  # the cursor stands in the day's list, not on the month
        self.opened = False  # one client's card fills the desk
        self.client: ClientCard | None = None
        self.on_day = self.today
        self._chosen = 0
        self._lines = Lines((), ())

    def resting_face(self) -> Widget:
        """Return what stands on the desk without a contact."""
        return CalendarFace()

    def on_mount(self) -> None:
        """Follow the cursors of both lists."""
        for name in ("#agenda", "#day"):
            self.watch(self.query_one(name, LineList), "cursor", self._moved, init=False)

    # what is known

    @property
    def shown_one(self) -> CheckIn | None:
        """Return the check-in under the cursor, planned or done."""
        everything = (*self.known.overdue, *self.known.days)
        return next((one for one in everything if one.id == self._chosen), None)

    @property
    def check_in(self) -> CheckIn | None:
        """Return the planned check-in of the client in hand or under the cursor."""
        if self.desk is not None:
            everything = (*self.known.overdue, *self.known.days)
            wanted = self.desk.check_in_id
            held = next((one for one in everything if one.id == wanted), None)
            client = self.client
            if held is None and client is not None and client.contact_id == self.desk.contact_id:
                held = client.next_check_in
            return held
        one = self.shown_one
        return one if one is not None and one.state == "planned" else None

    @property
    def buyer(self) -> tuple[int, str] | None:
        """Return the client in hand or under the cursor."""
        one = self.shown_one
        return super().buyer or ((one.contact_id, one.name) if one is not None else None)

    @property
    def opened_card(self) -> bool:
        """Return whether one client fills the desk."""
        return self.opened

    @property
    def can_go_back(self) -> bool:
        """Return whether Esc has something to leave."""
        return super().can_go_back or self.in_day

    def own_figures(self) -> tuple[str, ...]:
        """Return what is planned today, and what is late."""
        today = sum(one.state == "planned" and one.due_on == self.today for one in self.known.days)
        late = len(self.known.overdue)
        return (f"{today} today" + (f" · {late} overdue" if late else ""),)

    def header_left(self) -> tuple[str, ...]:
        """Return the desk and the view."""
        if self.desk is not None:
            return (self.TITLE_WORD, "call")
        if self.opened:
            return (self.TITLE_WORD, "client")
        if self.by_month:
            name = month_name[self.on_day.month]
            return (self.TITLE_WORD, f"{name if self.wide else name[:3]} {self.on_day.year}")
        return (self.TITLE_WORD, "today")

    # reading

    def reload(self) -> None:
        """Read the days that are shown, and the client under the cursor."""
        doors, today, on, by_month = self.session.doors, self.today, self.on_day, self.by_month
        start, end = today, today + _AHEAD
        if by_month:
            weeks = weeks_of(on)
            start, end = min(start, weeks[0][0]), max(end, weeks[-1][-1])

        def work() -> Calendar:
            overdue = doors.overdue()
            days = doors.check_ins(start, end)
            counts: tuple[DayCount, ...] = ()
            if by_month:
                months = sorted({(one.year, one.month) for week in weeks_of(on) for one in week})
                counts = tuple(one for year, month in months for one in doors.month(year, month))
            return Calendar(overdue, days, counts)

        self.read("calendar", work, self._show)
        self.read_figures()

    def _show(self, known: Calendar) -> None:
        self.known, self.loaded = known, True
        self.repaint()
        self.read_client()

    def read_client(self) -> None:
        """Read the card of the client under the cursor."""
        one = self.shown_one
        if one is None:
            self.client = None
            self._draw_client()
            return
        contact_id = one.contact_id
        self.read("client", lambda: self.session.doors.client_card(contact_id), self._show_client)

    def _show_client(self, card: ClientCard) -> None:
        self.client = card
        self._draw_client()

    # drawing

    def repaint(self) -> None:
        """Draw the view that is shown."""
        self.query_one("#agenda").display = self.loaded and not self.by_month and not self.opened
        self.query_one("#month").display = self.by_month and not self.opened
        self.query_one("#client").set_class(self.by_month or self.opened, "large")
        if self.by_month:
            self._draw_month()
        else:
            at = self.setting(self.size.width - 2)
            self._lines = agenda_lines(self.known.overdue, self.known.days, self.today, at)
            agenda = self.query_one("#agenda", LineList)
            agenda.set_class(not self._lines.ids, "empty")
            self._show_lines(agenda)
        self._draw_client()
        self.refresh_chrome()

    def _draw_month(self) -> None:
        self.query_one(MonthGrid).show(self.known.counts, self.on_day, self.today)
        on = self.on_day
        counts = next((one for one in self.known.counts if one.day == on), DayCount(on))
        name, month = day_name[on.weekday()], month_name[on.month]
        if counts.holiday:
            closed = say(f"× {counts.holiday}", QUIET)
            title = join(say(f"{name[:3]} {on.day} {month[:3]}", STRONG), " ", closed)
        else:
            title = say(f"{name} {on.day} {month}", STRONG)
        self.query_one("#day-title", Page).show(lambda _width, _height: [title])
        mine = [one for one in self.known.days if (one.done_on if one.state == "done" else one.due_on) == on]
        late = self.known.overdue if on == self.today else ()
        at = self.setting(self.size.width - WIDTH - 7)
        self._lines = day_lines(mine, late, on, at)
        self._show_lines(self.query_one("#day", LineList))

    def _show_lines(self, shown: LineList) -> None:
        ids = [one for one in self._lines.ids if one is not None]
        if self._chosen not in ids:
            self._chosen = ids[0] if ids else 0
        place = self._lines.place(self._chosen)
        shown.show(self._lines.content, headings=self._lines.headings, cursor=place)

    def _draw_client(self) -> None:
        card, sheet = self.client, self.query_one("#client", Page)
        at = self.setting(self.size.width)
        rule = self.query_one("#client-rule", Rule)
        rule.display = sheet.display = card is not None
        rule.show(client_title(card, at) if card is not None else "")
        if card is None:
            sheet.show(None)
        elif self.opened:
            sheet.show(lambda width, _height: client_sheet(card, self.setting(width), _WHOLE))
        else:
            sheet.show(lambda width, height: client_sheet(card, self.setting(width), height))

    def _moved(self, cursor: int) -> None:
        if 0 <= cursor < len(self._lines.ids):
            wanted = self._lines.ids[cursor]
            if wanted is not None and wanted != self._chosen:
                self._chosen = wanted
                self.read_client()
                self.refresh_chrome()

    def show_desk(self, desk: Desk | None) -> None:
        """Show the client in hand."""
        super().show_desk(desk)
        if desk is None:
            self.repaint()
