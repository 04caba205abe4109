"""Objections and techniques on the scout's and the hunter's desk: found, counted, ranked, with numbers."""

from __future__ import annotations

from pipeline_tui.domain.objection_cards import CardFigures
from pipeline_tui.domain.shares import Share
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.objections import Objections
from tests.screens.driving import front, opened, press, seen, write
from tests.screens.fake_shop import CLAIRE, PAUL, FakeDoors, session_with
from tests.screens.selling_records import ALONE
from tests.screens.selling_shop import SellingDoors


async def test_on_the_hunter_s_desk_o_finds_by_words_and_enter_says_that_it_was_said() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "d", "o")
        assert isinstance(front(app), Objections)
        assert doors.named("card_figures") == [{"stage": Stage.HUNTING}]
        await write(pilot, "expnsive")
        assert "Too expensive" in seen(app)
        await press(pilot, "enter")
        assert not isinstance(front(app), Objections)
        assert doors.named("use_card") == [{"token": CLAIRE.token, "card": "too-expensive"}]
        await press(pilot, "o", "escape")
        assert len(doors.named("use_card")) == 1, "a card that was only read was not said"


async def test_between_calls_o_shows_the_cards_of_the_desk_and_nothing_is_noted() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, ALONE), operators=(ALONE,)) as (app, pilot):
        for key, stage in (("f3", Stage.HUNTING), ("f4", Stage.FARMING)):
            await press(pilot, key, "o")
            assert isinstance(front(app), Objections)
            assert doors.named("card_figures")[-1] == {"stage": stage}
            assert "said it" not in seen(app)
            await write(pilot, "expnsive")
            assert "Too expensive" in seen(app)
            await press(pilot, "enter")
            assert not isinstance(front(app), Objections)
        await press(pilot, "f2", "o")
        assert not isinstance(front(app), Objections), "a scout has the cards in a call"
        assert doors.named("use_card") == []


async def test_a_technique_is_told_from_an_objection() -> None:
    async with opened(session_with(SellingDoors(), PAUL)) as (app, pilot):
        await press(pilot, "down", "d", "o")
        await write(pilot, "push back")
        assert "LAER: when they push back  technique" in seen(app)


async def test_on_the_scout_s_desk_nothing_is_counted_before_it_rang() -> None:
    doors = FakeDoors()
    async with opened(session_with(doors)) as (_, pilot):
        await press(pilot, "enter", "o", "enter")
        assert doors.named("use_card") == []
        await press(pilot, "enter", "o", "enter")
        assert len(doors.named("use_card")) == 1


async def test_what_did_best_stands_first_with_its_numbers() -> None:
    doors = SellingDoors()
    doors.cards_did = {
        "partner-decides": CardFigures(41, Share(26, 41)),
        "allergy": CardFigures(7, Share(2, 3)),
        "online": CardFigures(60, Share(12, 60)),
    }
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "d", "o")
        rows = seen(app).splitlines()
        told = [row for row in rows if "used" in row]
        assert [row.split("used")[1].strip(" │") for row in told[:3]] == [
            "41, went on 63 %",
            "60, went on 20 %",
            "7",
        ]
