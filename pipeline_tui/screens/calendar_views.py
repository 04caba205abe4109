"""The farmer's calendar as it is shown: today, week, month and agenda, the day beside, one client's card."""

from __future__ import annotations

from datetime import date

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.domain.agenda import CHECK_IN, Appointment
from pipeline_tui.domain.calendar_words import long_month_name
from pipeline_tui.domain.caring import Cares
from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.farming import CheckIn, ClientCard
from pipeline_tui.screens.calendar_face import BESIDE, CalendarFace, day_title
from pipeline_tui.screens.calendar_reading import MOST, Calendar, View, read_calendar
from pipeline_tui.screens.check_in_acts import CheckInActs
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.formatting import QUIET, say
from pipeline_tui.widgets.agenda_lines import ahead_lines, one_day_lines
from pipeline_tui.widgets.care_lines import care_lines, client_under, complaint_lines
from pipeline_tui.widgets.check_in_lines import agenda_lines, day_lines
from pipeline_tui.widgets.client_sheet import client_sheet, client_title, whole_sheet
from pipeline_tui.widgets.deal_lines import Lines
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.month_grid import WIDTH, MonthGrid
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.rule import Rule
from pipeline_tui.widgets.week_grid import WeekGrid
from pipeline_tui.wording import mark, tr


class CalendarState(CheckInActs):
    """What is known of the calendar, the view that is shown, and what stands under its cursor."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.known = Calendar()
        self.cares = Cares()
        self.loaded = False
        self.view = View.TODAY
        self.in_day = False  # the cursor stands in the day's list, not on a day
        self.opened = False  # one client's card fills the desk
        self.client: ClientCard | None = None
        self.on_day = self.today
        self._chosen = 0
        self._from_top = False  # what is read next is shown from its first line
        self._lines = Lines((), ())

    @property
    def shown_one(self) -> CheckIn | None:
        """Return the check-in under the cursor, planned or done."""
        everything = (*self.known.overdue, *self.known.days)
        return next((one for one in everything if one.id == self._chosen), None)

    @property
    def pointed(self) -> int | None:
        """Return the client under the cursor: a check-in's, or one who needs something besides."""
        one = self.shown_one
        if one is not None:
            return one.contact_id
        return client_under(self._chosen) if self.view is View.TODAY else None

    @property
    def appointment(self) -> Appointment | None:
        """Return what stands under the agenda's cursor and is no check-in."""
        agenda, number = self.known.agenda, -self._chosen
        if self.view is not View.AGENDA or agenda is None or not 1 <= number <= len(agenda.appointments):
            return None
        return agenda.appointments[number - 1]

    @property
    def pointed_day(self) -> date:
        """Return the day under the cursor, in whatever view."""
        if self.view.by_day:
            return self.on_day
        other, one = self.appointment, self.shown_one
        if other is not None:
            return other.on
        if one is None:
            return self.today
        return (one.done_on or one.due_on) if one.state == "done" else one.due_on

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
        if one is None and self.client is not None and self.client.contact_id == self.pointed:
            return self.client.next_check_in
        return one if one is not None and one.state == "planned" else None

    @property
    def buyer(self) -> tuple[int, str] | None:
        """Return the client in hand or under the cursor."""
        one, card = self.shown_one, self.client
        if one is None and card is not None and card.contact_id == self.pointed:
            return super().buyer or (card.contact_id, card.name)
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
        late = len(self.known.overdue)
        more = "+" if late >= MOST else ""
        return (
            tr("{planned} today", planned=self.known.today.planned)
            + (tr(" · {late}{more} overdue", late=late, more=more) if late else ""),
        )

    def header_left(self) -> tuple[str, ...]:
        """Return the desk and the view."""
        if self.desk is not None:
            return (self.TITLE_WORD, mark("call"))
        if self.opened:
            return (self.TITLE_WORD, mark("client"))
        if self.view is View.MONTH:
            name = long_month_name(self.on_day)
            return (self.TITLE_WORD, f"{name if self.wide else name[:3]} {self.on_day.year}")
        if self.view is View.WEEK:
            return (self.TITLE_WORD, tr("week {week}", week=self.on_day.isocalendar().week))
        return (self.TITLE_WORD, self.view.value)


