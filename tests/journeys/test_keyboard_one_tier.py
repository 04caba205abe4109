"""One person is all three: keys only, without changing person and without ceremony."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.structures import Structure
from tests.journeys import steps
from tests.journeys.at_work import at_work
from tests.shops import F, H, M, S, opened_line


@pytest.mark.slow
async def test_one_person_carries_a_client_through(tmp_path: Path) -> None:
    with opened_line(tmp_path, Structure.ONE_TIER, (("Anne", frozenset({S, H, F, M})),)) as line:
        line.contact("Martin")
        line.contact("Boulanger")
    async with at_work(tmp_path / "shop.db") as anne:
        await steps.dial(anne)
        await steps.over_to_oneself(anne)
        await steps.negotiate(anne)
        await steps.win(anne)
        assert "kept by you" in anne.screen
        await anne.press("f4")
        await steps.check_in(anne)
        shown = await anne.press("f2", "enter")
        assert "Claire BOULANGER" in shown, "and on with the next one"
