"""A desk with a telephone: the gate, the stored attempt, the ring, and the line that tells of it."""

from __future__ import annotations

from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message

from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.phones import masked
from pipeline_tui.screens import pause, rehearsal
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.counting import CountingScreen
from pipeline_tui.screens.last_word import LastWord
from pipeline_tui.screens.line_state import LineState, shown
from pipeline_tui.screens.session import Session
from pipeline_tui.telephony.port import PhoneEvent
from pipeline_tui.ui.command import Command
from pipeline_tui.ui.formatting import QUIET, clock, fixed, join, say, timer
from pipeline_tui.ui.words import PROPOSED_BY_CAUSE
from pipeline_tui.widgets.call_bar import CallBar
from pipeline_tui.widgets.contact_pane import ContactPane
from pipeline_tui.widgets.customer_words import CustomerWords
from pipeline_tui.wording import WordTable, tr

HANG_UP_TWICE_WITHIN = 2.0  # seconds
_BEGAN = WordTable({"incoming": "they rang", "transfer": "passed to you live"})  # else it was dialled here


class Heard(Message):
    """The telephone said something."""

    def __init__(self, event: PhoneEvent) -> None:
        super().__init__()
        self.event = event


class OnThePhoneScreen(CountingScreen):
    """Dials what is in hand and shows what the telephone does."""

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.word: Content = fixed("")  # what was just stored, while the telephone is silent
        self.last = LastWord(session.keys)
        self._space_at = -HANG_UP_TWICE_WITHIN

    def compose_body(self) -> ComposeResult:
        """Add the call's line below both faces."""
        yield from super().compose_body()
        yield CustomerWords()
        yield CallBar()

    def on_mount(self) -> None:
        """Run the clock: one tick a second, and nothing moves by itself."""
        self.set_interval(1.0, self.tick)

    @property
    def line(self) -> LineState:
        """Return what the telephone is doing, for whichever desk."""
        return self.session.line.state

    @property
    def proposed(self) -> str:
        """Return the code of the outcome that script or telephone propose."""
        return self.session.line.proposed

    # showing

    def show_desk(self, desk: Desk | None) -> None:
        """Show a contact; the telephone starts afresh with another one."""
        if desk is not None:
            self.session.line.begin(desk.token)
        elif self.holds(self.session.line.token):  # else the line is already another desk's
            self.session.line.begin("")
        super().show_desk(desk)
        self.tick()

    def tick(self) -> None:
        """Show the second that has come."""
        self.session.ring_on(monotonic())
        doing = self._doing()
        self.query_one(CallBar).show(doing, *self.promised(), self.last.tail(doing))
        pause.tick(self)
        self.ring_when_due()
        if self.desk is not None:
            self.query_one(ContactPane).show(self.desk, self.session.now(), self.reader)
        rehearsal.tick(self)
        self.refresh_chrome()

    def _doing(self) -> Content:
        over = self.line.phase in ("idle", "ended") and (self.desk is None or self.desk.call is None)
        if self.line.trouble or not (over or self.line.phase == "idle"):
            number = self.desk.number if self.desk is not None else None
            by_hand = number.shown if number is not None and not self.session.phone.sees_progress else ""
            wrap_up, rings = self.session.playbook.wrap_up_seconds, self.session.ring_seconds
            return shown(self.line, monotonic(), by_hand=by_hand, wrap_up=wrap_up, rings=rings)
        if self.desk is not None and self.desk.call is not None:
            since = (self.session.now() - self.desk.call.dialled_at).total_seconds()
            began = _BEGAN.get(self.desk.call.mode, tr("dialled"))
            return join(
                say(tr("■ {began} {timer} ago", began=began, timer=timer(since))),
                fixed(tr(" · how did it end?"), QUIET),
            )
        return self.word

    def header_left(self) -> tuple[str, ...]:
        """Return the desk and the list the contact comes from."""
        listed = self.desk.list_name if self.desk is not None else ""
        return (self.TITLE_WORD, listed) if listed else (self.TITLE_WORD,)

    @property
    def phone_word(self) -> str:
        """Return what the telephone does, or that the operator is on a pause; always as wide."""
        return tr("■ paused  ") if self.session.pausing.pause is not None else f"☎ {self.line.word:<8}"

    def header_right(self) -> tuple[str, ...]:
        """Return operator, telephone, clock and figures."""
        return (
            self.session.viewer.name,
            self.phone_word,
            clock(self.session.now(), self.session.zone),
            *self.day_so_far,
        )

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command whose reading holds."""
        if command.call == "hang_up":
            return self.line.phase != "ended"  # a desk opened anew beside a handset hears of no phase
        if command.call == "other_number":
            return self.desk is not None and len(self.desk.numbers) > 1
        if command.call == "copy_number":
            return self.desk is not None and self.desk.number is not None
        return super().allows(command)

    # the telephone

    def action_dial(self) -> None:
        """Ask the gate, store the attempt, then ring."""
        desk = self.desk
        if desk is None or desk.call is not None:
            return
        doors, act, mode = self.session.doors, new_act(), self.session.phone.mode
        self.act(
            lambda: doors.dial(desk.token, act=act, number_id=desk.number_id, mode=mode),
            self._stored_then_ring,
            lambda error: self._not_dialled(error, desk.token),
        )

    def _not_dialled(self, error: PipelineError, token: str) -> None:
        self.word = fixed(tr("not dialled"), QUIET)
        self.lost(error, token)
        self.tick()

    def _stored_then_ring(self, desk: Desk) -> None:
        self.word = fixed("")
        self.show_desk(desk)
        if desk.call is not None and desk.number is not None:
            self.session.phone.listen(self._tell)
            self.run_worker(self._ring(desk.number.e164, str(desk.call.id)), group="phone")

    async def _ring(self, number: str, ref: str) -> None:
        try:
            await self.session.phone.dial(number, ref)
        except PipelineError as error:
            self.fail(error)

    def _tell(self, event: PhoneEvent) -> None:
        self.post_message(Heard(event))

    @on(Heard)
    def _heard(self, message: Heard) -> None:
        if self.desk is None:
            return
        line = self.session.line
        line.hear(message.event)
        if line.state.phase == "ended" and self.awaits:
            code = PROPOSED_BY_CAUSE.get(line.state.cause, "")
            line.ended(code if self.session.playbook.outcome(code) is not None else "")
        if not self.acting:  # else the act's answer shows the line, together with what else is new
            self.tick()

    async def action_hang_up(self) -> None:
        """End the call; while talking the key is wanted twice."""
        at = monotonic()
        if self.line.phase == "talking" and at - self._space_at > HANG_UP_TWICE_WITHIN:
            self._space_at = at
            self.say(tr("Space once more hangs up."))
            return
        await self.session.phone.hang_up()

    def action_copy_number(self) -> None:
        """Copy the number in hand; it is said masked."""
        number = self.desk.number if self.desk is not None else None
        if number is not None:
            self.app.copy_to_clipboard(number.e164)
            self.say(masked(number.e164), tr("Copied"))

    def action_other_number(self) -> None:
        """Switch to the contact's next number."""
        desk = self.desk
        if desk is None:
            return
        ids = [one.id for one in desk.numbers]
        at = ids.index(desk.number_id) if desk.number_id in ids else -1
        following = ids[(at + 1) % len(ids)]

        def chosen(with_it: Desk) -> None:
            if self.holds(with_it.token):
                self.show_desk(with_it)

        self.read(
            "number",
            lambda: self.session.doors.choose_number(desk.token, following),
            chosen,
            lambda error: self.lost(error, desk.token),
        )
