"""Driving the program in a test: open it on a fake shop, press keys, wait for what they start."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.people import Operator
from pipeline_tui.screens.session import Session
from tests.screens.fake_shop import AMELIE, entrance_to

PATIENCE = 60.0  # seconds until a thread that does not come is a failure; the machine may be busy
LONG = {"phone"}  # groups of workers that end with the call, not with the key


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every service has answered and the screen shows it."""
    while True:
        await _drawn(pilot)
        started = [
            worker for worker in pilot.app.workers if worker.group not in LONG and not worker.is_finished
        ]
        if not started:
            return
        with suppress(WorkerCancelled):  # another took its place, and is waited for in the next round
            await pilot.app.workers.wait_for_complete(started)


async def _drawn(pilot: Pilot[Any]) -> None:
    """Wait until nothing is left that could go on now, and all is drawn.

    Textual's own pause sleeps until the process is idle by the clock, at least 20 ms and three times a key:
    half of the time of a test of screens. What the event loop has ready is known without a clock.
    """
    app, loop = pilot.app, asyncio.get_running_loop()
    quiet = 0
    while True:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]  # nothing public says it
            quiet = 0
        elif app.is_running and (app.animator._animations or app.animator._scheduled):
            # Also without animations: what scrolls waits for a frame.
            await app.animator.wait_until_complete()
            quiet = 0
        elif quiet == 2:
            return  # nothing may be awaited between this look and the caller's at the workers
        elif app.is_running and app._batch_count:
            await asyncio.sleep(0.002)  # the screen is held still for a short time by the clock
            quiet = 0
        else:
            await pilot.pause(0)  # draws what would wait for the next frame
            quiet += 1


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one after the other, each after the last one's answer."""
    for key in keys:
        pilot.app.post_message(key_event(key))
        await settle(pilot)


def key_event(key: str) -> events.Key:
    """Return what a terminal sends for a key, named as Textual names it, or for a character."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    original = REPLACED_KEYS.get(name, name)
    character: str | None
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(original))
    except KeyError:
        character = key if len(key) == 1 else None
    return events.Key(name, character)


async def write(pilot: Pilot[Any], text: str) -> None:
    """Put text where the cursor is, at once: a terminal's paste, which costs a test no time per letter."""
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)


async def until_seen(pilot: Pilot[Any], words: str) -> None:
    """Wait for what a thread tells while it goes on: nothing else says that it has begun."""
    async with asyncio.timeout(PATIENCE):
        while words not in seen(pilot.app):
            await asyncio.sleep(0.001)
            await settle(pilot)


async def leave(app: App[Any]) -> None:
    """Leave as somebody does, and wait until the program has ended."""
    if app.is_running and not app._exit:
        app.exit()
    await ended(app)


async def ended(app: App[Any]) -> None:
    """Wait until the program has ended, by whatever was asked of it."""
    while app.is_running:  # noqa: ASYNC110 - nothing of Textual's tells of its end
        await asyncio.sleep(0.001)


def front(app: PipelineApp) -> Screen[Any]:
    """Return what stands in front now; a call, since it may be another screen after the next key."""
    return app.screen


def seen(app: App[Any]) -> str:
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
        await leave(app)