class CalendarViews(CalendarState):
    """The views of the calendar, read for what they show and drawn."""

    def resting_face(self) -> Widget:
        """Return what stands on the desk without a contact."""
        return CalendarFace()

    def on_mount(self) -> None:
        """Follow the cursors of both lists."""
        for name in ("#agenda", "#day"):
            self.watch(self.query_one(name, LineList), "cursor", self._moved, init=False)

    def point_at(self, ref: int) -> None:
        """Put the cursor on a check-in, in the list of today."""
        self.view, self.in_day, self.opened, self._chosen = View.TODAY, False, False, ref
        self.reload()

    # reading

    def reload(self) -> None:
        """Read what is shown, and the client under the cursor."""
        doors, view, on, today = self.session.doors, self.view, self.on_day, self.today
        self.read("calendar", lambda: read_calendar(doors, view, on, today), self._show)
        if view is View.TODAY:
            self.read("cares", doors.cares, self._show_cares)  # apart: check-ins do not wait for it
        self.read_figures()

    def _show(self, known: Calendar) -> None:
        self.known, self.loaded = known, True
        if self._from_top:
            self._chosen, self._from_top = 0, False
        self.repaint()
        self.read_client()

    def _show_cares(self, cares: Cares) -> None:
        self.cares = cares
        if self._chosen == next((one for one in self._lines.ids if one is not None), 0):
            self._chosen = 0  # nobody has moved yet: the cursor goes to what comes first now
        if self.loaded and self.view is View.TODAY:
            self.repaint()
            self.read_client()

    def read_client(self) -> None:
        """Read the card of the client under the cursor."""
        contact_id = self.pointed
        if contact_id is None:
            self.client = None
            self._draw_client()
            return
        doors = self.session.doors
        self.read("client", lambda: doors.client_card(contact_id), self._show_client, self.client_left)

    def _show_client(self, card: ClientCard) -> None:
        self.client = card
        self._draw_client()

    # drawing

    def repaint(self) -> None:
        """Draw the view that is shown."""
        by_day = self.view.by_day
        self.query_one("#lines").display = self.loaded and not by_day and not self.opened
        self.query_one("#beside").display = self.wide
        self.query_one("#month").display = by_day and not self.opened
        self.query_one(MonthGrid).display = self.view is View.MONTH
        self.query_one(WeekGrid).display = self.view is View.WEEK
        self.query_one("#client").set_class(by_day or self.opened, "large")
        if by_day:
            self._draw_days()
        else:
            self._draw_lines()
            self._draw_beside()
        self._draw_client()
        self.refresh_chrome()

    def _draw_lines(self) -> None:
        at = self.setting(self.size.width - 2 - (BESIDE if self.wide else 0))
        known = self.known
        if self.view is View.AGENDA and known.agenda is not None:
            self._lines = ahead_lines(known.agenda, self.today, at, CHECK_IN)
        else:
            cares = self.cares if self.loaded else Cares()  # check-ins stand first
            first, beside = complaint_lines(cares, self.today, at), care_lines(cares, self.today, at)
            self._lines = agenda_lines(known.overdue, known.days, known.counts, self.today, at, first, beside)
        shown = self.query_one("#agenda", LineList)
        shown.set_class(not self._lines.content, "empty")
        self._show_lines(shown)

    def _draw_beside(self) -> None:
        if not self.wide:
            return
        on, at = self.pointed_day, self.setting(BESIDE - 3)
        if self.view is View.AGENDA and self.known.agenda is not None:
            made = one_day_lines(self.known.agenda, on, at)
        else:
            late = [one for one in self.known.overdue if one.due_on == on]
            made = list(day_lines(self.known.of(on), late, on, at).content)
        drawn = [self._day_title(on), *(made or [say(tr("Nothing is planned."), QUIET)])]
        self.query_one("#beside", Page).show(lambda _width, _height: drawn)

    def _draw_days(self) -> None:
        known, on, width = self.known, self.on_day, WIDTH
        if self.view is View.MONTH:
            self.query_one(MonthGrid).show(known.counts, on, self.today)
        else:
            counts = {one.day: one for one in known.counts}
            names: dict[date, list[str]] = {}
            for one in known.days:
                names.setdefault((one.done_on or one.due_on), []).append(one.name)
            width = max(self.size.width // 2, WIDTH)  # half of a wide terminal says whom each day is with
            week = self.query_one(WeekGrid)
            week.styles.width = width + 2
            week.show(counts, names, on, self.today)
        self.query_one("#day-title", Page).show(lambda _width, _height: [self._day_title(on)])
        late = known.overdue if on == self.today else ()
        at = self.setting(self.size.width - width - 7)
        self._lines = day_lines(known.of(on), late, on, at)
        self._show_lines(self.query_one("#day", LineList))

    def _day_title(self, on: date) -> Content:
        agenda = self.known.agenda
        closed = agenda.closed.get(on, "") if agenda is not None else self.known.on(on).closed
        return day_title(on, closed)

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
            sheet.show(lambda width, height: whole_sheet(card, self.setting(width), height))
        else:
            sheet.show(lambda width, height: client_sheet(card, self.setting(width), height))

    def _moved(self, cursor: int) -> None:
        if 0 <= cursor < len(self._lines.ids):
            wanted = self._lines.ids[cursor]
            if wanted is not None and wanted != self._chosen:
                self._chosen = wanted
                self.read_client()
                if not self.view.by_day:
                    self._draw_beside()
                self.refresh_chrome()

    def show_desk(self, desk: Desk | None) -> None:
        """Show the client in hand."""
        super().show_desk(desk)
        if desk is None:
            self.repaint()
