"""The scout desk: the next contact without a list, its script, one key per outcome."""

from __future__ import annotations

from typing import ClassVar

from textual.widget import Widget

from pipeline_tui.domain.acts import Recorded
from pipeline_tui.domain.desk import Desk, EmptyQueue
from pipeline_tui.domain.errors import NothingToDo, PipelineError
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens import left_desk
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.contact_sheets import why
from pipeline_tui.screens.counting import NOT_READ
from pipeline_tui.screens.figures import open_figures
from pipeline_tui.screens.sale import SaleDesk
from pipeline_tui.screens.skipping import ask_why_skipped
from pipeline_tui.ui.command import Place
from pipeline_tui.ui.formatting import QUIET, SUCCESS, fixed, join, say
from pipeline_tui.widgets.resting import Resting
from pipeline_tui.wording import mark, tr


class ScoutScreen(SaleDesk):
    """Finding: cold calls from the queue; there is no list to pick from."""

    PLACE = Place.SCOUT
    STAGE = Stage.SCOUTING
    TITLE_WORD: ClassVar[str] = mark("Scout")
    FOOTER: ClassVar[tuple[str, ...]] = (
        "call.next",
        "call.dial",
        "program.help",
        "contact.why",
        "script.objections",
        "note.edit",
        "call.other-number",
        "contact.skip",
        "program.undo",
        "call.pause",
        # What a narrow footer has no room for, in the order in which wider ones show it.
        "hand-off.live",
        "figures.day",
        "caller.look-up",
        "contact.everything",
        "contact.change",
        "contact.new",
        "note.late",
        "deal.won",
        "sale.book",
        "contact.message",
        "call.copy-number",
        "program.palette",
    )

    def resting_face(self) -> Widget:
        """Return what stands on the desk without a contact."""
        return Resting()

    def on_mount(self) -> None:
        """Find what was in hand when the desk was last left."""
        self.reload()

    def reload(self) -> None:
        """Show what is in hand."""
        self.read("in-hand", self.session.doors.in_hand, lambda desk: left_desk.found(self, self.mine(desk)))
        self.read_figures()

    def on_screen_resume(self) -> None:
        """Show what is in hand when the desk comes back to the front."""
        super().on_screen_resume()
        if self.desk is None or self.desk.call is None:
            self.reload()

    def show_desk(self, desk: Desk | None) -> None:
        """Show a contact, or what stands here without one."""
        super().show_desk(desk)
        self.query_one(Resting).begin()

    def tick(self) -> None:
        """Show the second that has come, at rest too."""
        super().tick()
        if self.figures is not NOT_READ:
            self.query_one(Resting).show_day(self.figures, self.session.zone, self.session.now())

    # next

    def action_next_contact(self) -> None:
        """Claim the contact that is due first."""
        doors, act = self.session.doors, new_act()
        self.act(lambda: doors.claim_next(act=act), self._claimed, self._nothing)

    def _claimed(self, desk: Desk) -> None:
        if self.mine(desk) is not None:
            self.show_desk(desk)
            return
        key = "F3" if desk.stage is Stage.HUNTING else "F4"
        self.say(
            tr("{key} goes there; Esc puts the contact back.", key=key),
            tr("{name} is still in hand", name=desk.name),
        )

    def _nothing(self, error: PipelineError) -> None:
        queue = getattr(error, "queue", None)
        if isinstance(error, NothingToDo) and isinstance(queue, EmptyQueue):
            self.show_empty(queue)
        else:
            self.fail(error)

    def show_empty(self, queue: EmptyQueue | None) -> None:
        """Show why nothing can be called."""
        self.query_one(Resting).show(queue, self.session.zone, self.session.now())

    def after_act(self, desk: Desk | None, empty: EmptyQueue | None) -> None:
        """Show the next contact, or why there is none."""
        desk = self.mine(desk)
        super().after_act(desk, empty)
        if desk is None:
            self.show_empty(empty)

    # this one

    def action_skip(self) -> None:
        """Pass the contact over; from the third in an hour a reason is asked."""
        if self.desk is not None:
            self._skip(self.desk, "")

    def _skip(self, desk: Desk, reason: str) -> None:
        doors, act, next_act = self.session.doors, new_act(), new_act()

        def refused(error: PipelineError) -> None:
            if error.data.get("needs") == "reason":
                ask_why_skipped(self, error, answered)
            else:
                self.lost(error, desk.token)

        def answered(given: str | None) -> None:
            if given is not None and self.still(desk):
                self._skip(desk, given)

        self.act(
            lambda: doors.skip(desk.token, act=act, reason=reason, next_act=next_act),
            lambda recorded: self._skipped(recorded, desk.name),
            refused,
        )

    def _skipped(self, recorded: Recorded, who: str) -> None:
        what = (
            tr("skipped ") if recorded.outcome == "skipped" else tr("put back ")
        )  # it was called and stayed
        told = join(fixed("✓ ", SUCCESS), fixed(what), say(f"· {who} · {recorded.follows}", QUIET))
        self.word = self.last.of(told)
        self.after_act(recorded.desk, recorded.empty)

    def action_figures(self) -> None:
        """Show the operator's own day."""
        open_figures(self)

    def action_why(self) -> None:
        """Say why this contact came up, and what the calling rules say."""
        if self.desk is not None:
            self.app.push_screen(why(self.desk, self.reader, self.session.now()))
