"""Keeps an eye on the floor: says that somebody sits here, and hears within a second what others want.

Once a second the change feed is asked, which takes microseconds and no thread; only when somebody has
committed is the little read that matters: calls offered live, hand-offs and messages that wait,
lists that were paused or opened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from textual.widgets import Input, TextArea

from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.floor import Floor
from pipeline_tui.domain.hours_words import hours_words
from pipeline_tui.domain.list_states import StoppedList
from pipeline_tui.screens.base import DeskScreen, new_act
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.line_changed import Follow, LineChange
from pipeline_tui.screens.live import TakeLive
from pipeline_tui.screens.method_watch import MethodWatch
from pipeline_tui.ui.command import DESK_OF
from pipeline_tui.ui.toasts import toast, toast_error
from pipeline_tui.ui.words import goal_words
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.screens.session import Session
    from pipeline_tui.ui.keys_in_order import KeysInOrder

LOOK_EVERY = 1.0  # seconds
ATTEND_EVERY = 20.0  # seconds, as the lease is renewed


class FloorWatch:
    """One for each signed-in operator, whatever desk is in front."""

    def __init__(
        self,
        app: KeysInOrder,
        session: Session,
        desks: Callable[[], Sequence[DeskScreen]],
        follow: Follow,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Take the program, the operator's session, the open desks, and a clock that never jumps.

        ``follow`` has the desks be those of what the operator is by now.
        """
        self._app, self._session, self._desks, self._clock = app, session, desks, clock
        self._method = MethodWatch(app, session, desks)
        self._version = -1
        self._said = ""  # the place that was last said
        self._said_at = 0.0
        self._not_mine: set[int] = set()
        self._asking: TakeLive | None = None
        self._told = False
        self._heard_once = False
        self._passed: datetime | None = None  # the limit that was looked at when it passed
        self._line = LineChange(app, session, desks, follow)

    def begin(self) -> None:
        """Look now, and from now on once a second."""
        self.look()
        self._app.set_interval(LOOK_EVERY, self.look)

    def look(self) -> None:
        """Say that somebody sits here, when that is due; read what others want when anybody has committed."""
        front = self._front
        if front is None:
            return
        self._attend(front)
        if self._heard_once:
            self._method.look(front)
        self._line.follow_when_free()
        version, passes = self._session.doors.changes(), self._session.heard.floor.waiting.changes_at
        # A limit passes by itself: what a colleague left waiting is the team's from then on.
        due = passes is not None and passes <= self._session.now()
        if version != self._version or (due and passes != self._passed):
            self._passed = passes if due else self._passed
            self._version = version
            front.read("floor", self._session.doors.on_the_floor, self._seen, self._trouble)

    def leave(self) -> None:
        """Say that nobody sits here any longer, on the thread that ends the program."""
        if self._said:
            # A workspace that cannot be written now says the same by itself, a minute later.
            with suppress(PipelineError):
                self._session.doors.leave()

    @property
    def _front(self) -> DeskScreen | None:
        base = self._app.screen_stack[0] if self._app.screen_stack else None
        return base if isinstance(base, DeskScreen) else None

    # being there

    def _attend(self, front: DeskScreen) -> None:
        place, doors = front.PLACE.value, self._session.doors
        if place == self._said and self._clock() - self._said_at < ATTEND_EVERY:
            return
        self._said, self._said_at = place, self._clock()
        front.read("attend", lambda: doors.attend(place), lambda _: None, self._trouble)

    def _trouble(self, error: PipelineError) -> None:
        if not self._told:  # once: it would come again every few seconds
            self._told = True
            toast_error(self._app, error)

    # what others want

    def _seen(self, floor: Floor) -> None:
        heard, self._told = self._session.heard, False
        self._line.hear(floor.viewer)
        was, heard.floor = heard.floor, floor
        front = self._front
        settled = floor.settings is not None and self._session.settle(floor.settings)
        if front is not None and (settled or was.method != floor.method):
            front.refresh_chrome()
        if settled and floor.settings is not None:
            words = tr(
                "Hours {hours}; {goal}",
                hours=hours_words(floor.settings.hours),
                goal=goal_words(floor.settings.goal),
            )
            toast(self._app, words, tr("Hours and goal of the shop are others now"))
        if front is not None and was.waiting != floor.waiting:
            if floor.waiting.hand_offs > was.waiting.hand_offs and self._heard_once:
                self._app.bell()
            front.waiting_changed()
        if front is not None and self._heard_once and was.paused != floor.paused:
            self._tell_of_lists(was.paused, floor.paused)
        self._heard_once = True
        standing = {one.id: one for one in floor.offers}
        if self._asking is not None and self._asking.offer.id not in standing:
            self._asking.dismiss(None)
        if floor.unsettled and front is not None:
            # In portions, so that no closing desk waits; after their commits the floor is read again.
            front.read("places", self._session.doors.settle_awhile, lambda _: None, self._trouble)
        offers = [one for one in floor.offers if one.id not in self._not_mine]
        if offers and self._asking is None:
            self._ask(offers[0].id, TakeLive(offers[0], self._session.now))

    def _tell_of_lists(self, before: Sequence[StoppedList], now: Sequence[StoppedList]) -> None:
        """Say that a list was paused or opened: the queue changes under the scout's hands."""
        known, paused = {one.id: one for one in before}, {one.id: one for one in now}
        for one in now:
            if one.id not in known:
                by = tr(" by {by}", by=one.by) if one.by else ""
                toast(
                    self._app,
                    tr("No more contacts come from it; what was promised stays."),
                    tr("{name}: paused{by}", name=one.name, by=by),
                )
        for one in before:
            if one.id not in paused:
                toast(
                    self._app, tr("Its contacts come again."), tr("{name}: no longer paused", name=one.name)
                )

    def _ask(self, offer_id: int, question: TakeLive) -> None:
        def answered(taken: bool | None) -> None:
            self._asking = None
            self._not_mine.add(offer_id)
            if taken:
                self._take(offer_id)
            elif taken is None:
                toast(self._app, tr("Somebody else took it, or it was withdrawn."), question.offer.name)
            self._version = -1  # another may wait behind this one

        self._asking = question
        self._app.push_screen(question, answered)
        self._app.bell()

    def _take(self, offer_id: int) -> None:
        front, doors, act = self._front, self._session.doors, new_act()
        if front is None:
            return
        for desk in self._desks():
            desk.before_leaving()  # what is typed for an undialled contact is kept before that goes back
        front.read("take-live", lambda: doors.take_live(offer_id, act=act), self._taken, self._late)

    def _late(self, error: PipelineError) -> None:
        toast_error(self._app, error)

    def _taken(self, taken: Desk) -> None:
        for desk in self._desks():
            desk.give_up(taken)
        left = self._leave_questions()
        self._app.run_worker(self._open(taken, clear=left))

    async def _open(self, taken: Desk, *, clear: bool) -> None:
        await self._app.run_action(f"go('{DESK_OF[taken.stage].value}')")
        front = self._front
        if front is not None:
            front.take_up(taken)
        if not clear:
            toast(
                self._app,
                tr("Esc leaves this form; nothing in it is lost."),
                tr("{name} is on the line", name=taken.name),
            )

    def _leave_questions(self) -> bool:
        """Close what stands before the desk, but nothing in which somebody typed; whether all is closed."""
        while len(self._app.screen_stack) > 1:
            top = self._app.screen
            typed = [one for one in top.query(Input) if one.value.strip()]
            if not isinstance(top, Dialog) or typed or any(one.text.strip() for one in top.query(TextArea)):
                return False
            top.action_close()
            if self._app.screen is top:
                return False  # it stands until what it asked for is answered
        return True
