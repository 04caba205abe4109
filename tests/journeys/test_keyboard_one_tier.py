"""One person is all three: keys only, without changing person and without ceremony."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.structures import Structure
from tests.journeys import steps
from tests.journeys.at_work import at_work
from tests.journeys.two_to_call import two_to_call
from tests.shops import F, H, M, S


@pytest.mark.slow
async def test_one_person_carries_a_client_through(tmp_path: Path) -> None:
    shop = two_to_call(tmp_path, Structure.ONE_TIER, Anne={S, H, F, M})
    async with at_work(shop) as anne:
        await steps.dial(anne)
        await steps.over_to_oneself(anne)
        await steps.negotiate(anne)
        await steps.win(anne)
        assert "kept by you" in anne.screen
        await anne.press("f4")
        await steps.check_in(anne)
        shown = await anne.press("f2", "enter")
        assert "Claire BOULANGER" in shown, "and on with the next one"
