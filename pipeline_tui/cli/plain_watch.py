"""The linear desk's eye on the floor: says that somebody sits here, and hears what others want of them.

What is new is said once, below the question that waits; a screen reader is told nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.floor import Floor, LiveOffer
from pipeline_tui.services import attending, reading, tightening
from pipeline_tui.ui.structure_words import STRUCTURE_NAMES, you_work
from pipeline_tui.wording import mark, tr, trn

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop

LOOK_EVERY = 1.0  # seconds; the question to the change feed takes microseconds
ATTEND_EVERY = 20.0  # seconds, as the lease is renewed
_PLACE = "scout"


class Watch:
    """Presence, messages, hand-offs, promised calls that are due, and calls offered live."""

    def __init__(
        self,
        shop: Shop,
        viewer: Viewer,
        say: Callable[..., None],
        trouble: Callable[[PipelineError], None],
    ) -> None:
        """Take how news and trouble are said."""
        self._shop = shop
        self.viewer = viewer  # as they would sign in now
        self._say, self._trouble = say, trouble
        self._said_at = -ATTEND_EVERY
        self._version: int | None = None
        self._floor = Floor()
        self._due: datetime | None = None
        self._failed = False
        self._lock, self._over = Lock(), Event()
        self._thread = Thread(target=self._run, name="floor", daemon=True)

    @property
    def offer(self) -> LiveOffer | None:
        """Return the call that is offered live now, the oldest first."""
        standing = [one for one in self._floor.offers if one.until > self._shop.now()]
        return standing[0] if standing else None

    @property
    def method_number(self) -> int:
        """Return the version of the method that held when the floor was looked at last."""
        return self._floor.method.holds

    def begin(self) -> None:
        """Look now, and from now on once a second."""
        self.look()
        self._thread.start()

    def end(self) -> None:
        """Say that nobody sits here any longer."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()
        try:
            attending.leave(self._shop, self.viewer)
        except PipelineError as trouble:  # a minute from now it is taken for granted
            self._trouble(trouble)

    def look(self) -> None:
        """Say that somebody sits here, when that is due; tell what is new."""
        with self._lock:
            try:
                self._attend()
                version = attending.changes(self._shop)
                if version != self._version:
                    self._version = version
                    floor = attending.on_the_floor(self._shop, self.viewer)
                    self._news(floor)
                    if floor.unsettled:
                        tightening.settle_awhile(self._shop, self.viewer)  # the rest in the next second
                self._failed = False
            except PipelineError as trouble:
                if not self._failed:  # once: it would come again every second
                    self._failed = True
                    self._trouble(trouble)

    def _run(self) -> None:
        while not self._over.wait(LOOK_EVERY):
            self.look()

    def _attend(self) -> None:
        if monotonic() - self._said_at < ATTEND_EVERY:
            return
        self._said_at = monotonic()
        attending.attend(self._shop, self.viewer, _PLACE)
        self._promised()

    def _promised(self) -> None:
        """Tell once that a promised call is due."""
        due = reading.figures(self._shop, self.viewer)
        at = due.next_callback_at
        if at is not None and at <= self._shop.now() and at != self._due:
            self._due = at
            told = mark("Your callback is due: {name}. It comes with the next contact.")
            self._say(tr(told, name=due.next_callback_name))

    def _news(self, floor: Floor) -> None:
        was, self._floor = self._floor, floor
        if floor.viewer is not None and floor.viewer != self.viewer:
            self._become(floor.viewer)
        waits = floor.waiting
        if waits.messages > was.waiting.messages:
            self._say(
                trn(
                    "{number} message waits. Type inbox.",
                    "{number} messages wait. Type inbox.",
                    waits.messages,
                )
            )
        if waits.hand_offs > was.waiting.hand_offs:
            self._say(
                trn(
                    "{number} hand-off waits for you on the hunter desk.",
                    "{number} hand-offs wait for you on the hunter desk.",
                    waits.hand_offs,
                )
            )
        if floor.method.unread and floor.method != was.method:
            self._say(
                tr(
                    "Version {number} of the playbook holds. It is taken up between two calls.",
                    number=floor.method.holds,
                ),
                tr("Read what is new with: pipeline-tui playbook news --read"),
            )
        known = {one.id for one in was.offers}
        for one in floor.offers:
            if one.id not in known:
                left = max(int((one.until - self._shop.now()).total_seconds()), 0)
                self._say(
                    tr("On the line now: {who}.", who=", ".join(filter(None, (one.name, one.firm)))),
                    tr(
                        "From {giver}. Need: {need}. Next: {next}.",
                        giver=one.giver,
                        need=one.need,
                        next=one.next,
                    ),
                    tr("Type take within {seconds} seconds.", seconds=left),
                )

    def _become(self, viewer: Viewer) -> None:
        """Go on as what the operator is now, and say it; a call under way ends as it began."""
        before, self.viewer = self.viewer, viewer
        changed = (
            tr("The structure is now {structure}.", structure=STRUCTURE_NAMES[viewer.structure])
            if viewer.structure is not before.structure
            else tr("Your stages were changed.")
        )
        self._say(f"{changed} {you_work(viewer.stages)}")
