"""A scout's desk in a test: who is in hand, and the way to an answered call."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.pilot import Pilot

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.desk import Draft
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.telephony.port import Listener, Placed
from tests.screens.driving import press
from tests.screens.fake_shop import CLAIRE

LUC = replace(
    CLAIRE, token="t2", contact_id=8, name="Luc BOULANGER", spoken="Monsieur Boulanger", draft=Draft()
)


class SilentPhone:
    """A telephone that says what the test tells it to."""

    mode = "simulated"
    sees_progress = True

    def __init__(self) -> None:
        self.dialled: list[str] = []
        self.hung_up = 0
        self.tell: Listener = lambda _: None

    def listen(self, listener: Listener) -> None:
        self.tell = listener

    async def dial(self, number: str, ref: str) -> str:
        self.dialled.append(number)
        self.tell(Placed(ref, 0.0))
        return ref

    async def hang_up(self) -> None:
        self.hung_up += 1


def desk_of(app: PipelineApp) -> ScoutScreen:
    screen = next(one for one in app.screen_stack if isinstance(one, ScoutScreen))
    return screen


async def dialled(pilot: Pilot[Any]) -> None:
    await press(pilot, "enter", "enter")
