"""The scout desk by keyboard alone, on a shop that answers from memory."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.calling import Blocker, Verdict
from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.errors import HoldLost, Refused, UsageTrouble
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.screens.callback import AskCallback
from pipeline_tui.screens.figures import FiguresScreen
from pipeline_tui.screens.hand_off import HandOffForm
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.screens.tell import Tell
from pipeline_tui.telephony.handset import Handset
from pipeline_tui.telephony.port import Answered, Cause, Ended, Listener, Phone, Placed, Ringing
from pipeline_tui.widgets.note_box import NoteBox
from tests.screens.driving import opened, press, seen, settle, write
from tests.screens.fake_shop import CLAIRE, NOW, FakeDoors, session_with

LUC = replace(
    CLAIRE, token="t2", contact_id=8, name="Luc BOULANGER", spoken="Monsieur Boulanger", draft=Draft()
)


class SilentPhone:
    """A telephone that says what the test tells it to."""

    mode = "simulated"
    sees_progress = True

    def __init__(self) -> None:
        self.dialled: list[str] = []
        self.hung_up = 0
        self.tell: Listener = lambda _: None

    def listen(self, listener: Listener) -> None:
        self.tell = listener

    async def dial(self, number: str, ref: str) -> str:
        self.dialled.append(number)
        self.tell(Placed(ref, 0.0))
        return ref

    async def hang_up(self) -> None:
        self.hung_up += 1


def desk_of(app: PipelineApp) -> ScoutScreen:
    screen = next(one for one in app.screen_stack if isinstance(one, ScoutScreen))
    return screen


async def dialled(pilot: Pilot[Any]) -> None:
    await press(pilot, "enter", "enter")


async def test_enter_brings_a_contact_and_enter_again_rings_it() -> None:
    doors, phone = FakeDoors((CLAIRE,)), SilentPhone()
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        assert "Enter brings the next contact." in seen(app)
        await press(pilot, "enter")
        words = seen(app)
        for wanted in (
            "Claire MARTIN",
            "+33 6 12 34 56 78",
            "1 of 2",
            "Lyon · 14:03 there · open until 20:00",
            "Consent web form, 2 Sep 2026",
            "Attempt 2 of 4 · no answer 3 Nov",
            "looks for three rooms near the tram",
            "voicemail",
            "good morning, is that Madame Martin?",
            "callback 14:20 Mr Ngo · in 17 min",
            "37 calls · 4 hot",
        ):
            assert wanted.casefold() in words.casefold(), wanted
        assert phone.dialled == []
        await press(pilot, "enter")
        assert doors.named("dial")[0]["mode"] == "simulated"
        assert phone.dialled == ["+33612345678"]


async def test_an_outcome_is_one_key_and_brings_the_next() -> None:
    doors, phone = FakeDoors((CLAIRE, LUC)), SilentPhone()
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "n")
        given = doors.named("record_outcome")[0]
        assert (given["code"], given["then_next"], given["stay"]) == ("no-answer", True, False)
        assert given["note"] == "looks for three rooms near the tram"
        assert phone.hung_up == 1
        assert "Luc BOULANGER" in seen(app)
        assert "✓ No answer · Claire MARTIN" in seen(app)
        assert "+33 6" in seen(app).split("✓")[0], "the number shown is the new contact's"


async def test_shift_and_the_letter_stays() -> None:
    doors = FakeDoors((CLAIRE, LUC))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "B")
        given = doors.named("record_outcome")[0]
        assert (given["code"], given["then_next"], given["stay"]) == ("busy", False, True)
        assert "Claire MARTIN" in seen(app)


async def test_a_note_is_stored_once_by_who_stays_and_an_undo_brings_it_back() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "N")
        assert desk_of(app).note == "", "it went with the first call"
        await press(pilot, "enter", "n")
        assert [given["note"] for given in doors.named("record_outcome")] == [CLAIRE.draft.note, ""]
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "N", "u")
        assert desk_of(app).note == CLAIRE.draft.note


@pytest.mark.parametrize("letter", list("nbvwrcxhz"))
async def test_letters_do_nothing_until_this_very_claim_was_dialled(letter: str) -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await press(pilot, letter, "enter", letter)
        assert doors.named("record_outcome") == []
        # "v" has its other reading there: the day's figures, which change nothing.
        assert isinstance(app.screen, FiguresScreen if letter == "v" else ScoutScreen)


async def test_two_quick_keys_are_given_to_two_contacts_not_one() -> None:
    """The second key waits for the first act, and then finds a contact that was not dialled."""
    doors = FakeDoors((CLAIRE, LUC))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await pilot.press("n", "n", "enter")
        await settle(pilot)
        assert [given["code"] for given in doors.named("record_outcome")] == ["no-answer"]
        assert len(doors.named("dial")) == 2, "Enter, typed ahead, dialled the contact that had come"
        assert "Luc BOULANGER" in seen(app)


async def test_a_call_back_is_read_back_while_it_is_typed() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "c")
        assert isinstance(app.screen, AskCallback)
        await write(pilot, "tue 14:2")
        await write(pilot, "0")
        assert "Tue 24 Nov 14:20 · in 24 h" in seen(app)
        await press(pilot, "enter")
        given = doors.named("record_outcome")[0]
        assert given["callback"] == datetime(2026, 11, 24, 13, 20, tzinfo=UTC)


async def test_nonsense_is_no_time_and_enter_does_not_take_it() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "c")
        await write(pilot, "soonish")
        await press(pilot, "enter")
        assert isinstance(app.screen, AskCallback)
        await press(pilot, "escape")
        assert doors.named("record_outcome") == []


@pytest.mark.parametrize(("preset", "away"), [("1", timedelta(hours=1)), ("2", timedelta(days=1))])
async def test_presets_are_one_digit(preset: str, away: timedelta) -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (_, pilot):
        await dialled(pilot)
        await press(pilot, "c", preset, "enter")
        assert doors.named("record_outcome")[0]["callback"] == NOW + away


async def test_a_wrong_number_asks_which() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "w")
        assert isinstance(app.screen, Choose)
        await press(pilot, "3")
        assert doors.named("record_outcome")[0]["reason"] == "deceased"


async def test_digits_walk_the_script_on_both_keyboards_and_backspace_goes_back() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)), phone=SilentPhone())) as (app, pilot):
        await press(pilot, "enter", "1")
        assert "Who" in seen(app)
        await press(pilot, "ampersand")
        assert "Weekly" in seen(app)
        await press(pilot, "backspace", "backspace")
        assert "Opening" in seen(app)
        await press(pilot, "9")
        assert "Opening" in seen(app)


async def test_an_answer_proposes_an_outcome_that_enter_takes() -> None:
    doors = FakeDoors((CLAIRE, LUC))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "3", "3")  # not the one who deals with that; would not put me through
        assert "Enter Gatekeeper" in seen(app)
        await press(pilot, "enter")
        assert doors.named("record_outcome")[0]["code"] == "gatekeeper"


async def test_the_telephone_proposes_too() -> None:
    doors, phone = FakeDoors((CLAIRE, LUC)), SilentPhone()
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await dialled(pilot)
        for event in (Ringing("1", 1.0), Ended("1", 9.0, Cause.BUSY, "remote")):
            phone.tell(event)
        await settle(pilot)
        assert "■ busy" in seen(app)
        await press(pilot, "enter")
        assert doors.named("record_outcome")[0]["code"] == "busy"


async def test_what_the_end_says_comes_before_what_long_ringing_said() -> None:
    doors, phone = FakeDoors((CLAIRE, LUC)), SilentPhone()
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await dialled(pilot)
        phone.tell(Ringing("1", -99.0))  # long ago: no answer is proposed
        await settle(pilot)
        assert desk_of(app).proposed == "no-answer"
        phone.tell(Ended("1", 9.0, Cause.DECLINED, "remote"))
        await settle(pilot)
        assert desk_of(app).proposed == "refused"


async def test_space_hangs_up_and_wants_to_be_sure_while_talking() -> None:
    phone = SilentPhone()
    async with opened(session_with(FakeDoors((CLAIRE,)), phone=phone)) as (app, pilot):
        await dialled(pilot)
        phone.tell(Answered("1", 0.0))
        await settle(pilot)
        assert "talking" in seen(app)
        await press(pilot, "space")
        assert phone.hung_up == 0
        await press(pilot, "space")
        assert phone.hung_up == 1


async def test_by_hand_the_number_stands_large_and_space_says_it_is_over() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)), phone=Handset())) as (app, pilot):
        await dialled(pilot)
        assert "dial +33 6 12 34 56 78" in seen(app)
        await press(pilot, "space")
        assert "■ ended" in seen(app) and "wrap-up 0:" in seen(app)


async def test_a_refused_dial_says_rule_and_reason_and_nothing_rings() -> None:
    doors, phone = FakeDoors((CLAIRE,)), SilentPhone()
    doors.refuse["dial"] = Refused(
        "This call is not allowed", "Closed on Sundays. Source: C. conso.", "Mon 10:00"
    )
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await dialled(pilot)
        assert isinstance(app.screen, Tell)
        assert "Closed on Sundays" in seen(app)
        assert phone.dialled == []
        await press(pilot, "escape")
        assert "Claire MARTIN" in seen(app)


async def test_what_may_not_be_rung_says_so_beforehand() -> None:
    closed = Verdict(
        False, Blocker.OUTSIDE_WINDOW, "They are called from 10:00 on", until=NOW + timedelta(hours=2)
    )
    async with opened(session_with(FakeDoors((replace(CLAIRE, verdict=closed),)))) as (app, pilot):
        await press(pilot, "enter")
        assert "✗ They are called from 10:00 on" in seen(app)


async def test_an_empty_queue_counts_its_reasons_and_says_when_it_opens() -> None:
    async with opened(session_with(FakeDoors(()))) as (app, pilot):
        await press(pilot, "enter")
        words = seen(app)
        assert "1203 without consent" in words
        assert "312 outside their calling hours" in words
        assert "The next one opens tomorrow 10:00 · in 20 h" in words


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


async def test_skip_asks_a_reason_when_the_shop_wants_one() -> None:
    doors = FakeDoors((CLAIRE, LUC))
    doors.refuse["skip"] = UsageTrouble("Why skip this one?", "You skipped 2.", "", {"needs": "reason"})
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter", "s")
        assert isinstance(app.screen, Choose)
        assert "4 Buys in the shop already" in seen(app)
        await press(pilot, "5")
        assert isinstance(app.screen, Ask)
        await write(pilot, "my cousin")
        await press(pilot, "enter")
        assert [given["reason"] for given in doors.named("skip")] == ["", "my cousin"]
        assert "Luc BOULANGER" in seen(app)


async def test_undo_brings_back_what_was_in_hand() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "n", "u")
        assert "Claire MARTIN" in seen(app)
        assert "taken back: outcome" in seen(app)


async def test_another_number_is_chosen_and_dialled() -> None:
    doors, phone = FakeDoors((CLAIRE,)), SilentPhone()
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await press(pilot, "enter", "a")
        assert "+33 4 78 00 00 00" in seen(app)
        await press(pilot, "d")
        assert phone.dialled == ["+33478000000"]


async def test_a_lost_hold_says_so_and_clears_the_desk() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        doors.refuse["record_outcome"] = HoldLost(
            "Your hold on this contact has expired", "", "Your note is kept."
        )
        doors.held = None
        await press(pilot, "n")
        assert "Claire MARTIN has left your desk" in seen(app)
        assert doors.named("keep_late")[0]["draft"].note == CLAIRE.draft.note
        await press(pilot, "escape")
        assert desk_of(app).desk is None


async def test_a_restarted_desk_finds_its_contact_and_the_call_that_awaits_its_outcome() -> None:
    doors = FakeDoors(())
    doors.waiting = [CLAIRE]
    doors.claim_next(act="a")
    doors.dial("t1", act="b", number_id=1, mode="handset")
    async with opened(session_with(doors)) as (app, _):
        assert "Claire MARTIN" in seen(app)
        assert "how did it end?" in seen(app)
        assert "no answer" in seen(app).splitlines()[-2]


async def test_the_lease_is_renewed() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter")
        desk_of(app)._renew()
        await settle(pilot)
        assert doors.named("renew") == [{"token": "t1"}]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_everything_of_the_desk_stands_at_every_size(size: tuple[int, int]) -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)), phone=SilentPhone()), size=size) as (app, pilot):
        await dialled(pilot)
        rows = seen(app).splitlines()
        assert len(rows) == size[1]
        for key, word in zip(
            "nbvwrcxh",
            ("no answer", "busy", "voicemail", "wrong", "refused", "call", "stop", "HOT"),
            strict=True,
        ):
            assert f"{key} {word}" in rows[-2]
        for entry in ("? help", "i why", "o objections", "e note", "a number", "u undo", ": more"):
            assert entry in rows[-1]
        assert "1 Go ahead, two minutes" in seen(app)
        assert "5 No thank you" in seen(app)


HOSTILE = "[/] [b] [@click=app.quit]x[/] \x1b]52;c;eA==\x07 \u202e \x9b2J " + "é" * 400


async def test_hostile_text_in_every_field_harms_nothing() -> None:
    texts = dict.fromkeys(
        (
            "name",
            "spoken",
            "firm",
            "role",
            "city",
            "source",
            "list_name",
            "why",
            "basis",
            "preferred_hours",
        ),
        HOSTILE,
    )
    bad: Desk = replace(
        CLAIRE,
        **texts,  # type: ignore[arg-type]
        before=tuple(replace(one, who=HOSTILE, text=HOSTILE) for one in CLAIRE.before),
        numbers=tuple(replace(one, shown=HOSTILE, extension=HOSTILE) for one in CLAIRE.numbers),
        answers=MappingProxyType({"need": HOSTILE}),
        draft=Draft(HOSTILE),
    )
    phone: Phone = SilentPhone()
    async with opened(session_with(FakeDoors((bad, bad)), phone=phone)) as (app, pilot):
        await dialled(pilot)
        for keys in (("i", "escape"), ("1", "1"), ("h", "escape"), ("question_mark", "escape"), ("n",)):
            await press(pilot, *keys)
            await asyncio.sleep(0)
            words = seen(app)
            assert not any((ord(sign) < 32 and sign != "\n") or 127 <= ord(sign) < 160 for sign in words)
            assert "\u202e" not in words
        assert app.is_running


async def test_the_note_box_takes_no_letters_before_it_is_opened() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)))) as (app, pilot):
        await press(pilot, "enter")
        assert app.focused is None
        assert isinstance(app.screen.query_one(NoteBox), NoteBox)
