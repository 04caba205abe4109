"""Backups while the workstation is open: made off the screen, each hour, and trouble is said once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.screens.entrance import BackUp
from pipeline_tui.screens.keeping import HourlyBackups
from pipeline_tui.screens.scout import ScoutScreen
from tests.screens.driving import PATIENCE, press, seen, settle
from tests.screens.fake_shop import CLAIRE, FakeDoors, entrance_to, session_with


def program(back_up: BackUp) -> PipelineApp:
    return PipelineApp(
        replace(entrance_to(session_with(FakeDoors((CLAIRE,)))), back_up=back_up), theme="calm"
    )


async def test_a_backup_is_made_after_the_sign_in_and_no_key_waits_for_it() -> None:
    gate, made = threading.Event(), []

    def slowly(given_up: Callable[[], bool]) -> None:
        assert not given_up()
        assert gate.wait(PATIENCE)
        made.append(threading.current_thread() is threading.main_thread())

    app = program(slowly)
    async with app.run_test() as pilot:
        while not isinstance(app.screen, ScoutScreen):
            await pilot.pause(0.01)
        await pilot.press("enter")
        while "Claire MARTIN" not in seen(app):
            await pilot.pause(0.01)
        assert made == []
        gate.set()
        await settle(pilot)
        assert made == [False]


async def test_whoever_ends_the_program_does_not_wait_for_a_backup() -> None:
    begun, given_up_at_last = threading.Event(), threading.Event()

    def checks_for_long(given_up: Callable[[], bool]) -> None:
        begun.set()
        while not given_up():
            time.sleep(0.001)
        given_up_at_last.set()
        raise WorkspaceTrouble("Interrupted", "No backup was made.", "")

    app = program(checks_for_long)
    async with app.run_test() as pilot:
        while not begun.is_set():
            await pilot.pause(0.01)
        app.exit()
    assert given_up_at_last.wait(PATIENCE)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (WorkspaceTrouble("The disk is full", "No backup was made.", "Free space."), "The disk is full"),
        (PermissionError(13, "Permission denied"), "Permission denied"),
    ],
)
async def test_trouble_is_said_once(error: Exception, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def fails(_given_up: Callable[[], bool]) -> None:
        tried.append(1)
        raise error

    app = program(fails)
    said: list[str] = []
    notify = app.notify

    def heard(message: str, **how: Any) -> None:
        said.append(message)
        notify(message, **how)

    monkeypatch.setattr(app, "notify", heard)
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await settle(pilot)
        assert words in seen(app)
        assert len(said) == 1
        backups = HourlyBackups(app, fails)
        backups.look()
        await settle(pilot)
        backups.look()
        await settle(pilot)
        await press(pilot, "enter")
        assert len(tried) == 3
        assert len(said) == 2, "one for each of two programs' worth of trouble, not three"
