"""Driving the program in a test: open it on a fake shop, press keys, wait for what they start."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from textual import events
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.people import Operator
from pipeline_tui.screens.session import Session
from tests.screens.fake_shop import AMELIE, entrance_to

LONG = {"phone"}  # groups of workers that end with the call, not with the key


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every service has answered and the screen shows it."""
    while True:
        started = [
            worker for worker in pilot.app.workers if worker.group not in LONG and not worker.is_finished
        ]
        if started:
            with suppress(WorkerCancelled):  # another took its place, and is waited for in the next round
                await pilot.app.workers.wait_for_complete(started)
        await pilot.pause()
        if not started:
            return


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other, each after the last one's answer."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def write(pilot: Pilot[Any], text: str) -> None:
    """Put text where the cursor is, at once: a terminal's paste, which costs a test no time per letter."""
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)


def front(app: PipelineApp) -> Screen[Any]:
    """Return what stands in front now; a call, since it may be another screen after the next key."""
    return app.screen


def seen(app: PipelineApp) -> str:
    """Return what stands on the screen as plain text."""
    width, height = app.size
    assert Size(width, height) == app.screen.size
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


@asynccontextmanager
async def opened(
    session: Session,
    *,
    size: tuple[int, int] = (80, 24),
    operators: tuple[Operator, ...] = (AMELIE,),
    theme: str = "calm",
) -> AsyncIterator[tuple[PipelineApp, Pilot[None]]]:
    """Open the program on a fake shop and wait for the first desk."""
    app = PipelineApp(entrance_to(session, operators), theme=theme)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await settle(pilot)
        yield app, pilot
