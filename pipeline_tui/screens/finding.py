"""The search box: somebody by a few letters or digits, found as one types, opened where they stand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from pipeline_tui.domain.contact_card import ContactCard
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.finding import FoundPeople, FoundPerson
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.people_keys import Beside, PeopleKeys
from pipeline_tui.screens.tell import Tell
from pipeline_tui.ui.command import DESK_OF
from pipeline_tui.ui.formatting import ACCENT, QUIET, fixed, join, say
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.found_lines import beside_line, card_lines, found_line
from pipeline_tui.widgets.lazy_lines import LazyLines
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.steady_field import SteadyField
from pipeline_tui.wording import mark, tr

if TYPE_CHECKING:
    from pipeline_tui.screens.base import DeskScreen

_MARGIN = 8  # the sheet's frame and padding, and the cursor's mark
_CARD = 64  # columns of the reading sheet
_OWN = mark("your own deals and clients")
_ANY = mark("everybody; numbers of others are covered")
_HINT = mark("Letters of name, firm or e-mail; or a number's first three digits, or its last four.")
_NOBODY_OWN = mark("Nobody of yours holds this. l looks up who is calling, by their full number.")
_NOBODY = mark("Nobody holds this.")


class Told(Message):
    """The answer of a search, back on the sheet's own thread."""

    def __init__(self, number: int, found: FoundPeople, trouble: str = "") -> None:
        super().__init__()
        self.number, self.found, self.trouble = number, found, trouble


class FindSheet(Dialog[FoundPerson | Beside]):
    """A line to type into over who was found; Enter answers the one under the cursor."""

    DEFAULT_CSS = """
    FindSheet > .sheet { width: 100%; max-width: 110; height: 22; max-height: 100%; }
    FindSheet LineList { height: 1fr; margin: 1 0 0 0; }
    FindSheet #more { height: 1; }
    """

    def __init__(self, desk: DeskScreen) -> None:
        """Take the desk, which asks and opens."""
        super().__init__()
        self._desk = desk
        self._asked = 0  # searches so far: an older one ends by itself
        self._found = FoundPeople()
        self._besides: tuple[Beside, ...] = ()

    @property
    def _rows(self) -> tuple[FoundPerson | Beside, ...]:
        return (*self._besides, *self._found.people)

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        manages = self._desk.session.viewer.is_manager
        with Vertical(classes="sheet"):
            yield Static(join(fixed(tr("Find "), "bold"), fixed(tr(_ANY) if manages else tr(_OWN), QUIET)))
            yield SteadyField(placeholder=tr("a few letters, or digits"), select_on_focus=False)
            yield LineList(empty=tr(_HINT))
            yield Static(id="more")
            yield Static(
                join(
                    fixed(tr("Enter "), f"bold {ACCENT}"),
                    tr("open   "),
                    fixed("↑ ↓ ", f"bold {ACCENT}"),
                    tr("another   "),
                    fixed(tr("Esc "), f"bold {ACCENT}"),
                    tr("leave"),
                ),
                classes="answers",
            )

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Ask in a thread; what was asked before is stopped, and its answer dropped."""
        self._asked += 1
        number, typed = self._asked, event.value
        self._besides = self._desk.beside_found(typed) if typed.strip() else ()
        if not typed.strip():
            self._show(FoundPeople(), tr(_HINT))
            return
        # Not by way of the desk, which would draw its header and footer again behind every letter.
        self.run_worker(partial(self._search, number, typed), thread=True, group="find")

    def _search(self, number: int, typed: str) -> None:
        doors = self._desk.session.doors
        try:
            found = doors.find(typed, overtaken=lambda: number != self._asked)
        except PipelineError as error:
            self.post_message(Told(number, FoundPeople(), f"{error.title}. {error.next_step}"))
        else:
            self.post_message(Told(number, found))

    @on(Told)
    def _told(self, message: Told) -> None:
        message.stop()
        if message.number == self._asked:
            nobody = tr(_NOBODY) if self._desk.session.viewer.is_manager else tr(_NOBODY_OWN)
            self._show(message.found, message.trouble or (nobody if message.found.enough else tr(_HINT)))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_accept()

    def on_unmount(self) -> None:
        """Stop what is still being searched."""
        self._asked += 1

    def on_resize(self) -> None:
        """Draw the lines for the new width."""
        if self._rows:
            self._draw()

    def action_accept(self) -> None:
        """Answer who stands under the cursor."""
        cursor = self.query_one(LineList).cursor
        if 0 <= cursor < len(self._rows):
            self.dismiss(self._rows[cursor])

    def action_move(self, way: str) -> None:
        """Move among those found."""
        self.query_one(LineList).move(way)

    def _show(self, found: FoundPeople, nobody: str) -> None:
        self._found = found
        self.query_one(LineList).say_when_empty(nobody)
        more = (
            tr("The first {people}: type more to see others.", people=len(found.people)) if found.more else ""
        )
        self.query_one("#more", Static).update(say(more, QUIET), layout=False)
        self._draw()

    def _draw(self) -> None:
        width = min(self.size.width, 110) - _MARGIN

        def line(one: FoundPerson | Beside) -> Content:
            return (
                beside_line(one.name, one.told, width) if isinstance(one, Beside) else found_line(one, width)
            )

        self.query_one(LineList).show(LazyLines(self._rows, line))


def open_for(desk: DeskScreen) -> None:
    """Ask whom to find, then open the card."""

    def chosen(one: FoundPerson | Beside | None) -> None:
        if isinstance(one, Beside):
            one.go()
        elif one is not None:
            doors = desk.session.doors
            desk.read("found", lambda: doors.contact_card(one.contact_id), lambda card: _open(desk, card))

    desk.app.push_screen(FindSheet(desk), chosen)


def _open(desk: DeskScreen, card: ContactCard) -> None:
    """Open an own deal or client at its desk, anybody else as far as the card may be read."""
    at_desk = card.stage is Stage.FARMING or (card.stage is Stage.HUNTING and card.deal_id is not None)
    if not card.masked and at_desk:
        desk.run_worker(_open_at_desk(desk, card), group="go")
        return
    session = desk.session
    names = Names.of(session.playbook, session.language)
    desk.open(Tell(card.name, card_lines(card, names, session.zone, session.now(), _CARD)))


async def _open_at_desk(desk: DeskScreen, card: ContactCard) -> None:
    place, app = DESK_OF[card.stage], desk.app
    if desk.PLACE is not place:
        await desk.run_action(f"go('{place.value}')")
    front = app.screen
    if isinstance(front, PeopleKeys) and front.session is desk.session:
        front.open_found(card)
