"""``+``, ``f`` and ``E``: somebody new, fields and numbers, late words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.acts import Undone
from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.contact_acts import Alike, NumberChange, Standing
from pipeline_tui.domain.desk import Desk, OpenCall
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.newcomers import Ground, How
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.form import FieldRow
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.late_words import WhichCall, Words
from pipeline_tui.screens.person_form import PersonForm
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.widgets.note_box import NoteBox
from tests.screens.driving import front, opened, press, seen, settle, write
from tests.screens.fake_shop import CLAIRE, NOW, PAUL, FakeDoors, session_with
from tests.screens.scout_desk import SilentPhone
from tests.screens.selling_records import FATOU, MARTHE
from tests.screens.selling_shop import SellingDoors


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask without waiting for the typing to stop."""
    monkeypatch.setattr(PersonForm, "WAIT", 0.001)


async def answered(app: PipelineApp, pilot: Pilot[Any]) -> None:
    """Wait until what was asked while typing has its answer."""
    form = app.screen
    assert isinstance(form, PersonForm)
    while form.asking:
        await pilot.pause()


async def fill(pilot: Pilot[Any], **texts: str) -> None:
    """Type into the fields of the form, from the top."""
    for row in pilot.app.screen.query("FieldRow"):
        text = texts.get(row.field.key)  # type: ignore[attr-defined]
        if text:
            await write(pilot, text)
        await press(pilot, "down")


async def test_somebody_new_is_typed_read_back_and_given() -> None:
    doors = FakeDoors()
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "+")
        await fill(
            pilot,
            name="Mme Claire MARTIN",
            numbers="06 39 98 12 34",
            place="69002 Lyon",
            language="French",
            how="2",
            ground="asked",
        )
        words = seen(app)
        for wanted in ("Claire MARTIN · Ms Martin", "+33 6 39 98 12 34 mobile", "Europe/Par", "rang us"):
            assert wanted in words, wanted
        await press(pilot, "enter")
        (given,) = doors.named("add_contact")
        person = given["person"]
        assert (person.name, person.numbers) == ("Mme Claire MARTIN", "06 39 98 12 34")
        assert (person.how, person.ground, person.referred_by) == (How.INCOMING, Ground.ASKED, None)
        assert given["stage"] is Stage.SCOUTING
        assert "Added: Mme Claire MARTIN" in seen(app)


async def test_changes_are_given_and_only_those() -> None:
    doors = FakeDoors()
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "f")
        assert isinstance(front(app), ScoutScreen), "nobody is in hand"
        await press(pilot, "enter", "f")
        assert isinstance(front(app), PersonForm)
        row = next(one for one in app.screen.query(FieldRow) if one.field.key == "role")
        row.query_one(Input).focus()
        await write(pilot, "buyer")
        row = next(one for one in app.screen.query(FieldRow) if one.field.key == "number 2")
        row.query_one(Input).value = "gone"
        row.query_one(Input).focus()
        await settle(pilot)
        assert "no longer theirs" in seen(app)
        await press(pilot, "enter")
        changes = doors.named("change_contact")[0]["changes"]
        assert (changes.role, changes.version, changes.first_name) == ("buyer", 1, None)
        assert changes.numbers == (NumberChange(2, "personal", gone=True),)
        assert "changed · Claire MARTIN · role" in seen(app)


async def test_the_form_is_whole_on_a_small_terminal() -> None:
    async with opened(session_with(FakeDoors())) as (app, pilot):
        await press(pilot, "+")
        words = seen(app)
        for wanted in ("Name", "Numbers", "E-mail", "Firm", "Role", "Place", "How they came", "May we call?"):
            assert wanted in words
        assert "Enter add" in words
        await press(pilot, "escape", "enter", "f")
        for wanted in ("Civility", "Number 1", "Number 2", "Add a number", "Enter store"):
            assert wanted in seen(app)


TOLD = (
    (
        Alike(Standing.NOBODY, blocker=Blocker.NO_BASIS),
        "kept, but may not be rung: without consent or other basis",
    ),
    (Alike(Standing.NOBODY), "not known here yet"),
    (Alike(Standing.YOURS, True, "Anne DURAND"), "on your desk: Anne DURAND · Enter takes it"),
    (Alike(Standing.FREE, True), "known here and free · Enter takes it"),
    (Alike(Standing.FREE), "by name only: Enter asks which"),
    (Alike(Standing.TAKEN, True), "already with a colleague: message them with l"),
    (Alike(Standing.NOBODY, linked=1), "1 known person on the same line: will be linked (household)"),
    (Alike(Standing.NOBODY, stopped=("+33639981234",)), "nobody may ring +33 6 •• •• •• 34"),
)


@pytest.mark.parametrize(("told", "words"), TOLD)
async def test_what_is_known_is_said_while_typing(told: Alike, words: str) -> None:
    doors = FakeDoors()
    doors.told = told
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "+", "down")
        await write(pilot, "06 39 98 12 34")
        await answered(app, pilot)
        assert words in seen(app)
        forms = {one["form"] for one in doors.named("alike")}
        assert len(forms) == 1, "one form is one look-up of a number"


async def test_nothing_is_asked_without_a_number_or_a_name_with_a_firm() -> None:
    doors = FakeDoors()
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "+")
        await write(pilot, "Claire Martin")
        await answered(app, pilot)
        assert doors.named("alike") == []


async def test_what_is_refused_comes_back_with_what_was_typed() -> None:
    doors = FakeDoors()
    doors.refuse["add_contact"] = Refused("Already with a colleague", "Nothing was added.")
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "+")
        await write(pilot, "Claire Martin")
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonForm)
        assert "Already with a colleague" in seen(app)
        assert app.screen.typed["name"] == "Claire Martin"


