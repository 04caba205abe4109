"""A pause: asked for with its reason, timed on a sheet before the desk, and running until one is back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.domain.errors import NothingToDo, PipelineError
from pipeline_tui.domain.pauses import KEPT_IN_HAND, Pause, PauseTotal
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.command import Hand
from pipeline_tui.ui.formatting import QUIET, clock, fixed, join, lines, moment, say, timer
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.screens.calling import CallingScreen
    from pipeline_tui.screens.on_the_phone import OnThePhoneScreen
    from pipeline_tui.screens.session import Pausing


class PauseSheet(Dialog[bool]):
    """Stands before the desk until Esc or Enter; what it tells is asked for every second."""

    def __init__(self, reason: str, told: Callable[[], Content]) -> None:
        """Take the reason as it is shown, and who tells the lines under it."""
        super().__init__()
        self._reason, self._told = reason, told
        self._shown = fixed("")

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(join(fixed(tr("Pause · "), "bold"), say(self._reason)), classes="question")
            yield Static(self._told(), id="timer")
            yield Static(join(fixed(tr("Enter "), "bold $accent"), tr("back to work")), classes="answers")

    def on_mount(self) -> None:
        """Run the timer."""
        self.set_interval(1.0, self.tick)

    def tick(self) -> None:
        """Show the second that has come."""
        told = self._told()
        if not told.is_same(self._shown):
            self._shown = told
            self.query_one("#timer", Static).update(told)

    def action_accept(self) -> None:
        """Go back to work."""
        self.dismiss(True)

    def action_close(self) -> None:
        """Go back to work."""
        self.action_accept()


def ask(screen: CallingScreen) -> None:
    """Ask for the reason, and begin."""
    session = screen.session
    reasons = [(one.code, one.name(session.language)) for one in session.playbook.pause_reasons]

    def chosen(code: str | None) -> None:
        if code is not None:
            act = new_act()
            screen.act(lambda: session.doors.begin_pause(code, act=act), lambda pause: _stand(screen, pause))

    screen.app.push_screen(Choose(tr("Pause"), reasons), chosen)


def take_up(screen: CallingScreen) -> None:
    """Go on with a pause that was running when the program was left."""

    def found(pause: Pause | None) -> None:
        if pause is not None and screen.session.pausing.pause is None:
            _stand(screen, pause)

    screen.read("pause", screen.session.doors.running_pause, found)


def tick(screen: OnThePhoneScreen) -> None:
    """Put the contact in hand back once a pause has kept it long enough."""
    pausing, desk, doors = screen.session.pausing, screen.desk, screen.session.doors
    if pausing.pause is None or desk is None or screen.hand is not Hand.READY or pausing.putting_back:
        return
    if screen.session.now() - pausing.pause.began_at < KEPT_IN_HAND:
        return
    pausing.putting_back, act, draft = True, new_act(), screen.draft()

    def put_back() -> None:
        if not draft.empty:
            doors.keep_draft(desk.token, draft)
        doors.release(desk.token, act=act)

    def gone(_: None) -> None:
        pausing.putting_back, pausing.put_back = False, desk.name
        if screen.holds(desk.token):
            screen.show_desk(None)

    def refused(error: PipelineError) -> None:
        pausing.putting_back = False
        screen.lost(error, desk.token)

    screen.read("put-back", put_back, gone, refused)


def _stand(screen: CallingScreen, pause: Pause) -> None:
    session = screen.session
    session.pausing.pause, session.pausing.put_back = pause, ""
    session.pausing.today = ()
    screen.read("pauses", session.doors.pauses_today, lambda today: _read(screen, today))
    names = {one.code: one.name(session.language) for one in session.playbook.pause_reasons}
    sheet = PauseSheet(names.get(pause.reason, pause.reason), lambda: _told(screen, pause, names))
    screen.app.push_screen(sheet, lambda _: _back(screen))
    screen.tick()


def _read(screen: CallingScreen, today: tuple[PauseTotal, ...]) -> None:
    pausing = screen.session.pausing
    pausing.today, pausing.read_at = today, screen.session.now()
    if isinstance(screen.app.screen, PauseSheet):
        screen.app.screen.tick()


def _back(screen: CallingScreen) -> None:
    """End the pause; the desk is free again only when that is stored."""
    act, doors, pausing = new_act(), screen.session.doors, screen.session.pausing
    pause = pausing.pause
    if pause is None:
        return

    def over(seconds: float | None) -> None:
        pausing.pause = None
        screen.word = say(
            tr("back after {timer}", timer=timer(seconds)) if seconds is not None else tr("back at work"),
            QUIET,
        )
        screen.reload()
        screen.tick()

    def refused(error: PipelineError) -> None:
        if isinstance(error, NothingToDo):
            over(None)  # it was ended elsewhere, from a shell
        else:
            _stand(screen, pause)
            screen.fail(error)

    def ended(pause: Pause) -> None:
        over(pause.seconds(pause.ended_at or screen.session.now()))

    screen.act(lambda: doors.end_pause(act=act), ended, refused)


def _told(screen: CallingScreen, pause: Pause, names: dict[str, str]) -> Content:
    session, now = screen.session, screen.session.now()
    since = moment(pause.began_at, session.zone, now)
    shown = [join(say(timer(pause.seconds(now)), "bold"), fixed(tr("  since "), QUIET), say(since, QUIET))]
    if screen.desk is not None:
        shown.append(_in_hand(screen.desk, pause, session.zone))
    elif session.pausing.put_back:
        shown.append(
            say(
                tr(
                    "{put_back} was put back, so that nobody waits for you.",
                    put_back=session.pausing.put_back,
                )
            )
        )
    promised, _ = screen.promised()
    if promised.cell_length:
        shown.append(promised)
    if added := _added_up(session.pausing, pause, names, now):
        shown += [fixed(""), say(tr("Today: {added}", added=added), QUIET)]
    return lines(shown)


def _in_hand(desk: Desk, pause: Pause, zone: str) -> Content:
    if desk.call is not None:
        return say(tr("{name} stays in hand: the call awaits its outcome.", name=desk.name))
    until = clock(pause.began_at + KEPT_IN_HAND, zone)
    return say(
        tr("{name} stays in hand until {until}, then goes back to the queue.", name=desk.name, until=until)
    )


def _added_up(pausing: Pausing, pause: Pause, names: dict[str, str], now: datetime) -> str:
    """Return the day's pauses of a minute and more; the one that runs has grown since they were read."""
    grown = int((now - pausing.read_at).total_seconds()) if pausing.read_at is not None else 0
    minutes = {
        one.reason: (one.seconds + (grown if one.reason == pause.reason else 0)) // 60
        for one in pausing.today
    }
    return " · ".join(
        tr("{names} {count} min", names=names.get(code, code), count=count)
        for code, count in minutes.items()
        if count
    )
