"""Lists on the manager's desk: paused and opened, ranked, looked into, taken back."""

from __future__ import annotations

from threading import Event

import pytest

from pipeline_tui.domain.errors import NothingToDo, Refused
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.line import LineScreen
from pipeline_tui.screens.tell import Tell
from tests.screens.driving import LONG, front, opened, press, seen, settle, until_seen
from tests.screens.fake_shop import session_with
from tests.screens.selling_records import MARTHE
from tests.screens.selling_shop import SellingDoors


def under(words: str) -> str:
    return next(line for line in words.splitlines() if "›" in line)


async def test_a_list_is_paused_and_opened_again() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "p", "<", "U")  # no list is in view: none is touched unseen
        assert doors.asked == []
        await press(pilot, "v", "p")
        assert "- paused" in under(seen(app))
        assert "Salon de l'immobilier: paused" in seen(app)
        await press(pilot, "p")
        assert "● active" in under(seen(app))
        assert doors.named("pause_list") == doors.named("resume_list") == [{"list_id": 1}]


async def test_the_cursor_follows_a_list_that_moves_in_the_order() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "v", "<")  # the first cannot come sooner
        assert doors.named("set_priority") == []
        await press(pilot, ">", ">", ">")
        assert "Salon de l'immobilier" in under(seen(app))
        assert [one["priority"] for one in doors.named("set_priority")] == [2, 3, 4]
        await press(pilot, "end")
        assert "… loading" in under(seen(app))
        await press(pilot, "p", "<", "U")  # it is not there yet
        assert len(doors.asked) == 3


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_enter_shows_everything_about_one(size: tuple[int, int]) -> None:
    async with opened(session_with(SellingDoors(), MARTHE), size=size) as (app, pilot):
        await press(pilot, "v", "enter")
        assert isinstance(front(app), Tell)
        words = seen(app)
        await press(pilot, "end")  # it is more than a sheet of this height holds
        words += seen(app)
        for wanted in (
            "310 ready to be called",
            "12 without consent",
            "1,159 scouting · 41 farming",
            "38 of 41 clients may be rung",
            "2 without consent",
            "[DE] fair.csv",
            "by Marthe",
            "1,240 rows: 1,200 new · 32 known · 8 rejected",
            "Tél = phone",
        ):
            assert wanted in words
        await press(pilot, "escape")
        assert isinstance(front(app), LineScreen)


async def test_a_load_is_taken_back_after_asking_with_its_progress() -> None:
    doors = SellingDoors()
    doors.gate = Event()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "v", "down", "U", "n")
        assert doors.named("undo_import") == []
        LONG.add("undo-import")
        try:
            await press(pilot, "U")
            assert isinstance(front(app), Confirm)
            assert "Offices downtown" in seen(app)
            await press(pilot, "y")
            await until_seen(pilot, "400 of 1000 rows")
            await press(pilot, "U")  # one at a time
            assert isinstance(front(app), LineScreen)
            await press(pilot, "ctrl+q")
            assert "taken back" in seen(app)
            await press(pilot, "n")
        finally:
            LONG.discard("undo-import")
            doors.gate.set()
        await settle(pilot)
        words = seen(app)
        assert "1,197 contacts taken out" in words
        assert "2 stay" in words
        assert "Offices downtown" not in [line for line in words.splitlines() if "active" in line]
        assert doors.named("undo_import") == [{"list_name": "Offices downtown"}]


async def test_a_load_that_was_cut_off_goes_on_when_the_desk_opens() -> None:
    doors = SellingDoors()
    doors.cut_off = True
    async with opened(session_with(doors, MARTHE)) as (app, _pilot):
        assert len(doors.named("resume_loads")) == 1
        assert "brought to its end" in seen(app)
    untouched = SellingDoors()
    async with opened(session_with(untouched, MARTHE)) as (app, _pilot):
        assert "brought to its end" not in seen(app)


async def test_what_is_refused_is_said() -> None:
    doors = SellingDoors()
    doors.refuse["undo_import"] = NothingToDo("Nothing to take back", "No import is on record.")
    doors.refuse["pause_list"] = Refused("Salon is still being loaded", "", "Wait.")
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "v", "U", "y")
        assert "Nothing to take back" in seen(app)
        await press(pilot, "p")
        assert isinstance(front(app), Tell)
