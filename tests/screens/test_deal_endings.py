"""How deals end on the hunter's desk: won in a few keys, lost with a reason, and what the farmer is told."""

from __future__ import annotations

import pytest

from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.form import Form
from pipeline_tui.screens.hunter import HunterScreen
from tests.screens.driving import opened, press, seen, write
from tests.screens.fake_shop import PAUL, session_with
from tests.screens.selling_shop import SellingDoors


async def test_won_asks_once_for_everything_and_will_not_do_without_the_consent() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "enter", "W")
        assert "€480, as valued · now y or n: may we ring?" in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Form)
        assert doors.named("win_deal") == []
        await write(pilot, "y")
        assert "yes: they agreed" in seen(app)
        await press(pilot, "up")
        await write(pilot, "fri")
        await press(pilot, "enter")
        won = doors.named("win_deal")[0]["said"]
        assert (won.amount_minor, won.follow_up_consent, won.delivered_on.isoformat()) == (
            48000,
            True,
            "2026-11-27",
        )
        words = seen(app)
        assert "won: NGO Minh" in words
        assert "Quote sent" not in words.splitlines()[1], "the card of a closed deal does not stay open"


async def test_lost_wants_a_reason() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "L")
        assert isinstance(app.screen, Choose)
        await press(pilot, "1")
        assert "Tue 19 Oct 2027, by the scouts; - for never" in seen(app)
        await write(pilot, "40 too much")
        await press(pilot, "down")
        await write(pilot, "Dupont")
        await press(pilot, "down")
        await write(pilot, "440")
        await press(pilot, "enter")
        assert doors.named("lose_deal") == [
            {
                "deal_id": 1,
                "reason": "price",
                "note": "40 too much",
                "competitor": "Dupont",
                "competitor_minor": 44000,
                "win_back": True,
            }
        ]
        words = seen(app)
        assert "lost: NGO Minh" in words
        assert "NGO Minh  " not in words


@pytest.mark.parametrize(
    ("typed", "amount", "consent"),
    [("y", 48000, True), ("n", 48000, False), ("1240y", 124000, True), ("1 240,50 n", 124050, False)],
)
async def test_won_is_its_letter_the_amount_and_the_answer_of_the_client(
    typed: str, amount: int, consent: bool
) -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "W")
        await write(pilot, typed)
        won = doors.named("win_deal")[0]["said"]
        assert (won.amount_minor, won.follow_up_consent) == (amount, consent)
        assert isinstance(app.screen, HunterScreen)


async def test_a_letter_after_what_is_no_amount_stores_nothing() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "down", "down", "W")
        await write(pilot, "y")
        assert isinstance(app.screen, Form), "this deal has no value, so the amount is wanted"
        await write(pilot, "y")
        assert doors.named("win_deal") == []


async def test_the_farmer_s_brief_is_filled_in_from_the_deal_and_free_to_change() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "enter", "W", "up")
        await write(pilot, "never lilies")
        await press(pilot, "down")
        await write(pilot, "y")
        assert doors.named("win_deal")[0]["said"].brief == {
            "need": "Weekly bouquet for the reception desk, never lilies: the doctor sneezes",
            "promised": "never lilies",
        }
        assert "won: NGO Minh" in seen(app)
