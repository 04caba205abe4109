"""Three departments, keys only: the line passes from hand to hand, and each sees only their stage."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.structures import Structure
from tests.journeys import steps
from tests.journeys.at_work import at_work
from tests.journeys.two_to_call import two_to_call
from tests.shops import F, H, M, S

pytestmark = pytest.mark.slow


async def test_the_line_from_hand_to_hand(tmp_path: Path) -> None:
    shop = two_to_call(tmp_path, Structure.THREE_TIER, Sam={S}, Hugo={H}, Fatou={F}, Mona={M})
    async with at_work(shop, "Sam") as sam:
        await steps.wall(sam, "Scout", "f3", "f4", "f5")
        await steps.dial(sam)
        await steps.brief(sam)
        assert "Claire BOULANGER" in sam.screen, "the next contact is there"
        await steps.undo_the_hand_off(sam)
        await sam.press("enter", "n")
    async with at_work(shop, "Hugo") as hugo:
        assert "F9 1" in hugo.screen
        await steps.wall(hugo, "Hunter", "f2", "f4", "f5")
        await steps.give_back(hugo)
    async with at_work(shop, "Sam") as sam:
        await steps.came_back(sam)
    async with at_work(shop, "Hugo") as hugo:
        await steps.accept(hugo)
        await steps.negotiate(hugo)
        await steps.win(hugo)
        assert "kept by Fatou" in hugo.screen
    async with at_work(shop, "Fatou") as fatou:
        await steps.wall(fatou, "Farmer", "f2", "f3", "f5")
        await steps.take_over(fatou)
        await steps.check_in(fatou)
    async with at_work(shop, "Mona") as mona:
        await steps.wall(mona, "Manager", "f2", "f3", "f4")
        assert "MARTIN" not in mona.screen
