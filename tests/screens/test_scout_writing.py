"""What is written on the scout desk: the note, answers, drafts and the brief."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from textual.widgets import Input

from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.hand_off import HandOffForm
from pipeline_tui.widgets.note_box import NoteBox
from tests.screens.driving import opened, press, seen, write
from tests.screens.fake_shop import CLAIRE, FakeDoors, session_with
from tests.screens.scout_desk import SilentPhone, dialled


async def test_the_note_is_kept_as_typed_and_letters_in_it_are_letters() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "e")
        await pilot.press(*" nb")
        await write(pilot, ": rings twice")
        assert doors.named("record_outcome") == []
        await press(pilot, "escape")
        assert doors.drafts[-1].note == "looks for three rooms near the tram nb: rings twice"
        assert app.focused is None
        await press(pilot, "n")
        assert doors.named("record_outcome")[0]["note"].endswith("rings twice")


async def test_a_draft_comes_back_whole() -> None:
    draft = Draft("said hello", ("opening", "who", "weekly"), MappingProxyType({"need": "a lobby"}))
    async with opened(session_with(FakeDoors((replace(CLAIRE, draft=draft),)))) as (app, pilot):
        await press(pilot, "enter")
        assert "said hello" in seen(app)
        assert "Weekly" in seen(app)
        assert next(iter(app.screen.query(Input))).value == "a lobby"


async def test_an_answer_is_read_when_its_field_is_left_and_travels_with_the_outcome() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "1", "1", "tab")
        await write(pilot, "a lobby")
        await press(pilot, "enter")
        await write(pilot, "lots")
        await press(pilot, "escape")
        assert "Places to f…" in seen(app)
        assert doors.drafts[-1].answers == {"need": "a lobby", "places": "lots"}, "nothing typed is lost"
        await press(pilot, "n")
        answers = doors.named("record_outcome")[0]["draft"].answers
        assert answers == {"need": "a lobby"}, "what was not understood is not stored as an answer"


async def test_hot_opens_the_brief_filled_in_and_names_what_is_wanted() -> None:
    known = replace(CLAIRE, answers=MappingProxyType({"need": "weekly bouquet", "budget": "45.00 EUR"}))
    doors = FakeDoors((known,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h")
        assert isinstance(app.screen, HandOffForm)
        assert "weekly bouquet" in seen(app)
        assert "Still wanted: Promised next step" in seen(app)
        await press(pilot, "enter", "enter")
        assert doors.named("hand_off") == []
        await write(pilot, "?")
        await press(pilot, "enter", "down", "enter")
        given = doors.named("hand_off")[0]
        assert given["brief"] == {"need": "weekly bouquet", "budget": "45.00 EUR", "next": "?"}
        assert given["to"] == "Paul"
        assert "✓ HOT · Claire MARTIN → Paul" in seen(app)


async def test_a_brief_left_half_way_is_kept() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h")
        await write(pilot, "roses")
        await press(pilot, "escape")
        assert doors.drafts[-1].brief["need"] == "roses"
        await press(pilot, "h")
        assert "roses" in seen(app)


async def test_a_brief_that_came_back_stands_in_the_form_again() -> None:
    brief = MappingProxyType({"need": "roses for the reception", "next": "?"})
    doors = FakeDoors((replace(CLAIRE, brief=brief),))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h")
        assert isinstance(app.screen, HandOffForm)
        assert "roses for the reception" in seen(app)
        assert app.screen.filled["need"] == "roses for the reception"


async def test_alone_there_is_no_ceremony() -> None:
    doors = FakeDoors((CLAIRE,))
    session = session_with(doors, phone=SilentPhone(), structure=Structure.ONE_TIER)
    async with opened(session) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h")
        assert len(doors.named("hand_off")) == 1
        assert not any(isinstance(screen, HandOffForm) for screen in app.screen_stack)


async def test_the_note_box_takes_no_letters_before_it_is_opened() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)))) as (app, pilot):
        await press(pilot, "enter")
        assert app.focused is None
        assert isinstance(app.screen.query_one(NoteBox), NoteBox)
