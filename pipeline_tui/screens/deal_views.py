"""The hunter's deals as they are shown: what is due, by step, one open card; read once, drawn often."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from pipeline_tui.domain.agenda import NEXT_STEP, Agenda
from pipeline_tui.domain.contact_card import ContactCard
from pipeline_tui.domain.errors import PipelineError, Refused
from pipeline_tui.domain.forecast import Forecast
from pipeline_tui.domain.hunting import Deal, DealCard
from pipeline_tui.screens.calendar_reading import AHEAD, APPOINTMENTS, BACK
from pipeline_tui.screens.deal_listing import AGENDA, BY_STEP, FORECAST, TODAY, DealListing
from pipeline_tui.widgets.agenda_lines import ahead_lines
from pipeline_tui.widgets.deal_board import DealBoard
from pipeline_tui.widgets.deal_lines import Lines, Setting, step_lines, today_lines
from pipeline_tui.widgets.deal_sheet import deal_sheet, preview
from pipeline_tui.widgets.filter_line import FilterLine
from pipeline_tui.widgets.forecast_sheet import forecast_sheet
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.page import Page
from pipeline_tui.wording import mark, tr

_EMPTY = mark(
    "You have no open deals.\n\n"
    "A deal opens when you accept a hot contact: F9 opens the inbox.\n"
    "What you plan for it stands here by its time, what is late first."
)
_NONE_FOUND = mark("No open deal has these words in its name, firm, title or step.\n\nEsc shows all.")
_SIDE = 46  # columns of the preview beside the list


class DealFace(Vertical):
    """The desk at rest: the list, the board or the open card, with a preview where there is room."""

    DEFAULT_CSS = """
    DealFace { height: 1fr; }
    DealFace #deals { width: 1fr; }
    DealFace #deals.empty { padding: 1 2; }
    DealFace #preview { width: 46; border-left: solid $rule; }
    """

    def compose(self) -> ComposeResult:
        """Build every view; one is shown."""
        yield FilterLine(tr("name, firm, title or step"))
        with Horizontal():
            yield LineList(id="deals", empty=tr(_EMPTY))
            yield Page(id="preview", more=tr(" · Enter opens"))
            yield DealBoard(id="board")
            yield Page(id="forecast", more=" · ↓")
            yield Page(id="card", more=" · ↓")


class DealViews(DealListing):
    """The views of the deals and the one cursor they share."""

    def resting_face(self) -> Widget:
        """Return what stands on the desk without a contact."""
        return DealFace()

    def on_mount(self) -> None:
        """Follow both cursors."""
        self.watch(self.query_one("#deals", LineList), "cursor", self._moved, init=False)
        self.watch(self.query_one(DealBoard), "deal_id", self._pointed, init=False)

    # reading

    def reload(self) -> None:
        """Read the deals, and the card that is open."""
        self.read("deals", self.session.doors.deals, self._show)
        self.read_figures()
        self.read_forecast()
        self.read_agenda()

    def read_agenda(self) -> None:
        """Read the agenda where it is shown."""
        if self.view == AGENDA:
            doors, start, end = self.session.doors, self.today - BACK, self.today + AHEAD
            self.read("agenda", lambda: doors.agenda(start, end, most=APPOINTMENTS), self._show_agenda)

    def _show_agenda(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self.repaint()

    def read_forecast(self) -> None:
        """Read the forecast where it is shown."""
        if self.view == FORECAST:
            self.read("forecast", self.session.doors.forecast, self._show_forecast)

    def _show_forecast(self, told: Forecast) -> None:
        names, language = self.names, self.session.language
        self.query_one("#forecast", Page).show(lambda width, _: forecast_sheet(told, names, language, width))

    def _show(self, deals: tuple[Deal, ...]) -> None:
        self.deals.take(deals)
        self.loaded = True
        if self._chosen not in self.deals:
            self._chosen = 0
        if self.card is not None:
            if self.card.deal.id in self.deals:
                self._read_card(self.card.deal.id)
            else:
                self.card = None
        self.repaint()

    def changed(self, deal: Deal) -> None:
        """Take a deal as it is after an act; of the others nothing is read."""
        self.deals.put(deal)
        self._chosen = deal.id
        if self.card is not None and self.card.deal.id == deal.id:
            self._read_card(deal.id)
        self.repaint()

    def _read_card(self, deal_id: int) -> None:
        self.read("card", lambda: self.session.doors.deal_card(deal_id), self._show_card, self._card_gone)

    def _card_gone(self, error: PipelineError) -> None:
        """Close a card whose deal is no longer here: an undo, or a colleague, took it away meanwhile."""
        if not isinstance(error, Refused):
            self.fail(error)
            return
        self.card = None
        self.read("deals", self.session.doors.deals, self._show)

    def _show_card(self, card: DealCard) -> None:
        self.card = card
        self._chosen = card.deal.id
        self.repaint()

    def _read_preview(self) -> None:
        if not self.wide or self.view == BY_STEP or self.card is not None:
            return
        if self._chosen <= 0:
            self.query_one("#preview", Page).show(None)
        else:
            wanted = self._chosen
            card = self.session.doors.deal_card
            self.read("preview", lambda: card(wanted), self._show_preview, self._preview_gone)

    def _preview_gone(self, error: PipelineError) -> None:
        """Show nothing of a deal that went since the list was read; nobody asked for it."""
        if not isinstance(error, Refused):
            self.fail(error)
            return
        self.query_one("#preview", Page).show(None)

    def _show_preview(self, card: DealCard) -> None:
        zone, now, names = self.session.zone, self.now, self.names
        self.query_one("#preview", Page).show(lambda width, _: preview(card, names, zone, now, width))

    # drawing

    def point_at(self, ref: int) -> None:
        """Put the cursor on a deal, in the list of what is due."""
        self.view, self.card, self._chosen = TODAY, None, ref
        if self.deals.typed:
            self.leave_filter()
        self.reload()

    def open_found(self, card: ContactCard) -> None:
        """Open the deal of a contact."""
        if card.deal_id is not None:
            self.point_at(card.deal_id)
            self._read_card(card.deal_id)

    def repaint(self) -> None:
        """Draw the view that is shown."""
        opened, board, shown = self.card is not None, self.board_shown, self.deals.shown
        figures = self.view == FORECAST and not opened
        with_preview = self.wide and not opened and not board and not figures and bool(shown)
        self.query_one("#forecast").display = figures
        self.query_one(FilterLine).tell(len(shown), len(self.deals))
        self.query_one("#words").display = self.filtering and not opened and self.view in (TODAY, BY_STEP)
        self.query_one("#deals").display = self.loaded and not opened and not board and not figures
        self.query_one("#deals").set_class(not shown and self.view != AGENDA, "empty")
        self.query_one(DealBoard).display = board and not opened
        self.query_one("#preview").display = with_preview
        self.query_one("#card").display = opened
        if self.card is not None:
            self._draw_card(self.card)
        elif figures:
            pass  # drawn when it was read
        elif board:
            steps = tuple(step.code for step in self.session.playbook.deal_steps)
            self.query_one(DealBoard).show(shown, steps, self.setting(self.size.width), self._chosen)
        else:
            self._draw_list(shown, self.size.width - 2 - (_SIDE + 1 if with_preview else 0))
        self.refresh_chrome()

    def _draw_list(self, shown: tuple[Deal, ...], width: int) -> None:
        self._lines = self._listed(shown, self.setting(width))
        place = self._lines.place(self._chosen)
        if not self._lines.ids or self._lines.ids[place] != self._chosen:
            self._chosen = next((one for one in self._lines.ids if one is not None), 0)
            place = self._lines.place(self._chosen)
        deals = self.query_one("#deals", LineList)
        deals.say_when_empty(tr(_NONE_FOUND) if self.deals.typed else tr(_EMPTY))
        deals.show(self._lines.content, headings=self._lines.headings, cursor=place)
        self._read_preview()

    def _listed(self, shown: tuple[Deal, ...], at: Setting) -> Lines:
        """Return the lines of the list that is shown."""
        if self.view == AGENDA:
            return ahead_lines(self.agenda, self.today, at, NEXT_STEP) if self.agenda else Lines((), ())
        if not shown:
            return Lines((), ())
        steps = tuple(step.code for step in self.session.playbook.deal_steps)
        return (
            step_lines(shown, steps, at) if self.view == BY_STEP else today_lines(shown, at, self.deals.order)
        )

    def _draw_card(self, card: DealCard) -> None:
        session, now, names = self.session, self.now, self.names
        step = session.playbook.deal_step(card.deal.step)
        self.query_one("#card", Page).show(
            lambda width, _: deal_sheet(card, step, names, session.zone, session.language, now, width)
        )

    def _moved(self, cursor: int) -> None:
        if 0 <= cursor < len(self._lines.ids):
            self._point_at(self._lines.ids[cursor] or self._chosen)

    def _pointed(self, deal_id: int) -> None:
        if deal_id and self.view == BY_STEP:
            self._point_at(deal_id)

    def _point_at(self, deal_id: int) -> None:
        if deal_id != self._chosen:
            self._chosen = deal_id
            self._read_preview()
