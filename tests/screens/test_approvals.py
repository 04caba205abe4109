"""What waits for a manager: seen in the header, answered with a key, refused with words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline_tui.domain.errors import Refused
from pipeline_tui.screens.ask import Ask
from pipeline_tui.screens.tell import Tell
from tests.screens.driving import front, opened, press, seen, write
from tests.screens.fake_offers import ASKED
from tests.screens.fake_shop import session_with
from tests.screens.selling_records import MARTHE
from tests.screens.selling_shop import SellingDoors


def asking() -> SellingDoors:
    doors = SellingDoors()
    doors.asking = (ASKED, replace(ASKED, offer_id=10, number="2026-0010", client="NGO Minh"))
    return doors


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_they_stand_in_the_header_and_in_their_view(size: tuple[int, int]) -> None:
    async with opened(session_with(asking(), MARTHE), size=size) as (app, pilot):
        assert "? 2 to approve" in seen(app)
        await press(pilot, "v", "v")
        words = seen(app)
        for wanted in (
            "2026-0009 v2",
            "Paul",
            "DURAND Anne",
            "€168.95",
            "! -15%, max 10%",
            "Deepest line 15% below the price list; Paul's limit is 10%.",
            "net €153.59",
            "a approve",
            "R refuse",
        ):
            assert wanted in words


async def test_a_approves_and_r_asks_why() -> None:
    doors = asking()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "a", "R")  # the offers are not in view: nothing is answered unseen
        assert doors.asked == []
        await press(pilot, "v", "v", "down", "a")
        assert doors.named("approve_offer") == [{"offer_id": 10}]
        assert "Paul is told." in seen(app)
        await press(pilot, "R")
        assert isinstance(front(app), Ask)
        await press(pilot, "enter")  # words are wanted
        assert doors.named("refuse_offer") == []
        await write(pilot, "ten per cent at most")
        await press(pilot, "enter")
        assert doors.named("refuse_offer") == [{"offer_id": 9, "words": "ten per cent at most"}]
        assert "No offer waits for you." in seen(app)


async def test_an_answer_that_comes_too_late_is_said() -> None:
    doors = asking()
    doors.refuse["approve_offer"] = Refused("This offer does not wait", "Its hunter has changed it.", "")
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "v", "v", "a")
        assert isinstance(front(app), Tell)
        assert "This offer does not wait" in seen(app)
