"""The brief as a form: what the script knows stands there, who receives it, and a time that is agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.objection_cards import CardFigures
from pipeline_tui.screens.agreed_time import AgreedTime
from pipeline_tui.screens.hand_off import HandOffForm
from pipeline_tui.screens.working import WorkingScreen
from tests.screens.driving import opened, press, seen, settle, write
from tests.screens.fake_floor import SLOTS
from tests.screens.fake_shop import CLAIRE, NOW, FakeDoors, session_with
from tests.screens.scout_desk import SilentPhone, dialled

KNOWN = MappingProxyType({"need": "weekly bouquet", "budget": "45.00 EUR"})
FULL = replace(CLAIRE, brief=MappingProxyType({"need": "roses", "next": "send the quote"}))
TUESDAY = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


def taken(near: tuple[datetime, ...] = (TUESDAY,)) -> Refused:
    return Refused(
        "Paul is taken at that time",
        "Nearest free: Tue 24 Nov 14:30.",
        "",
        {"needs": "slot", "nearest": near},
    )


async def test_a_full_script_is_handed_on_with_few_keys() -> None:
    """At most as many keys as there are required fields, and three."""
    doors = FakeDoors((FULL,))
    session = session_with(doors, phone=SilentPhone())
    required = sum(one.required for one in session.playbook.brief)
    keys = ["h", "enter"]
    async with opened(session) as (app, pilot):
        await dialled(pilot)
        await press(pilot, *keys)
        assert doors.named("hand_off")[0]["brief"] == {"need": "roses", "next": "send the quote"}
        assert "→ the team · waits to be accepted" in seen(app)
    assert len(keys) <= required + 3


async def test_an_empty_script_costs_its_required_fields_and_little_more() -> None:
    """``?`` and Enter for each field, h, and Enter."""
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h", "?", "tab")
        form = app.screen
        assert isinstance(form, HandOffForm)
        while form.focused is not None and getattr(form.focused, "name", "") != "next":
            await press(pilot, "tab")
        await press(pilot, "?", "enter", "enter")
        assert doors.named("hand_off")[0]["brief"] == {"need": "?", "next": "?"}


async def test_everything_stands_on_eighty_by_twenty_four() -> None:
    doors = FakeDoors((replace(CLAIRE, answers=KNOWN),))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h")
        words = seen(app)
        for field in app.session.playbook.brief:  # type: ignore[union-attr]
            assert field.name("en") in words
        for word in ("weekly bouquet", "the team", "At a time agreed", "3 free times", "Still wanted", "Esc"):
            assert word in words, word


async def test_a_free_time_is_chosen_by_an_arrow_and_booked() -> None:
    doors = FakeDoors((FULL,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h", "tab", "down")
        assert "Mon 23 Nov 15:00 · Paul is free" in seen(app)
        await press(pilot, "down")
        assert "Tue 24 Nov 14:30 · Paul is free" in seen(app)
        await press(pilot, "enter")
        given = doors.named("hand_off")[0]
        assert (given["slot"], given["to"]) == (TUESDAY, None)


async def test_an_arrow_goes_to_the_field_below_and_chooses_only_where_there_is_a_choice() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h")
        form = app.screen
        assert isinstance(form, HandOffForm)
        fields = [one.key for one in app.session.playbook.brief]  # type: ignore[union-attr]
        assert form.focused is not None
        assert form.focused.name == fields[0]
        assert "Tab ↑ ↓ field" in seen(app)
        await press(pilot, "down")
        assert form.focused.name == fields[1]
        assert form.to is None
        await press(pilot, *["down"] * (len(fields) - 1))
        assert "↑ ↓ choose" in seen(app)
        await press(pilot, "down")
        assert form.to == "Paul"


async def test_a_time_is_typed_and_read_back_on_both_clocks() -> None:
    doors = FakeDoors((replace(FULL, zone="Europe/London"),))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h", "down", "tab")
        await write(pilot, "tue 13:30")
        assert "Tue 24 Nov 13:30 there · 14:30 here · Paul is free" in seen(app)
        await press(pilot, "enter")
        given = doors.named("hand_off")[0]
        assert (given["slot"], given["to"]) == (TUESDAY, "Paul")


async def test_a_time_that_is_taken_is_not_given_and_names_the_nearest() -> None:
    doors = FakeDoors((FULL,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h", "tab")
        await write(pilot, "tue 10:00")
        words = " ".join(seen(app).split())
        assert "Tue 24 Nov 10:00 is taken or closed." in words
        assert "Mon 23 Nov 15:00" in words
        await press(pilot, "enter")
        assert doors.named("hand_off") == []
        assert isinstance(app.screen, HandOffForm)


@pytest.mark.parametrize(("slot", "keys", "words"), [("diaries", "h", "3 free times"), ("cards", "o", "Esc")])
async def test_what_is_read_before_its_sheet_is_built_waits_for_it(
    monkeypatch: pytest.MonkeyPatch, slot: str, keys: str, words: str
) -> None:
    later = WorkingScreen.read

    def read(
        screen: WorkingScreen, of: str, work: Callable[[], Any], then: Callable[[Any], None], *rest: Any
    ) -> None:
        if of == slot:
            then(work())
        else:
            later(screen, of, work, then, *rest)

    monkeypatch.setattr(WorkingScreen, "read", read)
    doors = FakeDoors((FULL,))
    doors.cards_did = {"not-read-yet": CardFigures(uses=2)}
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, keys)
        assert words in seen(app)


async def test_a_time_half_typed_is_told_letter_by_letter_and_stops_nothing() -> None:
    doors = FakeDoors((FULL,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h", "tab")
        for letter, told in (("t", "t"), ("x", "tx"), ("backspace", "t"), ("backspace", "3 free times")):
            await press(pilot, letter)
            assert told in seen(app)
        await press(pilot, *"tue", "space", *"14", "colon", *"30", "enter")
        assert doors.named("hand_off")[0]["slot"] == TUESDAY


async def test_who_comes_second_keeps_every_word() -> None:
    doors = FakeDoors((FULL,))
    doors.refuse["hand_off"] = taken()
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h", "down", "tab", "down", "enter")
        assert isinstance(app.screen, HandOffForm)
        words = seen(app)
        for word in (
            "Paul is taken at that time",
            "Nearest free: Tue 24 Nov 14:30",
            "roses",
            "send the quote",
        ):
            assert word in words, word
        assert app.screen.to == "Paul"
        assert app.screen.focused is app.screen.query_one("#slot")
        await press(pilot, "down", "enter")
        assert [one["slot"] for one in doors.named("hand_off")] == [SLOTS[0].at, SLOTS[1].at]
        assert "→ Paul · tomorrow 14:30" in seen(app)


async def test_a_brief_is_kept_while_it_is_typed() -> None:
    """Half a second after the last letter, so that a kill in the middle loses nothing."""
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h")
        await write(pilot, "roses for the lobby")
        desk: Any = app.screen_stack[0]
        desk.drafts.write()
        await settle(pilot)
        assert doors.drafts[-1].brief["need"] == "roses for the lobby"


@pytest.mark.parametrize(
    ("phrase", "hunter", "trouble", "shown"),
    [
        ("", None, "", "3 free times in the next days"),
        ("tue 14:30", None, "", "Tue 24 Nov 14:30 · Paul is free"),
        ("tue 14:30", "Hana", "Tue 24 Nov 14:30: nothing is free.", ""),
        ("tue 14:40", None, "Tue 24 Nov 14:40 is taken or closed", ""),
        ("fri 10:00", None, "", "Fri 27 Nov 10:00 · asked of the diary when you give it"),
        ("monkey", None, "monkey", ""),
        ("yesterday 10:00", None, "over", ""),
    ],
)
def test_times_against_the_diary(phrase: str, hunter: str | None, trouble: str, shown: str) -> None:
    time = AgreedTime("Europe/Paris", "Europe/Paris", "en", lambda: NOW, SLOTS)
    assert trouble in time.trouble(phrase, hunter)
    assert bool(time.trouble(phrase, hunter)) == bool(trouble)
    if not trouble:
        assert time.shown(phrase, hunter) == shown


def test_arrows_walk_through_the_free_times() -> None:
    time = AgreedTime("Europe/Paris", "Europe/Paris", "en", lambda: NOW, SLOTS)
    walked = [phrase := ""]
    for step in (1, 1, 1, 1, -1, -1, -1):
        walked.append(phrase := time.next_to(phrase, None, step))
    assert [one[-5:] for one in walked[1:]] == ["15:00", "14:30", "16:00", "16:00", "14:30", "15:00", "15:00"]
    assert time.next_to("monkey", None, 1)[-5:] == "15:00"
    assert time.next_to("x", "Nobody", 1) == "x"
