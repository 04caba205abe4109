"""One finds, another closes and keeps: keys only, one hand-off with ceremony, one without."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.structures import Structure
from tests.journeys import steps
from tests.journeys.at_work import at_work
from tests.journeys.two_to_call import two_to_call
from tests.shops import F, H, M, S

pytestmark = pytest.mark.slow


async def test_who_closes_keeps_the_client(tmp_path: Path) -> None:
    shop = two_to_call(tmp_path, Structure.TWO_TIER_FINDER, Sam={S}, Hugo={H, F}, Mona={M})
    async with at_work(shop, "Sam") as sam:
        await steps.wall(sam, "Scout", "f3", "f4", "f5")
        await steps.dial(sam)
        await steps.brief(sam)
        await sam.press("enter", "n")
    async with at_work(shop, "Hugo") as hugo:
        await steps.wall(hugo, "Hunter", "f2", "f5")
        await steps.give_back(hugo)
    async with at_work(shop, "Sam") as sam:
        await steps.came_back(sam)
    async with at_work(shop, "Hugo") as hugo:
        await steps.accept(hugo)
        await steps.negotiate(hugo)
        await steps.win(hugo)
        assert "kept by you" in hugo.screen
        shown = await hugo.press("f9")
        assert "0 waiting" in shown, "there is nothing to accept from oneself"
        await hugo.press("f4")
        await steps.check_in(hugo)
    async with at_work(shop, "Sam") as sam:
        assert "MARTIN" not in sam.screen
