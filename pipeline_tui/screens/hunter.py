"""The hunter desk: what is due today, the deals by step, one deal with all that was promised."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.widgets import Input

from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.deal_listing import BY_STEP, FORECAST, TODAY
from pipeline_tui.screens.deal_views import DealViews
from pipeline_tui.ui.command import DESK_OF_KIND, Command, Hand, Place
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.widgets.deal_board import DealBoard
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.page import Page
from pipeline_tui.wording import mark, tr


class HunterScreen(DealViews):
    """Closing: deals and their next steps."""

    PLACE = Place.HUNTER
    STAGE = Stage.HUNTING
    TITLE_WORD: ClassVar[str] = mark("Hunter")
    FOOTER: ClassVar[tuple[str, ...]] = (
        "list.open",
        "call.dial",
        "call.hang-up",
        "script.objections",
        "note.edit",
        "call.this",
        "deal.next",
        "deal.on",
        "offer.open",
        "deal.won",
        "deal.lost",
        "deal.snooze",
        "contact.message",
        "desk.inbox",
        "list.view",
        "list.filter",
        "list.sort",
        "program.back",
        "program.undo",
        "program.help",
        "program.palette",
    )

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command; most need a deal."""
        match command.call:
            case "step_on" | "step_back" | "next_step" | "won" | "lost" | "call_this" | "open_offers":
                return self.deal is not None
            case "open_this":
                return self.deal is not None or self.appointment is not None
            case "snooze" | "value":
                return self.deal is not None
            case "view":
                return self.desk is None and self.card is None
            case "filter" | "sort":
                at_rest = self.desk is None and self.card is None
                return at_rest and self.view in (TODAY, BY_STEP) and bool(self.deals)
        return super().allows(command)

    def kept_commands(self) -> frozenset[str]:
        """Return what stays in a narrow footer, the inbox among it."""
        return super().kept_commands() | {"desk.inbox"}

    def commands_below(self) -> tuple[Command, ...]:
        """Return the live commands; the inbox stands there when something waits in it."""
        waits = self.hand is Hand.NOTHING and self.figures.inbox
        return tuple(one for one in super().commands_below() if waits or one.id != "desk.inbox")

    def action_move(self, way: str) -> None:
        """Move the cursor of the view that is shown."""
        if self.card is not None:
            self.query_one("#card", Page).turn(way)
        elif self.view == FORECAST:
            self.query_one("#forecast", Page).turn(way)
        elif self.board_shown:
            self.query_one(DealBoard).move(way)
        else:
            self.query_one("#deals", LineList).move(way)

    def action_view(self) -> None:
        """Show what is due, the deals by step, the forecast, the agenda, and round again."""
        views = self.views
        following = views.index(self.view) + 1 if self.view in views else 0
        self.view = views[following % len(views)]
        self.read_forecast()
        self.read_agenda()
        self.repaint()

    def action_filter(self) -> None:
        """Put the cursor into the line that says which deals are shown."""
        self.query_one("#words").display = True
        self.query_one("#filter", Input).focus()

    def action_sort(self) -> None:
        """Sort by next step, value or age, one after the other."""
        self.deals.sort(self.deals.order.following)
        self.repaint()

    @on(LineOpened)
    def _opened(self) -> None:
        self.action_open_this()

    def action_open_this(self) -> None:
        """Open the deal under the cursor; on its open card, ring."""
        other = self.appointment
        if self.card is not None:
            self.action_call_this()
        elif other is not None:
            self.run_worker(self.app.run_action(f"go('{DESK_OF_KIND[other.kind].value}')"))
        elif self.deal is not None:
            self.query_one("#card", Page).turn_back()
            self._read_card(self.deal.id)

    def action_call_this(self) -> None:
        """Take the contact in hand and ring."""
        deal = self.deal
        if deal is not None:
            self.call(deal.contact_id)

    def action_open_offers(self) -> None:
        """Open the offers of the deal."""
        deal = self.deal
        if deal is not None:
            from pipeline_tui.screens.offer_screen import OfferScreen

            self.keep_typed(now=True)
            self.app.push_screen(OfferScreen(self.session, deal))

    def show_desk(self, desk: Desk | None) -> None:
        """Show the contact in hand; its deal stands open behind it."""
        was = self.desk
        super().show_desk(desk)
        if desk is not None and desk.deal_id is not None:
            self._chosen = desk.deal_id
            if desk.call is not None:
                self._called.add(desk.deal_id)
        elif was is not None and self.card is None and was.deal_id in self.deals:
            self._read_card(was.deal_id or 0)

    def changed(self, deal: Deal) -> None:
        """Take a deal as it is after an act; a new next step settles what the call left open."""
        if deal.next_at is not None and deal.next_at > self.now:
            self._called.discard(deal.id)
        super().changed(deal)

    def gone(self, deal_id: int) -> None:
        """Leave a deal that is no longer open."""
        self.card = None
        self.deals.drop(deal_id)
        super().gone(deal_id)

    @property
    def can_go_back(self) -> bool:
        """Return whether Esc has something to leave, a filter among it."""
        return super().can_go_back or (self.desk is None and self.filtering)

    def action_back(self) -> None:
        """Leave the filter first, where one stands before the list."""
        in_filter = self.focused is not None and self.focused.id == "filter"
        if in_filter or (self.filtering and self.desk is None and self.card is None and self.focused is None):
            self.leave_filter()
        else:
            super().action_back()

    @property
    def left_open(self) -> Deal | None:
        """Return the deal of the open card when it may not be left as it is."""
        deal = self.deal if self.card is not None and self.desk is None else None
        wants = deal is not None and self.wants_next(deal, worked_on=deal.id in self._called)
        return deal if wants else None

    @property
    def unsaved(self) -> str:
        """Return what would be interrupted by leaving now: a call, a note, or a deal without a next step."""
        left = self.left_open
        return super().unsaved or (
            tr("{name} has no next step yet.", name=left.name) if left is not None else ""
        )

    async def action_go(self, mode: str) -> None:
        """Go to another desk, once the deal of the open card has a next step."""
        left = self.left_open
        if left is None:
            await super().action_go(mode)
            return

        def go() -> None:
            self._close()
            self.run_worker(self.app.run_action(f"go('{mode}')"))

        self._called.discard(left.id)
        self.propose_next(left, go)

    def close_open(self) -> None:
        """Close the card, once the deal has a next step."""
        left = self.left_open
        if left is not None:
            self._called.discard(left.id)
            self.propose_next(left, self._close)
        elif self.card is not None:
            self._close()

    def _close(self) -> None:
        self.card = None
        self.repaint()
