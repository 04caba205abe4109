"""Work of a screen in threads: reads that may be overtaken, acts that may not.

A read is numbered by its slot, so that a stale answer never overwrites a newer one. Acts run one at a time;
keys pressed meanwhile wait and are given to the desk as it stands after the act.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.ui.keys_in_order import KeysMayGoOn
from pipeline_tui.ui.presence import goes

T = TypeVar("T")
Refusal = Callable[[PipelineError], None]


@dataclass(frozen=True, slots=True)
class Request:
    """A piece of work under way: its slot and number, and who gets the answer."""

    slot: str
    number: int
    then: Callable[[Any], None]
    refused: Refusal | None
    is_act: bool


class Finished(Message):
    """A worker's answer, back on the screen's own thread."""

    def __init__(self, request: Request, result: Any = None, error: PipelineError | None = None) -> None:
        super().__init__()
        self.request, self.result, self.error = request, result, error


class WorkingScreen(Screen[None]):
    """A screen that asks services in threads and hears their answers on its own.

    ``CHANGED_BY_ACTS`` names the slots whose answers an act makes old, whichever of them arrives first.
    """

    CHANGED_BY_ACTS: ClassVar[tuple[str, ...]] = ("in-hand", "number")

    def __init__(self) -> None:
        """Start without any work under way."""
        super().__init__()
        self._numbers: dict[str, int] = {}
        self._acting = False
        self._answering = False

    def fail(self, error: PipelineError) -> None:
        """Say what was not done."""
        raise NotImplementedError

    def settled(self) -> None:
        """Repaint what depends on an answer; called after each one."""

    @property
    def answering(self) -> bool:
        """Return whether an answer is being taken in; ``settled`` is called when all of it is."""
        return self._answering

    @property
    def acting(self) -> bool:
        """Return whether an act is under way; keys wait until it is over."""
        return self._acting

    def read(
        self, slot: str, work: Callable[[], T], then: Callable[[T], None], refused: Refusal | None = None
    ) -> None:
        """Ask a service in a thread; an answer overtaken by a newer request of its slot is dropped."""
        self._start(slot, work, then, refused, is_act=False)

    def act(self, work: Callable[[], T], then: Callable[[T], None], refused: Refusal | None = None) -> None:
        """Do one act in a thread; its answer is never dropped, and no other act starts before it came."""
        if self._acting:
            return
        self._acting = True
        self._overtake()
        self._start("act", work, then, refused, is_act=True)

    def _start(
        self,
        slot: str,
        work: Callable[[], T],
        then: Callable[[T], None],
        refused: Refusal | None,
        *,
        is_act: bool,
    ) -> None:
        self._numbers[slot] = number = self._numbers.get(slot, 0) + 1
        request = Request(slot, number, then, refused, is_act)
        self.run_worker(
            partial(self._work, request, work), thread=True, group=slot, name=slot, exit_on_error=False
        )

    def _overtake(self) -> None:
        """Have the answers dropped that tell of the time before an act."""
        for slot in self.CHANGED_BY_ACTS:
            self._numbers[slot] = self._numbers.get(slot, 0) + 1

    def _work(self, request: Request, work: Callable[[], Any]) -> None:
        try:
            result = work()
        except PipelineError as error:
            self.post_message(Finished(request, error=error))
        else:
            self.post_message(Finished(request, result))

    @on(Finished)
    def _finished(self, message: Finished) -> None:
        message.stop()
        if goes(self):
            return  # what was done is stored; nobody looks at the answer any more
        request = message.request
        if request.is_act:
            self._acting = False
            self._overtake()
        elif request.number != self._numbers[request.slot] or self._made_old(request):
            return
        self._answering = True
        try:
            if message.error is None:
                request.then(message.result)
            else:
                (request.refused or self.fail)(message.error)
        finally:
            self._answering = False
        self.settled()
        if request.is_act:
            self.call_after_refresh(self.post_message, KeysMayGoOn())

    def _made_old(self, request: Request) -> bool:
        """Return whether the act under way may already have changed what was read; its answer will tell."""
        return self._acting and request.slot in self.CHANGED_BY_ACTS

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            # Not a PipelineError: a fault of the program, which the crash screen explains.
            raise event.worker.error
