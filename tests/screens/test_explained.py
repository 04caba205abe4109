"""Help and palette explain every command in full at eighty columns."""

from __future__ import annotations

import re

import pytest

from pipeline_tui.screens.help import Help
from pipeline_tui.ui.command import Place
from tests.screens.driving import opened, press, seen, write
from tests.screens.fake_shop import CLAIRE, FakeDoors, session_with


def flat(words: str) -> str:
    return re.sub(r"[\s│]+", " ", words)


async def test_help_breaks_what_is_too_long_and_cuts_nothing() -> None:
    session = session_with(FakeDoors((CLAIRE,)))
    async with opened(session, size=(80, 400)) as (app, pilot):
        await press(pilot, "question_mark")
        assert isinstance(app.screen, Help)
        shown = seen(app)
        told = flat(" ".join(line[36:] for line in shown.splitlines()))
        for command in session.keys.of(Place.SCOUT):
            if command.keys:
                assert flat(command.tooltip) in told, command.id
        assert "…" not in shown
        assert "and stay Stores" in flat(shown), "a gap stands between the columns"


@pytest.mark.parametrize("title", ["Why this contact", "Undo", "Quit", "Objections and techniques"])
async def test_the_palette_explains_what_the_cursor_is_on(title: str) -> None:
    session = session_with(FakeDoors((CLAIRE,)))
    async with opened(session) as (app, pilot):
        await press(pilot, "enter", "colon")
        await write(pilot, title)
        command = next(one for one in session.keys.of(Place.SCOUT) if one.title == title)
        inside = " ".join(line[6:74] for line in seen(app).splitlines())
        assert flat(command.tooltip) in flat(inside)
