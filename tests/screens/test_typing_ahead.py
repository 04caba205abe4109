"""Keys that arrive faster than the screen answers: text stays text, fields follow each other."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from pipeline_tui.screens.form import Field, FieldRow, Form, Typed
from pipeline_tui.screens.hand_off import HandOffForm
from pipeline_tui.ui import keys_in_order
from pipeline_tui.widgets.note_box import NoteBox
from tests.screens.driving import opened, press, settle
from tests.screens.fake_shop import CLAIRE, FakeDoors, session_with

SPECIAL = {" ": "space", "'": "apostrophe", "?": "question_mark", "-": "minus", "!": "exclamation_mark"}


async def burst(pilot: Pilot[Any], *keys: str) -> None:
    """Hand over keys the way a slow line does: all of them before the first is answered."""
    for key in keys:
        character = key if len(key) == 1 else None
        pilot.app.post_message(events.Key(SPECIAL.get(key, key), character))
    await settle(pilot)


async def test_a_note_typed_right_behind_its_key_is_text_and_no_outcome() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter", "enter")
        before = app.screen.query_one(NoteBox).text
        await burst(pilot, "e", *" not home, isn't he?")
        assert app.screen.query_one(NoteBox).text == before + " not home, isn't he?"
        assert doors.named("record_outcome") == []


async def test_a_note_typed_behind_an_act_that_is_still_under_way_keeps_every_character() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter")
        before = app.screen.query_one(NoteBox).text
        await burst(pilot, "d", "e", *" no - wait!")
        await settle(pilot)
        assert app.screen.query_one(NoteBox).text == before + " no - wait!"
        assert doors.named("record_outcome") == []


async def test_fields_of_a_sheet_are_reached_by_tab_and_arrows_as_fast_as_they_come() -> None:
    fields = [Field(key, key) for key in ("one", "two", "three", "four")]
    given: list[Typed | None] = []
    async with opened(session_with(FakeDoors())) as (app, pilot):
        app.push_screen(Form("Four", fields), given.append)
        await settle(pilot)
        await burst(pilot, "a", "down", "down", "down", "d", "up", "c", "shift+tab", "b", "tab", "c", "enter")
        assert given == [{"one": "a", "two": "b", "three": "cc", "four": "d"}]


async def test_a_moment_in_which_the_machine_stands_still_lets_no_key_overtake_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A key is slow, not lost, as long as what it was handed to stands there."""
    monkeypatch.setattr(keys_in_order, "_LOST_AFTER", 1e-6)
    monkeypatch.setattr(keys_in_order, "_LOOKS", 0)
    given: list[Typed | None] = []
    async with opened(session_with(FakeDoors())) as (app, pilot):
        app.push_screen(Form("Two", [Field("one", "one"), Field("two", "two")]), given.append)
        await settle(pilot)
        await burst(pilot, "a", "down", "b", "up", "c", "down", "d", "up", "e", "enter", "enter")
        assert given == [{"one": "ace", "two": "bd"}]


async def test_tab_moves_between_the_fields_of_a_brief() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)))) as (app, pilot):
        await press(pilot, "enter", "enter", "h")
        assert isinstance(app.screen, HandOffForm)
        here = app.focused
        await press(pilot, "tab")
        there = app.focused
        assert isinstance(there, Input)
        assert there is not here
        await press(pilot, "shift+tab")
        assert app.focused is here


async def test_no_key_answers_a_sheet_whose_fields_are_not_there_yet() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)))) as (app, pilot):
        form = Form("How did it go?", [Field("note", "Note"), Field("next", "Next")])
        app.push_screen(form)
        half_built = False
        while not form.query(FieldRow):
            half_built = half_built or bool(form.children)
            assert not form.check_action("accept", ())
            await asyncio.sleep(0)
        assert half_built
        await settle(pilot)
        assert form.check_action("accept", ())
