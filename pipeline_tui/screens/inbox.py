"""The inbox: hot contacts that wait to be accepted or returned, with all that was said."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from pipeline_tui.domain.acts import Accepted
from pipeline_tui.domain.hunting import HandOff
from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.list_desk import ListDesk
from pipeline_tui.screens.session import Session
from pipeline_tui.screens.tell import Tell
from pipeline_tui.ui.command import Command, Place
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.widgets.hand_off_sheet import hand_off_line, hand_off_sheet
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.page import Page

_EMPTY = (
    "Nothing waits here.\n\n"
    "When a scout hands a hot contact to you or to your team, it stands here\n"
    "with its brief: a accepts it, R returns it with a reason.\n\n"
    "F3 goes to your deals."
)
_SHEET = 64  # columns of the reading sheet


class InboxScreen(ListDesk):
    """Hand-offs that wait for the viewer or the team."""

    PLACE = Place.INBOX
    TITLE_WORD: ClassVar[str] = "Inbox"
    FOOTER = (
        "hand-off.accept",
        "hand-off.return",
        "list.open",
        "program.undo",
        "desk.hunter",
        "program.help",
        "program.palette",
    )
    DEFAULT_CSS = """
    InboxScreen #waiting { width: 36; height: 1fr; }
    InboxScreen #waiting.alone { width: 1fr; padding: 1 2; }
    InboxScreen #brief { border-left: solid $rule; }
    """

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.waiting: tuple[HandOff, ...] = ()
        self.loaded = False
        self._chosen = 0

    def compose_body(self) -> ComposeResult:
        """Build the list and the sheet beside it."""
        with Horizontal():
            yield LineList(id="waiting", empty=_EMPTY)
            yield Page(id="brief", more=" · Enter reads all")

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.watch(self.query_one(LineList), "cursor", self._moved, init=False)

    def own_figures(self) -> tuple[str, ...]:
        """Return how many wait, and how many of them are late."""
        late = sum(one.waiting in ("team", "red") for one in self.waiting)
        return (f"{len(self.waiting)} waiting" + (f" · {late} late" if late else ""),)

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command; most need a hand-off."""
        needs_one = command.id in ("hand-off.accept", "hand-off.return", "list.open")
        return super().allows(command) and (self.chosen is not None or not needs_one)

    @property
    def chosen(self) -> HandOff | None:
        """Return the hand-off under the cursor."""
        return next((one for one in self.waiting if one.id == self._chosen), None)

    # reading

    def reload(self) -> None:
        """Read what waits."""
        self.read("inbox", self.session.doors.inbox, self._show)

    def _show(self, waiting: tuple[HandOff, ...]) -> None:
        self.waiting, self.loaded = waiting, True
        if self.chosen is None:
            self._chosen = waiting[0].id if waiting else 0
        self.repaint()

    def repaint(self) -> None:
        """Draw list and sheet again."""
        waiting = self.query_one(LineList)
        waiting.display = self.loaded
        waiting.set_class(not self.waiting, "alone")
        self.query_one(Page).display = bool(self.waiting)
        width = 56 if self.wide else 36
        waiting.styles.width = "1fr" if not self.waiting else width
        at = next((index for index, one in enumerate(self.waiting) if one.id == self._chosen), 0)
        zone, now = self.session.zone, self.now
        waiting.show([hand_off_line(one, zone, now, width - 2) for one in self.waiting], cursor=at)
        self._show_sheet()
        self.refresh_chrome()

    def _show_sheet(self) -> None:
        chosen = self.chosen
        if chosen is None:
            self.query_one(Page).show(None)
            return
        zone, now = self.session.zone, self.now
        self.query_one(Page).show(lambda width, _height: hand_off_sheet(chosen, self.names, zone, now, width))

    def _moved(self, cursor: int) -> None:
        if 0 <= cursor < len(self.waiting):
            self._chosen = self.waiting[cursor].id
            self._show_sheet()

    # commands

    def action_move(self, way: str) -> None:
        """Move the cursor."""
        self.query_one(LineList).move(way)

    @on(LineOpened)
    def _opened(self) -> None:
        self.action_open_this()

    def action_open_this(self) -> None:
        """Open everything that was said, to read and scroll."""
        chosen = self.chosen
        if chosen is not None:
            body = hand_off_sheet(chosen, self.names, self.session.zone, self.now, _SHEET)
            self.app.push_screen(Tell(chosen.name, body[1:]))

    def action_accept(self) -> None:
        """Accept the hand-off."""
        chosen, act = self.chosen, new_act()
        if chosen is not None:
            self.act(lambda: self.session.doors.accept(chosen.id, act=act), self._accepted)

    def _accepted(self, accepted: Accepted) -> None:
        deal = accepted.deal
        follows = f"Next: {deal.next_do}. F3 opens the deal." if deal and deal.next_do else "F3 opens it."
        self.say(follows, f"Accepted: {accepted.hand_off.name}")
        self.reload()

    def action_give_back(self) -> None:
        """Return the hand-off: ask why, then for a note."""
        chosen = self.chosen
        if chosen is None:
            return
        known = self.session.playbook.return_reasons
        reasons = [(one.code, one.name(self.session.language)) for one in known]

        def because(reason: str | None) -> None:
            if reason is not None:
                self.app.push_screen(
                    Ask(
                        f"A note for {chosen.giver}?",
                        hint=(f"{self.names.reason(reason)}. It comes back on top of their queue.",),
                        required=False,
                    ),
                    lambda note: self._return(chosen, reason, note),
                )

        self.app.push_screen(Choose(f"Why does {chosen.name} go back to {chosen.giver}?", reasons), because)

    def _return(self, hand_off: HandOff, reason: str, note: str | None) -> None:
        if note is None:
            return
        act = new_act()
        self.act(
            lambda: self.session.doors.give_back(hand_off.id, reason=reason, note=note, act=act),
            self._returned,
        )

    def _returned(self, hand_off: HandOff) -> None:
        self.say(f"It stands on top of {hand_off.giver}'s queue.", f"Returned: {hand_off.name}")
        self.reload()
