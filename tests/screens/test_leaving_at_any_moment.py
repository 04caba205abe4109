"""The program is left at every moment of what a key began: nothing half built or half gone is a fault."""

from __future__ import annotations

import asyncio

import pytest
from textual.content import Content

from pipeline_tui.screens.person_form import PersonForm
from tests.screens.driving import front, key_event, leave, opened, press, settle
from tests.screens.fake_shop import CLAIRE, FakeDoors, session_with

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
