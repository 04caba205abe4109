"""Handset mode: the operator dials by hand; the program keeps the time and asks how the call ended."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from pipeline_tui.telephony.port import Cause, Ended, Listener, Placed, diallable


class Handset:
    """A telephone that is not joined to the program: nothing is heard of the call but the operator's word."""

    mode = "handset"
    sees_progress = False

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Take the clock that times calls, in seconds."""
        self._clock = clock
        self._listener: Listener | None = None
        self._call: str | None = None
        self._since = 0.0

    def listen(self, listener: Listener) -> None:
        """Send events to this listener from now on."""
        self._listener = listener

    async def dial(self, number: str, ref: str) -> str:
        """Say that the operator dials now; the time runs from here."""
        diallable(number)
        self._call, self._since = ref, self._clock()
        self._tell(Placed(ref, self._since))
        return ref

    async def hang_up(self) -> None:
        """Say that the operator's call is over."""
        if self._call is None:
            return
        call, self._call = self._call, None
        at = self._clock()
        self._tell(Ended(call, at, Cause.COMPLETED, "local", "operator", at - self._since))

    def _tell(self, event: Placed | Ended) -> None:
        if self._listener is not None:
            self._listener(event)
