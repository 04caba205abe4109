"""Counting behind the manager's desk: nobody waits for it, and it rests where it takes long."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from pipeline_tui.domain.line_counts import LineCounts
from pipeline_tui.screens import line_counts
from pipeline_tui.screens.line import LineScreen
from tests.screens.driving import LONG, front, opened, press, seen, settle
from tests.screens.fake_shop import session_with
from tests.screens.selling_records import MARTHE
from tests.screens.selling_shop import SellingDoors


class Counted(SellingDoors):
    """Says how often it counted."""

    times = 0

    def count_line(self, *, overtaken: Callable[[], bool]) -> LineCounts:
        self.times += 1
        return super().count_line(overtaken=overtaken)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_lists_stand_there_while_they_are_counted(size: tuple[int, int]) -> None:
    doors = SellingDoors()
    doors.counting = Event()
    LONG.add("counts")
    try:
        async with opened(session_with(doors, MARTHE), size=size) as (app, pilot):
            words = seen(app)
            assert "Amélie" in words
            assert "Salon de l'immobilier" in words
            assert words.count("… counting") == 2
            assert "… ready" in words
            await press(pilot, "v")
            assert "… counting" in seen(app)
            await press(pilot, "p")  # what can be done is done meanwhile
            assert "- paused" in seen(app)
            await press(pilot, "p", "down")
            LONG.discard("counts")
            doors.counting.set()
            await settle(pilot)
            words = seen(app)
            assert "… counting" not in words
            assert "310 ready" in words
            assert "Offices downtown" in next(row for row in words.splitlines() if "›" in row)
    finally:
        LONG.discard("counts")
        doors.counting.set()


async def test_a_long_count_is_followed_by_a_rest_unless_something_was_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(line_counts, "LONG", 0.0)
    monkeypatch.setattr(line_counts, "REST", 1e9)
    doors = Counted()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        desk = front(app)
        assert isinstance(desk, LineScreen)
        before = doors.times
        for _ in range(3):  # colleagues commit all the time
            desk.reload()
            await settle(pilot)
        assert doors.times == before
        await press(pilot, "v", "p")
        assert doors.times == before + 1
        assert "- paused" in seen(app)