async def test_whoever_rang_us_is_on_the_line_at_once() -> None:
    class Ringing(FakeDoors):
        newcomer = replace(CLAIRE, token="t9", contact_id=50, name="Luc PETIT", call=None)

        def take_incoming(self, token: str, *, act: str, number_id: int | None = None) -> Desk:
            self._note("take_incoming", token=token)
            self.held = replace(self.newcomer, call=OpenCall(9, 1, NOW, "incoming"))
            return self.held

    doors = Ringing()
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await press(pilot, "+")
        await fill(pilot, name="Luc Petit", numbers="06 39 98 12 34", how="2")
        await press(pilot, "enter")
        assert doors.named("take_incoming") == [{"token": "t9"}]
        assert "n no answer" in seen(app), "the call awaits its outcome"


@pytest.mark.parametrize(("digit", "another"), [("1", True), ("2", False)])
async def test_a_name_alone_asks_whether_it_is_another(digit: str, another: bool) -> None:
    doors = FakeDoors()
    told = {"needs": "another", "standing": "free"}
    doors.refuse["add_contact"] = Refused("Somebody of this name is known", "By name only.", "", told)
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "+")
        await write(pilot, "Claire Martin")
        await press(pilot, "enter")
        assert isinstance(app.screen, Choose)
        await press(pilot, digit)
        assert [one["another"] for one in doors.named("add_contact")] == [None, another]


async def test_somebody_the_contact_in_hand_named_is_linked_and_comes_next() -> None:
    doors = FakeDoors()
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await press(pilot, "enter", "enter")
        await app.screen.run_action("referred")
        await settle(pilot)
        assert f"named by {CLAIRE.name}" in seen(app)
        await write(pilot, "Luc Petit")
        await press(pilot, "enter")
        assert doors.named("add_contact")[0]["person"].referred_by == CLAIRE.contact_id
        assert "your own next" in seen(app)
        assert doors.held is not None, "the call goes on"


@pytest.mark.parametrize("who", [MARTHE, FATOU])
async def test_every_desk_adds_people(who: Any) -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, who), operators=(who,)) as (app, pilot):
        await press(pilot, "+")
        assert isinstance(app.screen, PersonForm)
        await write(pilot, "Luc Petit")
        await press(pilot, "enter")
        assert doors.named("add_contact")[0]["stage"] is (Stage.FARMING if who is FATOU else None)


async def test_late_words_while_another_call_runs() -> None:
    doors = FakeDoors()
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await press(pilot, "enter", "enter", "e")
        await write(pilot, "half a note")
        await press(pilot, "escape", "E")
        assert isinstance(app.screen, WhichCall)
        for wanted in ("Anne DURAND", "voicemail", "+33 6 •• •• •• 80", "left the shop's number", "no note"):
            assert wanted in seen(app)
        await press(pilot, "2")
        assert isinstance(app.screen, Words)
        await press(pilot, "enter")
        assert "Something is wanted here." in seen(app)
        await write(pilot, "asked for roses,\nfour dozen")
        await press(pilot, "ctrl+n", "t", "o", "o", "escape")
        assert "Esc once more leaves" in seen(app)
        await press(pilot, "!", "escape")
        assert isinstance(app.screen, Words), "a letter between them takes the first one back"
        await press(pilot, "enter")
        words = "asked for roses,\nfour dozen\ntoo!"
        assert doors.named("add_words") == [{"call_id": 2, "text": words}]
        assert "Late words: Minh NGO" in seen(app)
        assert "half a note" in app.screen.query_one(NoteBox).text


async def test_arrows_go_from_field_to_field_where_the_form_must_scroll() -> None:
    """Seven numbers: more fields than a small terminal has lines."""
    many = tuple(replace(CLAIRE.numbers[0], id=place) for place in range(1, 8))
    async with opened(session_with(FakeDoors((replace(CLAIRE, numbers=many),)))) as (app, pilot):
        await press(pilot, "enter", "f")
        rows = list(app.screen.query(FieldRow))
        for row in (*rows[1:], rows[0], rows[1]):
            await press(pilot, "down")
            assert row.query_one(Input).has_focus
            assert app.screen.query_one(".rows").region.contains_region(row.region)


async def test_leaving_gives_nothing() -> None:
    doors = FakeDoors()
    async with opened(session_with(doors)) as (_app, pilot):
        await press(pilot, "E", "escape", "E", "9", "1", "escape", "+", "escape", "enter", "f", "enter")
        asked = {what for what, _ in doors.asked}
        assert not asked & {"add_words", "add_contact", "change_contact"}


async def test_a_newcomer_taken_back_leaves_the_desk() -> None:
    class Undoing(SellingDoors):
        def undo(self, *, act: str) -> Undone:
            return Undone("contact_added", CLAIRE.contact_id, CLAIRE.name, None)

    async with opened(session_with(Undoing(), PAUL), operators=(PAUL,)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, HunterScreen)
        screen.show_desk(replace(CLAIRE, stage=Stage.HUNTING))
        await settle(pilot)
        await press(pilot, "u")
        assert screen.desk is None
        assert "taken back: contact added" in seen(app)


async def test_what_is_typed_in_a_form_goes_only_by_the_second_escape() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)))) as (app, pilot):
        await press(pilot, "+", "escape")
        assert len(app.screen_stack) == 1, "nothing was typed"
        await press(pilot, "+")
        await write(pilot, "Anne Roux")
        await press(pilot, "escape")
        assert [type(one) for one in app.screen_stack[1:]] == [PersonForm]
        assert "Esc once more leaves and drops what you typed." in seen(app)
        await write(pilot, "x")
        assert "Esc leave" in seen(app)
        await press(pilot, "escape", "escape")
        assert len(app.screen_stack) == 1
