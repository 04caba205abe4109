"""The hunter desk: what is due today, the deals by step, one deal with all that was promised."""

from __future__ import annotations

from typing import ClassVar

from textual import on

from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.deal_views import DealViews
from pipeline_tui.ui.command import Command, Hand, Place
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.widgets.deal_board import DealBoard
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.page import Page


class HunterScreen(DealViews):
    """Closing: deals and their next steps."""

    PLACE = Place.HUNTER
    STAGE = Stage.HUNTING
    TITLE_WORD: ClassVar[str] = "Hunter"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "list.open",
        "call.dial",
        "call.hang-up",
        "script.objections",
        "note.edit",
        "call.this",
        "deal.next",
        "deal.on",
        "deal.won",
        "deal.lost",
        "desk.inbox",
        "list.view",
        "program.back",
        "program.undo",
        "program.help",
        "program.palette",
    )

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command; most need a deal."""
        match command.call:
            case "step_on" | "step_back" | "next_step" | "won" | "lost" | "open_this" | "call_this":
                return self.deal is not None
            case "view":
                return self.desk is None and self.card is None and bool(self.deals)
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
        elif self.by_step and self.wide:
            self.query_one(DealBoard).move(way)
        else:
            self.query_one("#deals", LineList).move(way)

    def action_view(self) -> None:
        """Change between what is due and the deals by step."""
        self.by_step = not self.by_step
        self.repaint()

    @on(LineOpened)
    def _opened(self) -> None:
        self.action_open_this()

    def action_open_this(self) -> None:
        """Open the deal under the cursor; on its open card, ring."""
        if self.card is not None:
            self.action_call_this()
        elif self.deal is not None:
            self.query_one("#card", Page).turn_back()
            self._read_card(self.deal.id)

    def action_call_this(self) -> None:
        """Take the contact in hand and ring."""
        deal = self.deal
        if deal is not None:
            self.call(deal.contact_id)

    def show_desk(self, desk: Desk | None) -> None:
        """Show the contact in hand; its deal stands open behind it."""
        was = self.desk
        super().show_desk(desk)
        if desk is not None and desk.deal_id is not None:
            self._chosen = desk.deal_id
            if desk.call is not None:
                self._called.add(desk.deal_id)
        elif was is not None and self.card is None and was.deal_id in [deal.id for deal in self.deals]:
            self._read_card(was.deal_id or 0)

    def changed(self, deal: Deal) -> None:
        """Take a deal as it is after an act; a new next step settles what the call left open."""
        if deal.next_at is not None and deal.next_at > self.now:
            self._called.discard(deal.id)
        super().changed(deal)

    def gone(self, deal_id: int) -> None:
        """Leave a deal that is no longer open."""
        self.card = None
        self.deals = tuple(deal for deal in self.deals if deal.id != deal_id)
        super().gone(deal_id)

    def close_open(self) -> None:
        """Close the card, once the deal has a next step."""
        deal = self.deal
        if self.card is None:
            return
        if deal is not None and self.wants_next(deal, worked_on=deal.id in self._called):
            self._called.discard(deal.id)
            self.propose_next(deal, self._close)
        else:
            self._close()

    def _close(self) -> None:
        self.card = None
        self.repaint()
