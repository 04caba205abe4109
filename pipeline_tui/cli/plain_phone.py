"""The telephone of the linear desk: your own handset, or in practice the simulated one, told in words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Thread

from pipeline_tui.telephony.port import Answered, Ended, PhoneEvent, Ringing
from pipeline_tui.telephony.simulated import Simulated
from pipeline_tui.ui.words import CAUSES, PROPOSED_BY_CAUSE
from pipeline_tui.wording import tr


class PlainPhone:
    """Rings in a thread of its own when simulated; on a handset the operator dials and hangs up."""

    def __init__(self, say: Callable[..., None], *, simulated: bool) -> None:
        """Take the voice, and whether this is practice."""
        self._say = say
        self._phone = Simulated() if simulated else None
        self._loop = asyncio.new_event_loop() if simulated else None
        self.proposed = ""  # code of the outcome that the end of the call proposes
        self.talking = False
        if self._phone is not None and self._loop is not None:
            self._phone.listen(self._heard)
            Thread(target=self._loop.run_forever, name="phone", daemon=True).start()

    @property
    def mode(self) -> str:
        """Return how calls are placed, as the attempt is stored."""
        return "handset" if self._phone is None else "simulated"

    def dial(self, number: str, shown: str, ref: str) -> None:
        """Ring, or say which number to dial by hand; the attempt is stored already."""
        self.proposed, self.talking = "", False
        if self._phone is None or self._loop is None:
            self._say(tr("Dial {number} on your handset.", number=shown))
            return
        self._say(tr("Dialling {number}, simulated.", number=shown))
        asyncio.run_coroutine_threadsafe(self._phone.dial(number, ref), self._loop).result()

    def hang_up(self) -> None:
        """End the call under way."""
        if self._phone is not None and self._loop is not None:
            asyncio.run_coroutine_threadsafe(self._phone.hang_up(), self._loop).result()

    def end(self) -> None:
        """Hang up and stop."""
        self.hang_up()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)

    def _heard(self, event: PhoneEvent) -> None:
        match event:
            case Ringing():
                self._say(tr("It rings."))
            case Answered():
                self.talking = True
                self._say(tr("They answered."))
            case Ended(cause=cause, by=by):
                self.talking = False
                if by != "local":
                    self.proposed = PROPOSED_BY_CAUSE.get(cause.value, "")
                    over = tr("The call is over: {cause}.", cause=CAUSES.get(cause.value, cause.value))
                    then = tr("Enter stores that.") if self.proposed else ""
                    self._say(f"{over} {then}".strip())
