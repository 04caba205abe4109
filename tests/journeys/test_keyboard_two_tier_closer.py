"""One finds and closes, another keeps: keys only, the first joint without ceremony."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.structures import Structure
from tests.journeys import steps
from tests.journeys.at_work import at_work
from tests.journeys.two_to_call import two_to_call
from tests.shops import F, M, S

pytestmark = pytest.mark.slow


async def test_who_finds_closes(tmp_path: Path) -> None:
    shop = two_to_call(tmp_path, Structure.TWO_TIER_CLOSER, Sam={S}, Fatou={F}, Mona={M})
    async with at_work(shop, "Sam") as sam:
        await steps.wall(sam, "Scout", "f4", "f5")
        await steps.dial(sam)
        await steps.over_to_oneself(sam)
        await steps.negotiate(sam)
        await steps.win(sam)
        assert "kept by Fatou" in sam.screen
        await steps.wall(sam, "Hunter", "f4", "f5")
    async with at_work(shop, "Fatou") as fatou:
        await steps.wall(fatou, "Farmer", "f2", "f3", "f5")
        await steps.check_in(fatou)
    async with at_work(shop, "Mona") as mona:
        await steps.wall(mona, "Manager", "f2", "f3", "f4")
        assert "MARTIN" not in mona.screen
