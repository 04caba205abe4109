"""One finds, another closes and keeps: keys only, one hand-off with ceremony, one without."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.structures import Structure
from tests.journeys import steps
from tests.journeys.at_work import at_work
from tests.shops import F, H, M, S, opened_line

pytestmark = pytest.mark.slow

PEOPLE = (("Sam", frozenset({S})), ("Hugo", frozenset({H, F})), ("Mona", frozenset({M})))


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A shop with two contacts to call."""
    with opened_line(tmp_path, Structure.TWO_TIER_FINDER, PEOPLE) as line:
        for name in ("Martin", "Boulanger"):
            line.contact(name)
    return tmp_path / "shop.db"


async def test_who_closes_keeps_the_client(shop: Path) -> None:
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
