"""A script walked through on the screen: the real pane, an invented contact, no call, nothing stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from textual.pilot import Pilot

from pipeline_tui.bootstrap import keys_of
from pipeline_tui.playbooks.reading import load_shipped, shipped_trades
from pipeline_tui.screens.objections import Objections
from pipeline_tui.screens.preview import Previewed, PreviewScreen
from pipeline_tui.screens.preview_app import PreviewApp
from tests.screens.driving import press, seen, settle

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def previewed(trade: str = "florist", language: str = "en") -> Previewed:
    playbook = load_shipped(trade)
    scripts = tuple(one for one in playbook.scripts if one.language == language)
    return Previewed(
        playbook,
        scripts,
        "draft",
        "Fleurs du Port",
        "EUR",
        "Europe/Paris",
        lambda: NOW,
        keys_of(playbook, language),
    )


@asynccontextmanager
async def opened(shown: Previewed, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[Any, Pilot[Any]]]:
    app = PreviewApp(shown, theme="calm")
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await settle(pilot)
        yield app, pilot


async def test_a_script_is_walked_forth_and_back() -> None:
    async with opened(previewed()) as (app, pilot):
        words = seen(app)
        for wanted in (
            "Preview · draft",
            "Cold call v1 · Opening",
            "Good morning, is that Ms Martin?",
            "My name is Sam",
        ):
            assert wanted in words, wanted
        await press(pilot, "1")
        assert "· Opening" not in seen(app)
        await press(pilot, "backspace")
        assert "· Opening" in seen(app)
        await press(pilot, "2")
        assert "Here the desk proposes: Call back (c)." in seen(app)
        await press(pilot, "exclamation_mark")
        assert "not said" in seen(app)
        await press(pilot, "x", "n", "enter", "F8", "d")
        assert isinstance(app.screen, PreviewScreen) and "· Opening" in seen(app)


async def test_the_other_scripts_and_the_cards_are_a_key_away() -> None:
    async with opened(previewed()) as (app, pilot):
        first = app.screen.script.id
        await press(pilot, "v")
        assert app.screen.script.id != first and f"{app.screen.script.title} v1" in seen(app)
        for _ in range(len(previewed().scripts) - 1):
            await press(pilot, "v")
        assert app.screen.script.id == first
        await press(pilot, "o")
        assert isinstance(app.screen, Objections)
        await press(pilot, "escape", "escape")
        assert app.return_code == 0


async def test_a_question_is_read_back_as_on_the_desk() -> None:
    shown = previewed()
    asked = next(
        (script, step, line.question)
        for script in shown.scripts
        for step in script.steps
        for line in step.lines
        if line.question is not None and line.question.type == "money"
    )
    script, step, question = asked
    async with opened(shown, (120, 40)) as (app, pilot):
        screen = app.screen
        while screen.script.id != script.id:
            await press(pilot, "v")
        from dataclasses import replace

        screen._walk_to(replace(screen._walk, path=(*screen._walk.path, step.id)))
        await settle(pilot)
        while screen.query_one("ScriptPane").field(question.field).query_one("Input") is not screen.focused:
            await press(pilot, "tab")
        await press(pilot, "1", "2", "0", "escape")
        assert "120" in seen(app) and dict(screen._walk.answers)[question.field].startswith("120")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("trade", shipped_trades())
async def test_every_first_step_reads_without_a_gap(trade: str, language: str) -> None:
    async with opened(previewed(trade, language), (120, 40)) as (app, pilot):
        for _ in app.screen._shown.scripts:
            assert "…" not in str(app.screen.query_one("ScriptPane Body SteadyText").render()), (
                app.screen.script
            )
            await press(pilot, "v")
