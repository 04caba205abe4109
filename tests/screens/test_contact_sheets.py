"""The sheets about the contact in hand: everything, and why; they close when it leaves the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipeline_tui.domain.errors import HoldLost
from pipeline_tui.screens.contact_sheets import ContactSheet, _rules, close_sheets
from pipeline_tui.screens.in_hand import InHandScreen
from pipeline_tui.screens.tell import Tell
from tests.screens.driving import opened, press, seen, settle
from tests.screens.fake_shop import CLAIRE, FakeDoors, session_with

MANY = replace(CLAIRE, before=CLAIRE.before * 4)


async def test_what_does_not_fit_is_counted_and_one_key_reads_all() -> None:
    async with opened(session_with(FakeDoors((MANY,)))) as (app, pilot):
        await press(pilot, "enter")
        assert "more · ↓" in seen(app)
        await press(pilot, "down")
        assert isinstance(app.screen, ContactSheet)
        for wanted in ("All of this contact", "+33 6 12 34 56 78", "Salon de l'immobilier"):
            assert wanted in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, InHandScreen)


async def test_why_is_one_glance_with_the_panes_own_count_and_no_history() -> None:
    async with opened(session_with(FakeDoors((MANY,)))) as (app, pilot):
        await press(pilot, "enter")
        assert "Attempt 2 of 4 · no answer 3 Nov" in seen(app)
        await press(pilot, "i")
        sheet = app.screen
        assert isinstance(sheet, ContactSheet)
        words = "\n".join(line.plain for line in sheet._body)
        assert "2 of 4 · no answer 3 Nov" in words
        assert "The calling rules allow this call, until today 20:00." in words
        assert "fr, checked 20 Nov · C. conso. L223-1" in words
        assert "voicemail" not in words
        assert "Esc close" in seen(app), "all of it stands there at eighty columns"


async def test_a_sheet_goes_when_the_contact_goes() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter", "down")
        desk = next(one for one in app.screen_stack if isinstance(one, InHandScreen))
        doors.held = None
        desk.show_desk(None)
        await settle(pilot)
        assert app.screen is desk
        assert "+33" not in seen(app)


async def test_a_sheet_behind_another_question_forgets_what_it_told() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)))) as (app, pilot):
        await press(pilot, "enter", "down")
        app.push_screen(Tell.error(HoldLost("Your hold has ended", "", "")))
        await settle(pilot)
        close_sheets(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ContactSheet)
        assert app.screen._body == ()


async def test_a_very_wide_desk_has_a_third_column_and_tells_nothing_twice() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,))), size=(160, 50)) as (app, pilot):
        await press(pilot, "enter")
        words = seen(app)
        for wanted in ("Learned so far", "Offer", "Why this contact", "Comes from"):
            assert words.count(wanted) == 1, wanted
        assert words.count("first delivery free") == 1


@pytest.mark.parametrize(
    ("rules", "region", "words"),
    [
        ("US 2026-11-23", "FL", "US (FL), checked 23 Nov"),
        ("FR 2026-11-23 + own 8ba56a93", "", "FR, checked 23 Nov · with the shop's own"),
        ("default 2026-11-23", "", "no rule file for this country, checked 23 Nov"),
        ("", "", ""),
    ],
)
def test_whose_rules_were_asked(rules: str, region: str, words: str) -> None:
    verdict = replace(CLAIRE.verdict, rules=rules, region=region, source="")
    assert _rules(verdict, datetime(2026, 11, 24, 10, tzinfo=UTC)) == words
