"""The program is left at every moment of what a key began: nothing half built or half gone is a fault."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from textual.content import Content

from pipeline_tui.domain.acts import Recorded
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.person_form import PersonForm
from tests.screens.driving import PATIENCE, front, key_event, leave, opened, press, settle
from tests.screens.fake_shop import CLAIRE, PAUL, FakeDoors, session_with
from tests.screens.selling_shop import SellingDoors

MOMENTS = (0, 1, 2, 3, 4, 6, 9, 14, 24)  # turns of the event loop behind the last key


async def turns(count: int) -> None:
    """Let the program go on for so many turns of its loop."""
    for _ in range(count):
        await asyncio.sleep(0)


@pytest.mark.parametrize("between", [0, 3])
@pytest.mark.parametrize("keys", [("+",), ("+", "enter", "enter"), ("+", "escape", "+"), ("ctrl+p",)])
async def test_leaving_behind_any_key(keys: tuple[str, ...], between: int) -> None:
    for moment in MOMENTS:
        async with opened(session_with(FakeDoors((CLAIRE,)))) as (app, pilot):
            await press(pilot, "enter")
            for key in keys:
                app.post_message(key_event(key))
                await turns(between)
            await turns(moment)
            await leave(app)


async def test_an_answer_for_a_form_that_is_being_taken_away_is_nobodys() -> None:
    """Its parts are gone a few turns before it is."""
    for moment in MOMENTS:
        async with opened(session_with(FakeDoors((CLAIRE,)))) as (app, pilot):
            await press(pilot, "+")
            form = front(app)
            assert isinstance(form, PersonForm)
            app.post_message(key_event("escape"))
            await turns(moment)
            form._answered(form._asked, Content("known already"))
            await settle(pilot)
            assert front(app) is not form


def test_a_key_for_a_desk_that_is_not_built_yet_is_nobodys() -> None:
    """It was handed out while another desk stood in front, and would look for a list that is not there."""
    assert HunterScreen(session_with(SellingDoors(), PAUL)).check_action("move", ("page-up",)) is False


class _SlowOutcome(FakeDoors):
    """A shop that stores an outcome only when it is let to."""

    def __init__(self) -> None:
        super().__init__((CLAIRE,))
        self.begun, self.goes_on = threading.Event(), threading.Event()

    def record_outcome(self, token: str, code: str, **given: Any) -> Recorded:
        self.begun.set()
        assert self.goes_on.wait(PATIENCE)
        return super().record_outcome(token, code, **given)


async def test_leaving_right_behind_an_outcome_waits_until_it_is_stored() -> None:
    """Else the question of the call that awaits its outcome comes before, and takes the next letter."""
    doors = _SlowOutcome()
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter", "d")
        for key in ("n", "ctrl+q"):
            app.post_message(key_event(key))
        while not doors.begun.is_set():
            await pilot.pause()
        assert len(app.screen_stack) == 1, "nothing is asked while it is being stored"
        doors.goes_on.set()
        await settle(pilot)
        assert [one["code"] for one in doors.named("record_outcome")] == ["no-answer"]
    assert app.return_code == 0


async def test_leaving_pressed_twice_waits_for_nothing() -> None:
    doors = _SlowOutcome()
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter", "d")
        app.post_message(key_event("n"))
        while not doors.begun.is_set():
            await pilot.pause()
        for key in ("ctrl+q", "ctrl+q"):
            app.post_message(key_event(key))
        while not isinstance(app.screen, Confirm):
            await pilot.pause()
        doors.goes_on.set()
