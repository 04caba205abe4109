"""The telephone of practice calls: the scripted customer picks up or not, and may hang up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

from pipeline_tui.telephony.port import Cause
from pipeline_tui.telephony.simulated import Plan, Simulated, Sleep

_RINGS_AFTER, _PICKS_UP_AFTER, _GIVES_UP_AFTER = 0.4, 1.2, 6.0  # seconds: practice need not wait long


class Rehearsed(Simulated):
    """Rings nobody, as the simulated one; what happens is asked of the customer."""

    def __init__(
        self,
        answers: Callable[[], Cause],
        *,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Take who says how the call under way begins: completed, no-answer or busy."""
        super().__init__(sleep=sleep, clock=clock)
        self._answers = answers

    def plan(self, number: str, ref: str) -> Plan:
        """Return how the call will go; the number decides nothing here."""
        then = self._answers()
        return Plan(_RINGS_AFTER, then, _PICKS_UP_AFTER if then is Cause.COMPLETED else _GIVES_UP_AFTER)

    async def customer_hangs_up(self) -> None:
        """End the call from the other side."""
        if self._task is not None:
            self._task.cancel()
        if self._call is not None:
            self._end(Cause.COMPLETED, "remote")
