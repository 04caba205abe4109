"""Two thousand keys at random on a lived-in shop: nothing they lead to may end the program."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from pipeline_tui.app import PipelineApp
from pipeline_tui.bootstrap import entrance_of
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services.practising import make_demo
from tests.killing.pressing import hit
from tests.screens.driving import settle

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PRESSES = 2_000
DESKS = ("f2", "f3", "f4", "f5", "f9")
NAMED = (
    *DESKS,
    *("f1", "f6", "f7", "f8", "f10", "f11", "f12"),
    *("enter", "escape", "tab", "shift+tab", "space", "backspace", "delete", "insert"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("ctrl+p", "ctrl+c", "ctrl+z", "ctrl+d", "ctrl+a", "ctrl+v", "ctrl+l", "alt+x", "ctrl+up"),
)
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
SIGNS = "!?:.,;<>/\\+-*=()[]{}&é\"'è_çà@#$%^~|`€ "


def keys(seed: int) -> list[str]:
    """Return keys that lead everywhere: what opens and ends things comes up more often."""
    chance = Random(seed)
    often = ("enter", "enter", "enter", "escape", "escape", "down", *DESKS)
    return [chance.choice(chance.choice((often, NAMED, LETTERS, LETTERS, SIGNS))) for _ in range(PRESSES)]


@pytest.mark.parametrize(
    ("structure", "size", "seed"),
    [(Structure.ONE_TIER, (80, 24), 1)],
)
async def test_no_key_ends_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, structure: Structure, size: tuple[int, int], seed: int
) -> None:
    workspace = tmp_path / "shop.db"
    make_demo(
        workspace, contacts=150, seed=seed, structure=structure, history_days=20, language="en", now=NOW
    ).close()
    monkeypatch.setenv("PIPELINE_NOW", NOW.isoformat())
    app = PipelineApp(entrance_of(workspace), theme="calm")
    pressed: list[str] = []
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await settle(pilot)
        assert app.session is not None
        for key in keys(seed):
            pressed.append(key)
            await hit(app, key)
            if key in ("enter", *DESKS) or len(pressed) % 5 == 0:
                await settle(pilot)
            assert app.is_running, pressed[-40:]
        await settle(pilot)
        assert app.is_running
    assert app._exception is None
    assert app.shop is not None
    app.shop.close()
