"""The inbox: hot contacts to accept or return, what colleagues wrote, what became of what was given on."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from pipeline_tui.domain.hunting import HandOff
from pipeline_tui.domain.messages import Message
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.giving_again import open_again
from pipeline_tui.screens.inbox_state import InboxState
from pipeline_tui.screens.inbox_views import Contents, Thing, draw_inbox, key_of, sheet_of
from pipeline_tui.screens.look_up import show_taken
from pipeline_tui.screens.tell import Tell
from pipeline_tui.ui.command import Place
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.widgets.filter_line import FilterLine
from pipeline_tui.widgets.inbox_lines import message_sheet
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.page import Page
from pipeline_tui.wording import mark, tr

_EMPTY = mark(
    "Nothing waits here.\n\n"
    "When a scout hands a hot contact to you or to your team, it stands here\n"
    "with its brief: a accepts it, R returns it with a reason.\n\n"
    "F3 goes to your deals."
)
_EMPTY_FOR_FARMERS = mark(
    "Nothing waits here.\n\n"
    "When a client who bought is handed to you or to your team, they stand here\n"
    "with what was sold and promised: a accepts, R returns with a reason.\n\n"
    "F4 goes to your calendar."
)
_EMPTY_FOR_GIVERS = mark(
    "Nothing waits here.\n\n"
    "Messages about your contacts stand here, and what became of those you\n"
    "handed on: accepted, returned with a reason, won or lost."
)
_SHEET = 64  # columns of the reading sheet


class InboxScreen(InboxState):
    """What waits for the viewer or the team, what colleagues wrote, and what became of what was given on."""

    PLACE = Place.INBOX
    TITLE_WORD: ClassVar[str] = mark("Inbox")
    FOOTER = (
        "hand-off.accept",
        "hand-off.return",
        "hand-off.again",
        "list.open",
        "list.filter",
        "program.undo",
        "desk.scout",
        "desk.hunter",
        "program.help",
        "program.palette",
    )
    DEFAULT_CSS = """
    InboxScreen #waiting { width: 36; height: 1fr; }
    InboxScreen #waiting.alone { width: 1fr; padding: 1 2; }
    InboxScreen #brief { border-left: solid $rule; }
    """

    def compose_body(self) -> ComposeResult:
        """Build the list and the sheet beside it."""
        hunts = self.session.viewer.covers(Stage.HUNTING)
        self._empty = (
            tr(_EMPTY) if hunts else tr(_EMPTY_FOR_FARMERS) if self.receives else tr(_EMPTY_FOR_GIVERS)
        )
        yield FilterLine(tr("name, firm, colleague or what was said"))
        with Horizontal():
            yield LineList(id="waiting", empty=self._empty)
            yield Page(id="brief", more=tr(" · Enter reads all"))

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.watch(self.query_one(LineList), "cursor", self._moved, init=False)

    def point_at(self, ref: int) -> None:
        """Put the cursor on a hand-off."""
        if self.filtering:
            self.leave_filter()
        self._chosen = (HandOff, ref)
        self.reload()

    # reading

    def reload(self) -> None:
        """Read what is here."""
        doors = self.session.doors

        def everything() -> Contents:
            offered, back = (doors.inbox(), doors.came_back()) if self.receives else ((), ())
            return Contents(offered, back, doors.messages(), doors.receipts())

        self.read("inbox", everything, self._show)

    def _show(self, contents: Contents) -> None:
        self.contents, self.loaded = contents, True
        if self.chosen is None:
            self._chosen = next(map(key_of, contents.things), None)
        self.repaint()

    def repaint(self) -> None:
        """Draw list and sheet again."""
        kept = self.contents.held(self.holds)
        listed, empty = self.query_one(LineList), not self.contents.things
        self.show_filter(listed, len(kept.things), self._empty)
        if (self.typed or self._chosen is None) and self.chosen not in kept.things:
            # What the filter hides is not acted on.
            self._chosen = next(map(key_of, kept.things), None)
        listed.display = self.loaded
        listed.set_class(empty, "alone")
        self.query_one(Page).display = not empty
        width = 56 if self.wide else 36
        listed.styles.width = "1fr" if empty else width
        drawn = draw_inbox(kept, self.names, self.session, self.now, width - 2)
        self._rows = tuple(row for row, _ in drawn)
        headings = frozenset(index for index, row in enumerate(self._rows) if row is None)
        wanted = (
            index for index, row in enumerate(self._rows) if row is not None and key_of(row) == self._chosen
        )
        listed.show([line for _, line in drawn], headings=headings, cursor=next(wanted, 0))
        self._show_sheet()
        self.refresh_chrome()

    def _show_sheet(self) -> None:
        chosen = self.chosen
        if chosen is None:
            self.query_one(Page).show(None)
            return
        self.query_one(Page).show(lambda width, _height: self._sheet(chosen, width))

    def _sheet(self, thing: Thing, width: int) -> list[Content]:
        return sheet_of(thing, self.names, self.session, self.now, width)

    def _moved(self, cursor: int) -> None:
        row = self._rows[cursor] if 0 <= cursor < len(self._rows) else None
        if row is not None:
            self._chosen = key_of(row)
            self._show_sheet()
            self.refresh_chrome()

    # commands

    def action_move(self, way: str) -> None:
        """Move the cursor."""
        self.query_one(LineList).move(way)

    def action_give_again(self) -> None:
        """Open the brief of what came back, to hand it over again."""
        if self.back is not None:
            open_again(self, self.back)

    @on(LineOpened)
    def _opened(self) -> None:
        self.action_open_this()

    def action_open_this(self) -> None:
        """Open a message, or everything that was said, to read and scroll."""
        chosen = self.chosen
        if isinstance(chosen, Message):
            self._open_message(chosen)
        elif chosen is not None:
            body = self._sheet(chosen, _SHEET)
            name = chosen.name if isinstance(chosen, HandOff) else chosen.initials
            self.app.push_screen(Tell(name, body[1:]))

    def _open_message(self, message: Message) -> None:
        doors, act = self.session.doors, new_act()
        self.act(lambda: doors.read_message(message.id, act=act), self._opened_message)

    def _opened_message(self, message: Message) -> None:
        self.reload()
        body = message_sheet(message, self.session.zone, self.now, _SHEET)[1:]
        if not message.yours:
            self.app.push_screen(Tell(message.name, body))
            return

        def chosen(code: str | None) -> None:
            if code is not None:
                doors, act = self.session.doors, new_act()
                self.act(
                    lambda: doors.take_from_message(message.id, act=act), lambda held: show_taken(self, held)
                )

        said = f"{body[0].plain}\n\n{message.text}"
        choices = (("take", tr("Take {name} in hand", name=message.name)),)
        self.app.push_screen(Choose(message.name, choices, detail=said), chosen)
