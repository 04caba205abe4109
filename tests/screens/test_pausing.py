"""Pauses on the desk: chosen, timed, found again, and what becomes of the contact in hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.desk import Draft, Figures
from pipeline_tui.domain.errors import NothingToDo
from pipeline_tui.domain.pauses import Pause
from pipeline_tui.screens.pause import PauseSheet
from tests.screens.driving import front, opened, press, seen, settle, write
from tests.screens.fake_shop import CLAIRE, NOW, FakeDoors, session_with
from tests.screens.flow_desk import SIZES, bar
from tests.screens.scout_desk import desk_of


@pytest.mark.parametrize("size", SIZES)
async def test_a_pause_is_chosen_timed_and_ended(size: tuple[int, int]) -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors), size=size) as (app, pilot):
        await press(pilot, "enter", "p", "4")
        assert doors.named("begin_pause") == [{"reason": "lunch"}]
        words = seen(app)
        assert isinstance(front(app), PauseSheet)
        for word in (
            "Pause · Lunch",
            "00:00  since 14:03",
            "Claire MARTIN stays in hand until 14:08",
            "callback 14:20 Mr Ngo",
            "Today: Lunch 41 min",
            "■ paused",
        ):
            assert word in words
        await press(pilot, "enter")
        assert doors.named("end_pause") == [{}]
        assert front(app) is desk_of(app)
        assert "back after 12:00" in bar(app) and "☎ ready" in seen(app)


async def test_a_pause_that_runs_is_found_again_after_a_restart() -> None:
    doors = FakeDoors((CLAIRE,))
    doors.pause = Pause(1, "bench", NOW - timedelta(minutes=41, seconds=7))
    async with opened(session_with(doors)) as (app, pilot):
        assert "Pause · At the bench" in seen(app)
        assert "41:07" in seen(app)
        await press(pilot, "escape")
        running: Pause | None = doors.running_pause()
        assert running is None and front(app) is desk_of(app)


async def test_after_five_minutes_the_contact_goes_back_with_what_was_typed() -> None:
    doors = FakeDoors((replace(CLAIRE, draft=Draft()),))
    minutes = [0.0]
    session = replace(session_with(doors), now=lambda: NOW + timedelta(minutes=minutes[0]))
    async with opened(session) as (app, pilot):
        await press(pilot, "enter", "e")
        await write(pilot, "three rooms")
        await press(pilot, "escape", "p", "1")
        minutes[0] = 4.9
        desk_of(app).tick()
        await settle(pilot)
        assert doors.named("release") == []
        minutes[0] = 5.0
        desk_of(app).tick()
        desk_of(app).tick()
        await settle(pilot)
        assert doors.named("release") == [{"token": "t1"}]
        assert doors.drafts[-1].note == "three rooms"
        assert isinstance(app.screen, PauseSheet)
        app.screen.tick()
        await settle(pilot)
        assert "Claire MARTIN was put back" in seen(app)
        await press(pilot, "enter")
        assert desk_of(app).desk is None


async def test_a_call_that_comes_due_in_a_pause_rings_once_and_stands_on_its_sheet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bells: list[None] = []
    monkeypatch.setattr(PipelineApp, "bell", lambda _: bells.append(None))

    class Promised(FakeDoors):
        def figures(self) -> Figures:
            return Figures(1, 1, 0, NOW + timedelta(minutes=1), "Mr Ngo")

    minutes = [0.0]
    session = replace(session_with(Promised()), now=lambda: NOW + timedelta(minutes=minutes[0]))
    async with opened(session) as (app, pilot):
        await press(pilot, "p", "1")
        assert bells == []
        minutes[0] = 1.0
        desk_of(app).tick()
        desk_of(app).tick()
        assert isinstance(app.screen, PauseSheet)
        app.screen.tick()
        await settle(pilot)
        assert len(bells) == 1
        assert "Mr Ngo · due now" in seen(app)


async def test_a_pause_that_was_ended_in_a_shell_lets_the_desk_go_on() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "p", "1")
        doors.refuse["end_pause"] = NothingToDo("You are not on a pause")
        await press(pilot, "enter")
        assert app.screen is desk_of(app) and "back at work" in bar(app)
