"""What the hunter desk knows of its deals: which are open, in which order, which are filtered out."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from pipeline_tui.domain.agenda import Agenda, Appointment
from pipeline_tui.domain.briefs import UNKNOWN
from pipeline_tui.domain.deal_list import DealList, Due, Order
from pipeline_tui.domain.hunting import Deal, DealCard
from pipeline_tui.screens.deal_endings import DealEndings
from pipeline_tui.screens.form import Typed
from pipeline_tui.screens.session import Session
from pipeline_tui.widgets.deal_lines import Lines
from pipeline_tui.wording import mark, tr

TODAY, BY_STEP, FORECAST, AGENDA = (
    *(mark("today"), mark("by step")),
    *(mark("forecast"), mark("agenda")),
)


class DealListing(DealEndings):
    """The open deals, the deal under the cursor, and the words that keep others out of sight."""

    VIEWS: tuple[str, ...] = (TODAY, BY_STEP, FORECAST, AGENDA)

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.deals = DealList(self.names.step)
        self.loaded = False
        self.card: DealCard | None = None
        self.view = TODAY
        self.agenda: Agenda | None = None  # read where it is shown
        self._chosen = 0
        self._called: set[int] = set()  # deals called since their next step was set
        self._lines = Lines((), ())

    # what is known

    @property
    def views(self) -> tuple[str, ...]:
        """Return the views that have something to show; without a deal there still is an agenda."""
        return self.VIEWS if self.deals else (TODAY, AGENDA)

    @property
    def deal(self) -> Deal | None:
        """Return the deal in hand, on the open card, or under the cursor."""
        if self.desk is not None:
            return self.deals.get(self.desk.deal_id)
        if self.view == FORECAST and self.card is None:
            return None  # no deal is under a cursor there
        return self.deals.get(self.card.deal.id if self.card is not None else self._chosen)

    @property
    def appointment(self) -> Appointment | None:
        """Return what stands under the agenda's cursor and is no deal."""
        number, agenda = -self._chosen, self.agenda
        if self.view != AGENDA or agenda is None or not 1 <= number <= len(agenda.appointments):
            return None
        return agenda.appointments[number - 1]

    @property
    def told_already(self) -> Typed:
        """Return the need as the scout wrote it, where the card with it is open."""
        brief = self.card.brief if self.card is not None else self.desk.brief if self.desk is not None else {}
        need = brief.get("need", "")
        return {"need": need} if need not in ("", UNKNOWN) else {}

    @property
    def board_shown(self) -> bool:
        """Return whether the columns stand there."""
        return self.view == BY_STEP and self.wide and bool(self.deals.shown)

    def own_figures(self) -> tuple[str, ...]:
        """Return what is due."""
        counts = self.deals.counts(self.now, self.session.zone)
        late = counts[Due.OVERDUE] + counts[Due.NONE]
        words = tr("{counts} today", counts=counts[Due.TODAY]) + (
            tr(" · {late} overdue", late=late) if late else ""
        )
        return (words,)

    @property
    def opened_card(self) -> bool:
        """Return whether one deal fills the desk."""
        return self.card is not None

    def header_left(self) -> tuple[str, ...]:
        """Return the desk and the view, with what it is sorted by."""
        if self.desk is not None:
            return (self.TITLE_WORD, mark("call"))
        if self.card is not None:
            return (self.TITLE_WORD, mark("deal"))
        if self.view in (FORECAST, AGENDA):
            return (self.TITLE_WORD, self.view)
        by = "" if self.deals.order is Order.NEXT else tr("by {value}", value=self.deals.order.value)
        return tuple(part for part in (self.TITLE_WORD, self.view, by) if part)

    # filtering

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        if event.value != self.deals.typed:
            self.deals.filter(event.value)
            self.repaint()

    @property
    def filtering(self) -> bool:
        """Return whether the cursor is in the filter, or words keep deals out of sight."""
        return bool(self.deals.typed) or (self.focused is not None and self.focused.id == "filter")

    def leave_filter(self) -> None:
        """Show every deal again."""
        self.query_one("#filter", Input).value = ""
        self.deals.filter("")
        self.set_focus(None)
        self.repaint()
