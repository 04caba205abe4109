"""The hunter's deals as they are shown: what is due, by step, one open card; read once, drawn often."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from pipeline_tui.domain.errors import PipelineError, Refused
from pipeline_tui.domain.hunting import Deal, DealCard
from pipeline_tui.screens.deal_endings import DealEndings
from pipeline_tui.screens.session import Session
from pipeline_tui.widgets.deal_board import DealBoard
from pipeline_tui.widgets.deal_lines import Lines, due, step_lines, today_lines
from pipeline_tui.widgets.deal_sheet import deal_sheet, preview
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.page import Page

_EMPTY = (
    "You have no open deals.\n\n"
    "A deal opens when you accept a hot contact: F9 opens the inbox.\n"
    "What you plan for it stands here by its time, what is late first."
)
_SIDE = 46  # columns of the preview beside the list


class DealFace(Horizontal):
    """The desk at rest: the list, the board or the open card, with a preview where there is room."""

    DEFAULT_CSS = """
    DealFace { height: 1fr; }
    DealFace #deals { width: 1fr; }
    DealFace #deals.empty { padding: 1 2; }
    DealFace #preview { width: 46; border-left: solid $rule; }
    """

    def compose(self) -> ComposeResult:
        """Build every view; one is shown."""
        yield LineList(id="deals", empty=_EMPTY)
        yield Page(id="preview", more=" · Enter opens")
        yield DealBoard(id="board")
        yield Page(id="card", more=" · ↓")


class DealViews(DealEndings):
    """The views of the deals and the one cursor they share."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.deals: tuple[Deal, ...] = ()
        self.loaded = False
        self.card: DealCard | None = None
        self.by_step = False
        self._chosen = 0
        self._called: set[int] = set()  # deals called since their next step was set
        self._lines = Lines((), ())

    def resting_face(self) -> Widget:
        """Return what stands on the desk without a contact."""
        return DealFace()

    def on_mount(self) -> None:
        """Follow both cursors."""
        self.watch(self.query_one("#deals", LineList), "cursor", self._moved, init=False)
        self.watch(self.query_one(DealBoard), "deal_id", self._pointed, init=False)

    # what is known

    @property
    def deal(self) -> Deal | None:
        """Return the deal in hand, on the open card, or under the cursor."""
        if self.desk is not None:
            wanted: int | None = self.desk.deal_id
        else:
            wanted = self.card.deal.id if self.card is not None else self._chosen
        return next((deal for deal in self.deals if deal.id == wanted), None)

    def own_figures(self) -> tuple[str, ...]:
        """Return what is due."""
        codes = [due(deal, self.now, self.session.zone) for deal in self.deals]
        late = codes.count("overdue") + codes.count("none")
        words = f"{codes.count('today')} today" + (f" · {late} overdue" if late else "")
        return (words,)

    @property
    def opened_card(self) -> bool:
        """Return whether one deal fills the desk."""
        return self.card is not None

    def header_left(self) -> tuple[str, ...]:
        """Return the desk and the view."""
        if self.desk is not None:
            return (self.TITLE_WORD, "call")
        if self.card is not None:
            return (self.TITLE_WORD, "deal")
        return (self.TITLE_WORD, "by step" if self.by_step else "today")

    # reading

    def reload(self) -> None:
        """Read the deals, and the card that is open."""
        self.read("deals", self.session.doors.deals, self._show)
        self.read_figures()

    def _show(self, deals: tuple[Deal, ...]) -> None:
        self.deals, self.loaded = deals, True
        ids = [deal.id for deal in deals]
        if self._chosen not in ids:
            self._chosen = 0
        if self.card is not None:
            if self.card.deal.id in ids:
                self._read_card(self.card.deal.id)
            else:
                self.card = None
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
        if self.wide and not self.by_step and self.card is None and self._chosen:
            wanted = self._chosen
            self.read("preview", lambda: self.session.doors.deal_card(wanted), self._show_preview)

    def _show_preview(self, card: DealCard) -> None:
        zone, now, names = self.session.zone, self.now, self.names
        self.query_one("#preview", Page).show(lambda width, _: preview(card, names, zone, now, width))

    # drawing

    def repaint(self) -> None:
        """Draw the view that is shown."""
        opened, board = self.card is not None, self.by_step and self.wide and bool(self.deals)
        with_preview = self.wide and not opened and not board and bool(self.deals)
        deals = self.query_one("#deals", LineList)
        deals.display = self.loaded and not opened and not board
        deals.set_class(not self.deals, "empty")
        self.query_one(DealBoard).display = board and not opened
        self.query_one("#preview").display = with_preview
        self.query_one("#card").display = opened
        steps = tuple(step.code for step in self.session.playbook.deal_steps)
        if self.card is not None:
            self._draw_card(self.card)
        elif board:
            at = self.setting(self.size.width)
            self.query_one(DealBoard).show(self.deals, steps, at, self._chosen)
        else:
            at = self.setting(self.size.width - 2 - (_SIDE if with_preview else 0))
            made = step_lines(self.deals, steps, at) if self.by_step else today_lines(self.deals, at)
            self._lines = made if self.deals else Lines((), ())
            mine = [one for one in self._lines.ids if one is not None]
            self._chosen = self._chosen if self._chosen in mine else (mine[0] if mine else 0)
            place = self._lines.place(self._chosen)
            deals.show(self._lines.content, headings=self._lines.headings, cursor=place)
            self._read_preview()
        self.refresh_chrome()

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
        if deal_id and self.by_step:
            self._point_at(deal_id)

    def _point_at(self, deal_id: int) -> None:
        if deal_id != self._chosen:
            self._chosen = deal_id
            self._read_preview()
