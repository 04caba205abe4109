"""``$``: a sale over the counter, for the client under the cursor or a walk-in, and giving money back."""

from __future__ import annotations

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.farmer import FarmerScreen
from pipeline_tui.screens.form import Form
from pipeline_tui.screens.scout import ScoutScreen
from tests.screens.driving import front, opened, press, seen, settle, write
from tests.screens.fake_sales import CounterDoors
from tests.screens.fake_shop import AMELIE, session_with
from tests.screens.selling_records import ALONE, FATOU


async def test_two_keys_beside_the_amount_book_a_sale() -> None:
    doors = CounterDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "$")
        words = seen(app)
        for wanted in ("Sale: BOULANGER Luc", "theirs; a name: a walk-in's"):
            assert wanted in words
        await press(pilot, "4", "5")
        assert "€45 · y/n: may we ring?" in seen(app)
        await press(pilot, "enter")  # not asked: no consent
        sale = {"contact_id": 301, "amount_minor": 4500, "bought": ""}
        assert doors.named("book_sale") == [{**sale, "agreed": False}]
        assert isinstance(app.screen, FarmerScreen)
        assert "sold: BOULANGER Luc · €45 · check-in Fri 27 Nov" in seen(app)
        await press(pilot, "$", "4", "5", "y")
        assert doors.named("book_sale")[-1] == {**sale, "agreed": True}
        assert "sold: BOULANGER Luc · €45 · may be rung · check-in Fri 27 Nov" in seen(app)


async def test_a_name_makes_it_a_walk_in_s() -> None:
    doors = CounterDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "$")
        await write(pilot, "12,50")
        await press(pilot, "down", "down")
        await write(pilot, "Mme Anne Petit")
        await press(pilot, "down", "down")
        assert "May we ring afterwards?" in seen(app)
        await press(pilot, "y", "enter")
        (sale,) = doors.named("sell_to_walk_in")
        assert (sale["person"].name, sale["amount_minor"], sale["agreed"]) == ("Mme Anne Petit", 1250, True)
        assert "Your client: Mme Anne Petit" in seen(app)


async def test_without_an_amount_nothing_is_booked() -> None:
    doors = CounterDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "$", "enter")
        assert isinstance(app.screen, Form)
        assert "wanted" in seen(app)
        await press(pilot, "escape")
        assert isinstance(front(app), FarmerScreen)
        assert doors.named("book_sale") == []


async def test_alike_by_name_only_asks_which() -> None:
    doors = CounterDoors()
    doors.refuse["sell_to_walk_in"] = Refused(
        "Somebody of this name is known", "", "", {"needs": "another", "standing": "yours"}
    )
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "$", "9", "down", "down")
        await write(pilot, "Anne Petit")
        await press(pilot, "enter")
        assert isinstance(app.screen, Choose)
        await press(pilot, "2")
        assert doors.named("sell_to_walk_in")[-1]["another"] is False


async def test_what_is_refused_comes_back_with_what_was_typed() -> None:
    doors = CounterDoors()
    doors.refuse["book_sale"] = Refused("Not a client yet", "Nothing was booked.")
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "$", "4", "5", "enter")
        assert isinstance(app.screen, Form)
        words = seen(app)
        assert "Not a client yet" in words
        assert "€45" in words


async def test_on_the_scout_desk_it_is_a_walk_in_s_and_only_for_who_keeps_clients() -> None:
    async with opened(session_with(CounterDoors(), AMELIE)) as (app, pilot):
        await press(pilot, "$")
        assert isinstance(app.screen, ScoutScreen)
    alone = session_with(CounterDoors(), ALONE, structure=Structure.ONE_TIER)
    async with opened(alone, operators=(ALONE,)) as (app, pilot):
        await press(pilot, "$")
        assert "Sale to a walk-in" in seen(app)
        await press(pilot, "9", "enter")
        assert "who bought it" in seen(app), "without a name there is no client"


async def test_money_is_given_back_for_a_purchase_that_has_something_left() -> None:
    doors = CounterDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await pilot.app.run_action("refund", app.screen)
        await settle(pilot)
        words = seen(app)
        assert "Sat 14 Nov · €40 · left of it · tulips" in words
        await press(pilot, "1", "4", "1")
        assert "more than was paid: at most €40" in seen(app)
        await press(pilot, "backspace", "backspace", "down")
        await write(pilot, "wilted")
        await press(pilot, "enter")
        assert doors.named("refund") == [{"purchase_id": 2, "amount_minor": None, "reason": "wilted"}]
        assert "given back: BOULANGER Luc · €40 · wilted" in seen(app)
