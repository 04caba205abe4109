"""How the work of a desk is done: three pages over the desk, and back by the same key."""

from __future__ import annotations

import pytest

from pipeline_tui.domain.stages import Role
from pipeline_tui.playbooks.reading import load_shipped, shipped_trades
from pipeline_tui.screens.method_sheet import pages_of
from pipeline_tui.screens.scout import ScoutScreen
from tests.screens.driving import opened, press, seen
from tests.screens.fake_shop import FakeDoors, session_with


@pytest.mark.parametrize("back", ["K", "escape", "enter"])
async def test_three_pages_stand_over_the_desk(back: str) -> None:
    async with opened(session_with(FakeDoors())) as (app, pilot):
        await press(pilot, "K")
        assert "[Instruction]  Regulation  Quality card" in seen(app)
        await press(pilot, "tab", "tab")
        words = seen(app)
        assert "Instruction  Regulation  [Quality card]" in words
        assert "1 " in words and "?" in words
        await press(pilot, "shift+tab")
        assert "[Regulation]" in seen(app)
        await press(pilot, *["down"] * 40, back)
        assert isinstance(app.screen, ScoutScreen)


@pytest.mark.parametrize("trade", shipped_trades())
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_of_every_trade_is_drawn_without_marks(trade: str, language: str) -> None:
    playbook = load_shipped(trade)
    for role in (Role.SCOUT, Role.HUNTER, Role.FARMER):
        pages = pages_of(playbook, role, language)
        assert [name for name, _ in pages] == ["Instruction", "Regulation", "Quality card"]
        for _, drawn in pages:
            rows = [line.plain for line in drawn(76)]
            assert len(rows) > 5
            assert all(len(row) <= 76 for row in rows)
            assert not [row for row in rows if "`" in row or "**" in row or row.startswith("#")]
            assert not [row for row in rows if row.endswith("…")]
