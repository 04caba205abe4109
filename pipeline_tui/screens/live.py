"""A call passed on live: the giver's twenty seconds, and the question on the desks of who is free."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.domain.floor import LiveCall, LiveOffer, seconds_left
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import QUIET, STRONG, SUCCESS, WARNING, count, fixed, join, lines, say
from pipeline_tui.ui.presence import goes
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline_tui.domain.errors import PipelineError
    from pipeline_tui.screens.calling import CallingScreen

LOOK_EVERY = 0.25  # seconds; the question to the change feed takes microseconds
NOT_AT_ONCE = 0.7  # seconds in which a key, and the letters after it, were meant for what stood there
OPEN, TAKEN, LAPSED = "open", "taken", "lapsed"


class OfferedLive(Dialog[bool]):
    """Stands before the giver's desk while colleagues are asked; Esc withdraws, Enter goes on once taken.

    Answers whether the next contact is wanted; None when the offer ended without anybody.
    """

    AUTO_FOCUS = ""

    def __init__(self, call: LiveCall, screen: CallingScreen, taken: Callable[[LiveCall], None]) -> None:
        """Take the offer, the desk whose workers ask, and who hears at once that somebody took it."""
        super().__init__()
        self._call, self._screen, self._taken = call, screen, taken
        self._seen, self._ending = screen.session.doors.changes(), False

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(
                join(fixed(tr("Passing on live · "), "bold"), say(self._call.name, "bold")),
                classes="question",
            )
            yield Static(id="state")
            yield Static(id="ways", classes="answers")

    def on_mount(self) -> None:
        """Show the seconds, and look whether somebody has taken it."""
        self._show()
        self.set_interval(LOOK_EVERY, self._look)

    @property
    def state(self) -> str:
        """Return what has become of the offer."""
        return self._call.state

    def _look(self) -> None:
        if self._call.state != OPEN or not self.is_active:
            return  # settled, or an error about it is being read
        doors, seen = self._screen.session.doors, self._screen.session.doors.changes()
        if self._screen.session.now() >= self._call.until:
            self._end()
        elif seen != self._seen:
            self._seen = seen
            self._screen.read("live", lambda: doors.live_call(self._call.id), self._heard, self._failed)
        self._show()

    def _end(self) -> None:
        if not self._ending:
            self._ending, act, doors = True, new_act(), self._screen.session.doors
            self._screen.read(
                "live", lambda: doors.end_offer(self._call.id, act=act), self._heard, self._failed
            )

    def _heard(self, call: LiveCall) -> None:
        if self._call.state != OPEN:
            return
        self._call = call
        if call.state == TAKEN:
            self._taken(call)
            self._show()
        elif call.state != OPEN and not goes(self):
            self.dismiss(None)

    def _failed(self, error: PipelineError) -> None:
        self._ending = False
        self._screen.fail(error)

    def _show(self) -> None:
        call = self._call
        if call.state == TAKEN:
            shown: tuple[Content, ...] = (
                join(fixed("✓ ", SUCCESS), say(call.taken_by, STRONG), tr(" takes it: "), _way(call)),
            )
            ways = join(
                fixed(tr("Enter "), "bold $accent"),
                tr("next contact   "),
                fixed(tr("Esc "), "bold $accent"),
                tr("stay"),
            )
        else:
            left = seconds_left(call.until, self._screen.session.now())
            asked = (
                tr("{count} asked", count=count(call.asked, "colleague is", "colleagues are"))
                if call.asked
                else tr("Asked")
            )
            shown = (
                join(
                    say(asked),
                    fixed(" · "),
                    say(tr("{left} s left", left=left), WARNING if left <= 5 else ""),
                ),
                fixed(tr("Keep them on the line: somebody who knows more is about to take over."), QUIET),
            )
            ways = join(fixed(tr("Esc "), "bold $accent"), tr("withdraw, the call stays yours"))
        self.query_one("#state", Static).update(lines(shown))
        self.query_one("#ways", Static).update(ways)

    def action_accept(self) -> None:
        """Go on to the next contact, once somebody has taken this one."""
        if self._call.state == TAKEN:
            self.dismiss(True)

    def action_close(self) -> None:
        """Withdraw the offer, or leave what is said."""
        if self._call.state == TAKEN:
            self.dismiss(False)
        else:
            self._end()


class TakeLive(Dialog[bool]):
    """A colleague's call, offered over whatever stands there; the first to take it has it."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    TakeLive { align: center top; }
    TakeLive > .sheet { border: round $accent; margin: 1 0 0 0; }
    """

    def __init__(
        self, offer: LiveOffer, now: Callable[[], datetime], clock: Callable[[], float] = monotonic
    ) -> None:
        """Take the offer, the shop's clock, and the one that tells a key meant for this from one before."""
        super().__init__()
        self.offer, self._now, self._clock = offer, now, clock
        self._since = clock()

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        offer = self.offer
        named = offer.firm and offer.firm != offer.name
        firm = join(fixed(" · ", QUIET), say(offer.firm, QUIET)) if named else fixed("")
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = tr("On the line now")
            yield Static(join(say(offer.name, STRONG), firm), classes="question")
            yield Static(join(fixed(tr("Need  "), QUIET), say(offer.need)))
            yield Static(join(fixed(tr("Next  "), QUIET), say(offer.next)))
            yield Static(join(fixed(tr("From  "), QUIET), say(offer.giver)))
            yield Static(id="left", classes="detail")
            yield Static(
                join(
                    fixed(tr("Enter {shown_key} ", shown_key=self.shown_key("dialog.take")), "bold $accent"),
                    tr("take the call   "),
                    fixed(tr("Esc "), "bold $accent"),
                    tr("not me"),
                ),
                classes="answers",
            )

    def on_key(self, event: events.Key) -> None:
        """Leave unheard what is typed on by somebody who has not looked up yet."""
        at = self._clock()
        if at - self._since < NOT_AT_ONCE:
            event.stop()
            if event.is_printable:
                self._since = at

    def on_mount(self) -> None:
        """Count the seconds."""
        self._tick()
        self.set_interval(LOOK_EVERY, self._tick)

    def _tick(self) -> None:
        left = seconds_left(self.offer.until, self._now())
        if left <= 0:
            self.dismiss(False)
            return
        self.query_one("#left", Static).update(
            say(tr("{left} s left", left=left), WARNING if left <= 5 else QUIET)
        )

    def action_accept(self) -> None:
        """Take the call."""
        self.dismiss(True)

    def action_take(self) -> None:
        """Take the call."""
        self.action_accept()

    def action_close(self) -> None:
        """Leave it to the others."""
        self.dismiss(False)


def _way(call: LiveCall) -> Content:
    if call.extension:
        return join(fixed(tr("transfer to extension ")), say(call.extension, STRONG))
    return join(fixed(tr("give the phone to ")), say(call.taken_by, STRONG))
