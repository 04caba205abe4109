"""Hours and goal on the manager's desk, and at a desk that is open while somebody else sets them."""

from __future__ import annotations

from dataclasses import replace

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.floor import Floor
from pipeline_tui.domain.shop_settings import ShopChanged, ShopSettings
from pipeline_tui.screens.form import Form
from pipeline_tui.screens.line import LineScreen
from tests.screens.driving import front, opened, press, seen, settle
from tests.screens.fake_shop import FakeDoors, session_with
from tests.screens.selling_records import MARTHE
from tests.screens.selling_shop import SellingDoors


class Settling(SellingDoors):
    """Takes other settings; the test says when they are refused."""

    refusal: Refused | None = None

    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[str, int]] = []

    def change_shop(self, *, hours: str, goal: int, act: str) -> ShopChanged:
        if self.refusal is not None:
            raise self.refusal
        self.given.append((hours, goal))
        return ShopChanged(ShopSettings("Mon-Sat 9-19", 0), ShopSettings(hours, goal))


async def test_both_are_read_back_and_set_by_enter() -> None:
    doors = Settling()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "O")
        assert "Mon-Sat 9-19" in seen(app) and "no goal" in seen(app)
        await press(pilot, "x", "enter")
        assert isinstance(front(app), Form) and doors.given == [], "what is not understood is not given"
        await press(pilot, "backspace", "down", "backspace", *"35")
        assert "35 calls a day, each" in seen(app)
        await press(pilot, "enter")
        assert isinstance(front(app), LineScreen)
        assert doors.given == [("Mon-Sat 9-19", 35)]
        assert "Hours Mon-Sat 9-19; 35 calls a day, each" in " ".join(seen(app).split())


async def test_a_refusal_keeps_what_was_typed() -> None:
    doors = Settling()
    doors.refusal = Refused("Somebody else was quicker", "The hours are others by now.")
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "O", "down", "backspace", *"12", "enter")
        assert "Somebody else was quicker" in seen(app) and "12 calls a day" in seen(app)


async def test_an_open_desk_follows_and_says_so_once() -> None:
    doors = FakeDoors()
    session = session_with(doors)
    async with opened(session) as (app, pilot):
        assert " of 40 calls" not in seen(app)
        doors.floor_is(Floor(settings=ShopSettings("Mon-Fri 8-12", 40)))
        assert app.watch_of_floor is not None
        app.watch_of_floor.look()
        await settle(pilot)
        assert (session.workspace.hours, session.workspace.goal) == ("Mon-Fri 8-12", 40)
        words = " ".join(seen(app).split())
        assert "Hours and goal of the shop are others now" in words
        assert not session.settle(ShopSettings("Mon-Fri 8-12", 40)), "it is said once"
        assert replace(session.workspace, goal=0) != session.workspace
