"""One finds and closes, another keeps: keys only, the first joint without ceremony."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.structures import Structure
from tests.journeys import steps
from tests.journeys.at_work import at_work
from tests.shops import F, M, S, opened_line

pytestmark = pytest.mark.slow

PEOPLE = (("Sam", frozenset({S})), ("Fatou", frozenset({F})), ("Mona", frozenset({M})))


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A shop with two contacts to call."""
    with opened_line(tmp_path, Structure.TWO_TIER_CLOSER, PEOPLE) as line:
        for name in ("Martin", "Boulanger"):
            line.contact(name)
    return tmp_path / "shop.db"


async def test_who_finds_closes(shop: Path) -> None:
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
