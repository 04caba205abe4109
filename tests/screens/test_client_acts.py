"""What a farmer does for a client by keyboard alone, and the card on which all that is known stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline_tui.domain.stages import Stage
from tests.screens.caring_shop import LUC, OPEN, CaringDoors, known_card
from tests.screens.driving import opened, press, seen, write
from tests.screens.fake_shop import session_with
from tests.screens.selling_records import ALONE, FATOU


async def test_the_whole_card_stands_on_eighty_by_twenty_four() -> None:
    async with opened(session_with(CaringDoors(), FATOU)) as (app, pilot):
        await press(pilot, "enter")
        words = seen(app)
        for wanted in (
            "B · every 30 days",
            "9/10 · 3 times",
            "buys every 82 days",
            "Promised",
            "quote for the terr",
            "Needs · 3 of 8 known",
            "? How often ",
            "in 9 days: birthday of Anna",
            "2025",
            "2026",
            "Jeanne LOY",
            "Before",
        ):
            assert wanted in words, wanted
        assert max(len(row) for row in words.splitlines()) <= 80
        await press(pilot, "end")
        assert "voicemail" in seen(app), "the rest is scrolled to"


async def test_wide_shows_more_and_an_empty_part_takes_no_room() -> None:
    async with opened(session_with(CaringDoors(), FATOU), size=(120, 40)) as (app, pilot):
        await press(pilot, "enter")
        wide = seen(app)
        for wanted in ("Scent, allergies, pets", "red and white, no lilies", "P. R.", "Rings off"):
            assert wanted in wide, wanted
    bare = CaringDoors()
    empty = replace(
        known_card(), promises=(), occasions=(), satisfaction=(), brought=(), named_by="", habit=None
    )
    bare.client_card = lambda contact_id: replace(empty, contact_id=contact_id)  # type: ignore[method-assign]
    async with opened(session_with(bare, FATOU)) as (app, pilot):
        await press(pilot, "enter")
        words = seen(app)
        for gone in ("Promised", "Dates", "satisfied", "Brought", "buys every"):
            assert gone not in words


async def test_today_holds_complaints_dates_and_habits_and_enter_opens_the_client() -> None:
    doors = CaringDoors()
    async with opened(session_with(doors, FATOU), size=(100, 50)) as (app, pilot):
        words = seen(app)
        for wanted in (
            "Dates near · 1 yearly date",
            "in 9 days",
            "birthday of Anna (wife), last: 40 roses",
            "Advent wreaths, in 4 days · 1 buyer of last year",
            "€65 door wreath",
            "Gone silent · 1 client",
            "2.1 × gap",
            "Due to buy again · 1 client",
            "in 6 d",
        ):
            assert wanted in words, wanted
        rows = words.splitlines()
        place = {
            name: next(at for at, row in enumerate(rows) if name in row)
            for name in ("Today ·", "Dates near", "Gone silent", "Coming")
        }
        assert list(place.values()) == sorted(place.values())
        while "GIRARD Léa" not in next(row for row in seen(app).splitlines() if "›" in row):
            await press(pilot, "down")
        assert "─ GIRARD Léa" in seen(app)
        await press(pilot, "enter")
        assert "client" in seen(app).splitlines()[0]
        await press(pilot, "escape", "d")
        assert doors.named("take") == [{"contact_id": 330}]


async def test_a_complaint_stands_on_top_stops_selling_and_is_solved() -> None:
    doors = CaringDoors(complaint=OPEN)
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        words = seen(app)
        assert "Complaints · 1 open" in words.splitlines()[1]
        assert "!! COMPLAINT since Fri 20 Nov, Fatou" in words
        await press(pilot, "j")
        assert "Solve the complaint first (C)" in seen(app)
        assert doors.named("repeat_deal") == []
        await press(pilot, "C")
        assert "Two of the roses were broken" in seen(app)
        await press(pilot, "space", "enter")
        assert "Say what was done about it" in seen(app)
        assert doors.named("solve_complaint") == []
        await press(pilot, "backspace")
        await write(pilot, "a new bunch, free")
        await press(pilot, "enter")
        assert doors.named("solve_complaint") == [{"contact_id": LUC, "done": "a new bunch, free"}]
        await press(pilot, "j")
        assert "Repeat deal: BOULANGER Luc" in seen(app)


async def test_a_complaint_is_opened_in_their_words() -> None:
    doors = CaringDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "C", "enter")
        assert "Say what happened" in seen(app)
        await write(pilot, "wilted in a day")
        await press(pilot, "enter")
        assert doors.named("open_complaint") == [{"contact_id": LUC, "words": "wilted in a day"}]
        assert "complaint open: BOULANGER Luc" in seen(app)


async def test_a_repeat_deal_is_asked_for_once() -> None:
    doors = CaringDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "j")
        for text in ("terrace in spring", "1200", "quote by friday", "Hugo"):
            await write(pilot, text)
            await press(pilot, "tab")
        await press(pilot, "enter")
        (given,) = doors.named("repeat_deal")
        assert given == {
            "contact_id": LUC,
            "title": "terrace in spring",
            "value_minor": 120000,
            "to": "Hugo",
            "next_step": "quote by friday",
        }
        assert "waits for the team" in seen(app)


async def test_who_also_closes_is_asked_for_no_hunter() -> None:
    doors = CaringDoors()
    async with opened(session_with(doors, ALONE)) as (app, pilot):
        await press(pilot, "f4", "j")
        assert "your own, on the hunter desk" in seen(app)
        assert "Hunter " not in seen(app).replace("hunter desk", "")
        await press(pilot, "escape")
        doors.stage = Stage.HUNTING
        await press(pilot, "j")
        assert "A deal of theirs is open" in seen(app)


async def test_the_needs_sheet_answers_changes_and_forgets() -> None:
    doors = CaringDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "N")
        words = seen(app)
        for wanted in ("3 of 8 known", "? asked, not known", "ask next", "€45"):
            assert wanted in words, wanted
        await press(pilot, "4")
        assert "How often should there be fresh ones?" in seen(app)
        assert "every fortnight" in seen(app)
        await write(pilot, "nonsense")
        await press(pilot, "enter")
        assert doors.named("answer_need") == []
        await press(pilot, *["backspace"] * 8)
        await write(pilot, "every week")
        await press(pilot, "enter")
        assert doors.named("answer_need")[-1] == {
            "contact_id": LUC,
            "key": "frequency",
            "value": "every week",
        }
        assert "3 of 8 known" in seen(app), "the sheet comes back"
        await press(pilot, "2", *["backspace"] * 24)
        await write(pilot, "-")
        await press(pilot, "enter")
        assert doors.named("answer_need")[-1] == {"contact_id": LUC, "key": "style", "value": ""}


async def test_a_yearly_date_is_kept_changed_and_dropped() -> None:
    doors = CaringDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "O", "2")
        await write(pilot, "wedding day")
        await press(pilot, "tab")
        await write(pilot, "31/2")
        await press(pilot, "enter")
        assert doors.named("keep_occasion") == [], "no year has that day"
        await press(pilot, *["backspace"] * 4)
        await write(pilot, "29/2")
        assert "every year on 29 February" in seen(app)
        await press(pilot, "enter")
        kept = doors.named("keep_occasion")[-1]["occasion"]
        assert (kept.id, kept.what, kept.month, kept.day, kept.lead_days) == (0, "wedding day", 2, 29, 10)
        await press(pilot, "O", "1", *["backspace"] * 8)
        await write(pilot, "drop")
        await press(pilot, "enter")
        assert doors.named("drop_occasion") == [{"occasion_id": 1}]


async def test_winning_back_asks_for_the_words_first() -> None:
    doors = CaringDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "B", "escape")
        assert doors.named("win_back") == []
        await press(pilot, "B")
        await write(pilot, "moved to Nantes")
        await press(pilot, "enter")
        assert doors.named("win_back") == [{"contact_id": LUC, "words": "moved to Nantes"}]
        assert "in the scouts' queue" in seen(app)


@pytest.mark.parametrize("key", ["j", "N", "O", "C", "B"])
async def test_none_of_it_while_a_call_awaits_its_outcome(key: str) -> None:
    doors = CaringDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "d")
        await press(pilot, key)
        assert not {"repeat_deal", "open_complaint", "win_back"} & {what for what, _ in doors.asked}
        for title in ("Repeat deal:", "of 8 known", "Yearly date", "Complaint of", "won back?"):
            assert title not in seen(app)


async def test_the_two_oldest_unknowns_are_asked_when_the_check_in_is_logged() -> None:
    doors = CaringDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "g")
        words = seen(app)
        assert "How often should there be fresh ones?" in words
        assert "Does anybody mind scent or pollen" in words
        await press(pilot, "tab", "tab", "tab")
        await write(pilot, "1")
        await press(pilot, "enter")
        (given,) = doors.named("log_check_in")
        assert given["needs"] == {"frequency": "1"}
