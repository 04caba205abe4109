"""What waits for a manager's yes or no: offers whose discount is above their hunter's limit."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from pipeline_tui.domain.offers import Answered, Approval
from pipeline_tui.screens.ask import Ask
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.list_taking_back import ListTakingBack
from pipeline_tui.screens.session import Session
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.offer_lines import approval_lines, approval_row
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.rule import Rule
from pipeline_tui.wording import mark, tr

_NOTHING = mark(
    "No offer waits for you.\n\n"
    "A hunter's offer further below the price list than their limit allows\n"
    "stands here until you answer: a approves it, R refuses it with words."
)
_WIDEST = 116


class ApprovalsView(Vertical):
    """The offers that wait, and what is told of the one under the cursor."""

    DEFAULT_CSS = """
    ApprovalsView { height: 1fr; }
    ApprovalsView LineList.empty { padding: 1 2; }
    ApprovalsView #asked { height: 5; }
    """

    def compose(self) -> ComposeResult:
        """Build the list and the page under it."""
        yield LineList(id="asking", empty=tr(_NOTHING))
        yield Rule(tr("What is asked"), id="asked-rule")
        yield Page(id="asked")


class ApprovingDesk(ListTakingBack):
    """A manager's desk on which offers wait; a subclass says when their view is shown."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.waiting: tuple[Approval, ...] = ()

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.watch(self.query_one("#asking", LineList), "cursor", self._asked, init=False)

    @property
    def shows_approvals(self) -> bool:
        """Return whether the offers that wait are in view."""
        return False

    @property
    def asked(self) -> Approval | None:
        """Return the offer under the cursor."""
        at = self.query_one("#asking", LineList).cursor
        return self.waiting[at] if self.shows_approvals and 0 <= at < len(self.waiting) else None

    def read_approvals(self) -> None:
        """Read what waits."""
        self.read("approvals", self.session.doors.approvals, self._show_approvals)

    def _show_approvals(self, waiting: tuple[Approval, ...]) -> None:
        self.waiting = waiting
        self.draw_approvals()

    def draw_approvals(self) -> None:
        """Draw what waits."""
        width, language = min(self.size.width - 4, _WIDEST), self.session.language
        shown = self.query_one("#asking", LineList)
        shown.set_class(not self.waiting, "empty")
        rows = [approval_row(one, language, self.now, width) for one in self.waiting]
        shown.show(rows, cursor=min(max(shown.cursor, 0), max(len(rows) - 1, 0)))
        self._asked(shown.cursor)
        self.refresh_chrome()

    def _asked(self, _cursor: int) -> None:
        one, language = self.asked, self.session.language
        told = approval_lines(one, language) if one is not None else []
        self.query_one("#asked-rule").display = bool(told)
        self.query_one("#asked", Page).show(lambda _width, _height: told)

    # answers

    def action_approve_this(self) -> None:
        """Agree to the offer under the cursor."""
        one = self.asked
        if one is not None:
            doors, act = self.session.doors, new_act()
            self.act(lambda: doors.approve_offer(one.offer_id, act=act), self._answered, self._late)

    def action_refuse_this(self) -> None:
        """Ask why, then refuse the offer under the cursor."""
        one = self.asked
        if one is not None:
            self._ask_why(one)

    def _ask_why(self, one: Approval, words: str = "") -> None:
        ask = Ask(
            tr("Why is offer {number} refused?", number=one.number),
            hint=(tr("{hunter} reads it.", hunter=one.hunter),),
            value=words,
        )

        def because(typed: str | None) -> None:
            if typed is not None:
                doors, act = self.session.doors, new_act()
                self.act(lambda: doors.refuse_offer(one.offer_id, typed, act=act), self._answered, self._late)

        self.app.push_screen(ask, because)

    def _answered(self, done: Answered) -> None:
        own = done.hunter == self.session.viewer.name
        told = (
            tr("It is your own: the offer of the deal says so.")
            if own
            else tr("{hunter} is told.", hunter=done.hunter)
        )
        self.say(told, tr("Offer {number} {state}", number=done.number, state=tr(done.state.value)))
        self.reload()
