"""Somebody at work with keys only: the real program on a real workspace, at a fixed time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from textual.message_pump import MessagePump
from textual.pilot import Pilot

from pipeline_tui.app import PipelineApp
from pipeline_tui.bootstrap import entrance_of, session_of
from pipeline_tui.domain.people import Viewer
from pipeline_tui.screens.session import Session
from pipeline_tui.services.shop import Shop, open_shop
from pipeline_tui.telephony.port import Listener, Placed
from tests.screens.driving import leave, press, seen, settle, write
from tests.shops import MONDAY

_ROUNDS = 200


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


def _pending(pump: MessagePump) -> bool:
    return not pump._message_queue.empty()


@dataclass(frozen=True, slots=True)
class AtWork:
    """A signed-in operator's hands and eyes."""

    app: PipelineApp
    pilot: Pilot[Any]

    async def press(self, *keys: str) -> str:
        """Press keys one after the other and return what then stands on the screen."""
        for key in keys:
            await press(self.pilot, key)
            await self._come_to_rest()
        await self._come_to_rest()
        return seen(self.app)

    async def write(self, text: str) -> str:
        """Type text where the cursor is."""
        await write(self.pilot, text)
        await self._come_to_rest()
        return seen(self.app)

    async def fill(self, *texts: str) -> str:
        """Type into the fields of a sheet one after the other; "" leaves one as it is."""
        for number, text in enumerate(texts):
            if number:
                await self.press("tab")
            if text:
                await self.write(text)
        return seen(self.app)

    async def _come_to_rest(self) -> None:
        """Wait until no key is on its way, no queue holds a message, and the screen stays as it is."""
        before = ""
        for _ in range(_ROUNDS):
            await settle(self.pilot)
            shown = seen(self.app)
            pumps = (self.app, self.app.screen, self.app.focused or self.app.screen)
            if shown == before and not self.app.keys_on_their_way and not any(map(_pending, pumps)):
                return
            before = shown
        raise AssertionError("the program does not come to rest")

    @property
    def screen(self) -> str:
        """Return what stands on the screen."""
        return seen(self.app)


@asynccontextmanager
async def at_work(
    path: Path, name: str = "", *, at: datetime = MONDAY, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[AtWork]:
    """Start the program and sign in by keys as the one with this name; "" chooses nobody from several."""
    people = entrance_of(path).operators

    def session(shop: Shop, viewer: Viewer) -> Session:
        return replace(session_of(shop, viewer), phone=StillPhone())

    entrance = replace(entrance_of(path), open=lambda: open_shop(path, now=at), session=session)
    app = PipelineApp(entrance, theme="calm")
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await settle(pilot)
        if name and len(people) > 1:
            place = [one.name for one in people].index(name)
            await press(pilot, *["down"] * place, "enter")
        await settle(pilot)
        yield AtWork(app, pilot)
        await leave(app)
