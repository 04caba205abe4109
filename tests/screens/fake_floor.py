"""The floor without a file: who is told what, and what the others do at a word of the test."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.diaries import Slot
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.floor import Floor, LiveCall
from pipeline_tui.domain.hunting import HandOff
from pipeline_tui.domain.messages import Waiting
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.red_list import RedList
from pipeline_tui.screens.doors_floor import FloorDoors

NOON = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
SLOTS = (
    Slot("Paul", datetime(2026, 11, 23, 14, 0, tzinfo=UTC)),
    Slot("Paul", datetime(2026, 11, 24, 13, 30, tzinfo=UTC)),
    Slot("Paul", datetime(2026, 11, 24, 15, 0, tzinfo=UTC)),
)


class FakeFloor(FloorDoors):
    """Answers from memory; the test moves ``version``, ``floor`` and ``live``."""

    version = 0
    floor = Floor()
    live: LiveCall | None = None
    to_take: Desk | None = None
    said: list[str]
    done: list[tuple[str, Any]]
    refused: PipelineError | None = None

    def floor_is(self, floor: Floor) -> None:
        """Let something change on the floor."""
        self.floor, self.version = floor, self.version + 1

    def live_is(self, **changed: Any) -> None:
        """Let somebody answer the offer."""
        assert self.live is not None
        self.live, self.version = replace(self.live, **changed), self.version + 1

    def _did(self, what: str, told: Any = None) -> None:
        self.done = [*getattr(self, "done", []), (what, told)]

    def become(self, viewer: Viewer) -> None:
        self._did("become", viewer)

    def changes(self) -> int:
        return self.version

    def waits(self) -> Waiting:
        """Return what waits in the inbox as long as the test sets nothing else."""
        return Waiting()

    def on_the_floor(self) -> Floor:
        return replace(self.floor, waiting=self.floor.waiting if self.floor.waiting.count else self.waits())

    def red_list(self) -> RedList:
        return RedList()

    def came_back(self) -> tuple[HandOff, ...]:
        return ()

    def attend(self, place: str) -> None:
        self.said = [*getattr(self, "said", []), place]

    def leave(self) -> None:
        self.said = [*getattr(self, "said", []), "gone"]

    def diaries(self) -> tuple[Slot, ...]:
        return SLOTS

    def offer_live(self, token: str, brief: Any, **given: Any) -> LiveCall:
        self._did("offer", {"token": token, "brief": dict(brief), **given})
        if self.refused is not None:
            raise self.refused
        self.live = LiveCall(1, 7, "Claire MARTIN", "open", NOON + timedelta(seconds=20), 2)
        return self.live

    def live_call(self, transfer_id: int) -> LiveCall:
        assert self.live is not None
        return self.live

    def end_offer(self, transfer_id: int, *, act: str) -> LiveCall:
        self._did("end", transfer_id)
        assert self.live is not None
        if self.live.state == "open":
            self.live = replace(self.live, state="withdrawn")
        return self.live

    def take_live(self, transfer_id: int, *, act: str) -> Desk:
        self._did("take", transfer_id)
        if self.refused is not None:
            raise self.refused
        assert self.to_take is not None
        return self.to_take
