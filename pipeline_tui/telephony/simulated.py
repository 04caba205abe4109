"""The simulated telephone of practice workspaces: it rings nobody, and always the same way for a seed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from time import monotonic

from pipeline_tui.telephony.port import (
    Answered,
    Cause,
    Ended,
    Listener,
    PhoneError,
    PhoneEvent,
    Placed,
    Ringing,
    diallable,
)
from pipeline_tui.wording import tr

Sleep = Callable[[float], Awaitable[None]]

_ANSWERED, _NO_ANSWER, _BUSY = 0.62, 0.88, 1.0  # shares of calls, summed up
_GIVES_UP_AFTER = 20.0  # seconds of ringing
_TALKS_AT_MOST = 240.0  # seconds until the other side has said everything


@dataclass(frozen=True, slots=True)
class Plan:
    """How one simulated call goes; times in seconds."""

    rings_after: float
    then: Cause  # completed: somebody answers
    after: float  # from the first ring to the answer, or to the end


class Simulated:
    """A telephone without a line; what happens depends on the seed, the number and the call's reference."""

    mode = "simulated"
    sees_progress = True

    def __init__(
        self, seed: int = 1, *, sleep: Sleep = asyncio.sleep, clock: Callable[[], float] = monotonic
    ) -> None:
        """Take the seed; ``sleep`` and ``clock`` are the test's own where no time may pass."""
        self._seed = seed
        self._sleep = sleep
        self._clock = clock
        self._listener: Listener | None = None
        self._task: asyncio.Task[None] | None = None
        self._call: str | None = None
        self._answered_at: float | None = None

    def listen(self, listener: Listener) -> None:
        """Send events to this listener from now on."""
        self._listener = listener

    def plan(self, number: str, ref: str) -> Plan:
        """Return how a call will go."""
        chance = Random(f"{self._seed}/{number}/{ref}")
        rings_after = chance.uniform(0.2, 0.6)
        share = chance.random()
        if share < _ANSWERED:
            return Plan(rings_after, Cause.COMPLETED, chance.uniform(1.0, 4.0))
        if share < _NO_ANSWER:
            return Plan(rings_after, Cause.NO_ANSWER, _GIVES_UP_AFTER)
        return Plan(rings_after, Cause.BUSY, chance.uniform(0.3, 0.8))

    async def dial(self, number: str, ref: str) -> str:
        """Begin a simulated call; PhoneError while another is under way."""
        diallable(number)
        if self._call is not None:
            raise PhoneError(
                tr("A call is under way"),
                tr("The phone holds one call at a time."),
                tr("Hang up first: Space."),
            )
        self._call, self._answered_at = ref, None
        self._task = asyncio.create_task(self._run(ref, self.plan(number, ref)))
        return ref

    async def hang_up(self) -> None:
        """End the call under way."""
        if self._task is not None:
            self._task.cancel()
        if self._call is not None:
            self._end(Cause.COMPLETED if self._answered_at is not None else Cause.CANCELLED, "local")

    async def _run(self, ref: str, plan: Plan) -> None:
        self._tell(Placed(ref, self._clock()))
        await self._sleep(plan.rings_after)
        if plan.then is Cause.BUSY:
            self._end(Cause.BUSY, "remote")
            return
        self._tell(Ringing(ref, self._clock()))
        await self._sleep(plan.after)
        if plan.then is not Cause.COMPLETED:
            self._end(plan.then, "remote")
            return
        self._answered_at = self._clock()
        self._tell(Answered(ref, self._answered_at))
        await self._sleep(_TALKS_AT_MOST)
        self._end(Cause.COMPLETED, "remote")

    def _end(self, cause: Cause, by: str) -> None:
        call, self._call, self._task = self._call, None, None
        at = self._clock()
        talked = at - self._answered_at if self._answered_at is not None else 0.0
        self._answered_at = None
        if call is not None:
            self._tell(Ended(call, at, cause, "local" if by == "local" else "remote", "simulated", talked))

    def _tell(self, event: PhoneEvent) -> None:
        if self._listener is not None:
            self._listener(event)
