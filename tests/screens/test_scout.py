"""The scout desk by keyboard alone, on a shop that answers from memory."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from pipeline_tui.domain.calling import Blocker, Verdict
from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.errors import HoldLost, Refused, UsageTrouble
from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.screens.figures import FiguresScreen
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.screens.tell import Tell
from pipeline_tui.telephony.port import Phone
from tests.screens.driving import opened, press, seen, settle, write
from tests.screens.fake_shop import CLAIRE, NOW, FakeDoors, session_with
from tests.screens.scout_desk import LUC, SilentPhone, desk_of, dialled


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
