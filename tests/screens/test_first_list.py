"""The list named in the set-up: looked at as soon as its manager is at work, its troubles told there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from textual.pilot import Pilot

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.list_files import FileLine
from pipeline_tui.screens.base import DeskScreen
from pipeline_tui.screens.import_screen import ImportScreen
from tests.screens.driving import front, press, seen, settle
from tests.screens.fake_shop import entrance_to, session_with
from tests.screens.selling_records import MARTHE
from tests.screens.selling_shop import SellingDoors


@asynccontextmanager
async def opened_on(doors: SellingDoors) -> AsyncIterator[tuple[PipelineApp, Pilot[None]]]:
    entrance = replace(entrance_to(session_with(doors, MARTHE), (MARTHE,)), first_list="spring_fair.csv")
    app = PipelineApp(entrance, theme="calm")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        yield app, pilot


async def test_it_stands_over_the_desk_and_leaves_it_free() -> None:
    doors = SellingDoors()
    async with opened_on(doors) as (app, pilot):
        assert isinstance(front(app), ImportScreen)
        assert "spring_fair.csv → spring fair" in seen(app)
        await press(pilot, "escape")
        assert isinstance(front(app), DeskScreen)
        assert not isinstance(front(app), ImportScreen)


async def test_a_file_that_is_gone_is_told_over_the_desk() -> None:
    class Gone(SellingDoors):
        def file_named(self, typed: str) -> FileLine:
            raise UsageTrouble("There is no such file", f"Looked for [b]{typed}[/b].", "Put it there.")

    doors: Any = Gone()
    async with opened_on(doors) as (app, _):
        assert not isinstance(front(app), ImportScreen)
        words = seen(app)
        assert "There is no such file" in words
        assert "[b]spring_fair.csv[/b]" in words
