"""Somebody at work with keys only: the real program on a real workspace, at a fixed time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from textual.pilot import Pilot

from pipeline_tui.app import PipelineApp
from pipeline_tui.bootstrap import entrance_of, session_of
from pipeline_tui.domain.people import Viewer
from pipeline_tui.screens.session import Session
from pipeline_tui.services.shop import Shop, open_shop
from pipeline_tui.telephony.port import Listener, Placed
from tests.screens.driving import press, seen, settle, write
from tests.shops import MONDAY


class StillPhone:
    """A telephone that places every call and says no more."""

    mode = "simulated"
    sees_progress = True

    def __init__(self) -> None:
        self._tell: Listener = lambda _: None

    def listen(self, listener: Listener) -> None:
        self._tell = listener

    async def dial(self, number: str, ref: str) -> str:
        self._tell(Placed(ref, monotonic()))
        return ref

    async def hang_up(self) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class AtWork:
    """A signed-in operator's hands and eyes."""

    app: PipelineApp
    pilot: Pilot[Any]

    async def press(self, *keys: str) -> str:
        """Press keys one after the other and return what then stands on the screen."""
        await press(self.pilot, *keys)
        return seen(self.app)

    async def write(self, text: str) -> str:
        """Type text where the cursor is."""
        await write(self.pilot, text)
        return seen(self.app)

    async def fill(self, *texts: str) -> str:
        """Type into the fields of a sheet one after the other; "" leaves one as it is."""
        for number, text in enumerate(texts):
            if number:
                await press(self.pilot, "tab")
            if text:
                await write(self.pilot, text)
        return seen(self.app)

    @property
    def screen(self) -> str:
        """Return what stands on the screen."""
        return seen(self.app)


@asynccontextmanager
async def at_work(
    path: Path, name: str = "", *, at: datetime = MONDAY, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[AtWork]:
    """Start the program and sign in from the list of people, by keys, as the one with this name."""
    people = entrance_of(path).operators

    def session(shop: Shop, viewer: Viewer) -> Session:
        return replace(session_of(shop, viewer), phone=StillPhone())

    entrance = replace(entrance_of(path), open=lambda: open_shop(path, now=at), session=session)
    app = PipelineApp(entrance, theme="calm")
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await settle(pilot)
        if len(people) > 1:
            place = [one.name for one in people].index(name)
            await press(pilot, *["down"] * place, "enter")
        await settle(pilot)
        yield AtWork(app, pilot)
