"""Loading a list on the manager's desk: chosen, looked at, corrected, loaded or stopped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_choices import Known
from pipeline_tui.domain.list_files import FileLine
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.import_screen import ImportScreen
from pipeline_tui.screens.line import LineScreen
from pipeline_tui.screens.pick_file import PickFile, TypeFile
from tests.screens.driving import LONG, front, opened, press, seen, settle, until_seen, write
from tests.screens.fake_lists import HOME
from tests.screens.fake_shop import session_with
from tests.screens.selling_records import MARTHE
from tests.screens.selling_shop import SellingDoors

TO_COLUMNS = ("v", "v")


def row(words: str, part: str) -> str:
    return next(line for line in words.splitlines() if part in line)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_file_is_picked_and_its_columns_are_put_right(size: tuple[int, int]) -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, MARTHE), size=size) as (app, pilot):
        await press(pilot, "F")
        assert isinstance(front(app), PickFile)
        words = seen(app)
        assert "›   spring_fair.csv" in words  # the newest stands under the cursor
        assert "41 kB" in row(words, "spring_fair.csv")
        await press(pilot, "enter")
        assert isinstance(front(app), ImportScreen)
        words = seen(app)
        assert "spring_fair.csv → spring fair" in words
        assert "No column holds telephone numbers." in words
        assert "v shows the columns" in words
        assert "F load" not in words
        await press(pilot, "F", *TO_COLUMNS)  # what cannot be loaded is not
        assert doors.named("import_list") == []
        assert "06 12 34 56 78" in row(seen(app), "Ligne")

        await press(pilot, "down", "down", "enter")
        assert "What does Ligne hold?" in seen(app)
        await write(pilot, "pho")
        await press(pilot, "enter")
        words = seen(app)
        assert "phone" in row(words, "Ligne")
        assert "2 new · 2 rejected · 1 of the new can be rung" in words
        assert doors.named("preview_list")[-1]["choices"].columns["phone"] == "Ligne"

        await press(pilot, "v", "v")  # the account, then the rows
        words = seen(app)
        assert "✗ rejected" in row(words, "NGO")
        assert "[/] [@c" in words  # hostile text is text
        await press(pilot, "v")
        assert "Claire" not in seen(app)  # only what was rejected


async def test_it_is_loaded_and_the_cursor_stands_on_the_list() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "F", "enter", *TO_COLUMNS, "down", "down", "enter")
        await write(pilot, "phone")
        await press(pilot, "enter", "escape", "F")
        assert [one["list_name"] for one in doors.named("import_list")] == ["spring fair"]
        words = seen(app)
        assert "4 rows of spring_fair.csv" in words
        assert "1 without consent or other basis" in words
        assert "F load" not in words  # once is enough
        await press(pilot, "escape")
        assert isinstance(front(app), LineScreen)
        assert "Offices downtown" in row(seen(app), "›")


async def test_a_file_saved_since_it_was_looked_at_is_looked_at_again() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "F", "enter", *TO_COLUMNS, "down", "down", "enter")
        await write(pilot, "phone")
        await press(pilot, "enter")
        doors.content = "saved since"
        looks = len(doors.named("preview_list"))
        await press(pilot, "F")
        looks = len(doors.named("preview_list")) - looks
        assert "changed since it was looked at" in seen(app)
        assert looks == 1
        await press(pilot, "escape")
        assert "2 new" in seen(app)
        await press(pilot, "F")
        assert "is loaded" in seen(app)


async def test_a_correction_is_taken_back_and_a_left_file_comes_back_as_it_was() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "F", "enter", *TO_COLUMNS, "down", "down", "enter")
        await write(pilot, "phone")
        await press(pilot, "enter", "up", "up", "enter", "down", "enter")
        await press(pilot, "u")
        assert "Taken back" in seen(app)
        assert "phone" in row(seen(app), "Ligne")
        await press(pilot, "escape", "escape")
        assert isinstance(front(app), LineScreen)
        await press(pilot, "F", "enter")
        assert "2 new" in seen(app)
        await press(pilot, "u")  # nothing was changed since it is open again
        assert "Nothing to take back" in seen(app)
        assert doors.named("undo") == []


async def test_the_name_and_the_country_are_asked() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "F", "enter", *TO_COLUMNS, "home", "enter")
        await press(pilot, *("backspace" for _ in "spring fair"))
        await press(pilot, "enter")  # a name is wanted
        await write(pilot, "Fair")
        await press(pilot, "enter", "home", *("down" for _ in range(5)), "enter")
        await write(pilot, "Q9")
        await press(pilot, "enter")
        assert "two letters of a country" in seen(app)
        await press(pilot, "backspace", "backspace")
        await write(pilot, "be")
        await press(pilot, "enter")
        asked = doors.named("preview_list")[-1]
        assert (asked["list_name"], asked["choices"].country) == ("Fair", "BE")
        assert "spring_fair.csv → Fair" in seen(app)


async def test_the_choices_for_the_whole_list_are_asked() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "F", "enter", *TO_COLUMNS, "home", "down", "enter", "2")  # stage
        await press(pilot, "home", "down", "down", "enter", "3")  # known ones
        await press(pilot, "home", "down", "down", "down", "enter", "3")  # businesses
        await press(pilot, "home", *("down" for _ in range(4)), "enter", "2")  # a ground
        assert "What proves that they may be called?" in seen(app)  # without a proof it is none
        await write(pilot, "web form, May")
        await press(pilot, "enter")
        choices = doors.named("preview_list")[-1]["choices"]
        assert (choices.stage, choices.known) == (Stage.HUNTING, Known.UPDATE)
        assert (choices.audience, choices.basis) == (Audience.BUSINESS, BasisKind.CONSENT)
        assert choices.evidence == "web form, May"
        await press(pilot, "home", *("down" for _ in range(4)), "enter", "1")  # none after all
        choices = doors.named("preview_list")[-1]["choices"]
        assert (choices.basis, choices.evidence) == (None, "")
        await press(pilot, "home", *("down" for _ in range(6)), "enter", "3")
        await press(pilot, "home", *("down" for _ in range(7)), "enter", "2")
        await press(pilot, "home", *("down" for _ in range(8)), "enter", "4")
        choices = doors.named("preview_list")[-1]["choices"]
        assert (choices.encoding, choices.delimiter, choices.quote) == ("Windows-1252", ";", "none")
        assert "semicolon" in row(seen(app), "cells are cut at")


async def test_esc_asks_before_a_load_is_stopped() -> None:
    doors = SellingDoors()
    doors.gate = Event()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "F", "enter", *TO_COLUMNS, "down", "down", "enter")
        await write(pilot, "phone")
        await press(pilot, "enter")
        LONG.add("load")
        try:
            await press(pilot, "F")
            await until_seen(pilot, "400 of 1000 rows")
            words = seen(app)
            assert "storing new contacts" in words
            assert "40%" in words
            await press(pilot, "u", "v", "P", "enter")  # nothing else is done meanwhile
            assert doors.named("undo") == []
            await press(pilot, "escape", "n")
            assert isinstance(front(app), ImportScreen)
            await press(pilot, "ctrl+q")
            assert "leaving stops it" in seen(app)
            await press(pilot, "n", "escape")
            assert isinstance(front(app), Confirm)
            LONG.discard("load")
            await press(pilot, "y")
            await settle(pilot)
        finally:
            LONG.discard("load")
        assert "The import was cancelled" in seen(app)
        assert "2 new" in seen(app)  # what was looked at stands there still
        await press(pilot, "escape", "escape")
        assert isinstance(front(app), LineScreen)


async def test_a_load_that_is_done_takes_the_question_away() -> None:
    doors = SellingDoors()
    doors.gate = Event()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "F", "enter", *TO_COLUMNS, "down", "down", "enter")
        await write(pilot, "phone")
        await press(pilot, "enter")
        LONG.add("load")
        try:
            await press(pilot, "F", "escape")
            assert isinstance(front(app), Confirm)
        finally:
            LONG.discard("load")
        doors.gate.set()
        await settle(pilot)
        assert isinstance(front(app), ImportScreen)
        assert "is loaded" in seen(app)


async def test_rejected_rows_are_written_into_a_new_file(tmp_path: Path) -> None:
    class Here(SellingDoors):
        def file_named(self, typed: str) -> FileLine:
            return replace(super().file_named(typed), path=str(tmp_path / typed))

    doors = Here()
    session = replace(session_with(doors, MARTHE), remote=True)
    async with opened(session) as (app, pilot):
        await press(pilot, "F")
        assert isinstance(front(app), TypeFile)
        assert HOME in seen(app)
        await write(pilot, "spring_fair.csx")
        assert "There is no such file" in seen(app)
        await press(pilot, "enter")
        assert isinstance(front(app), TypeFile)
        await press(pilot, "backspace")
        await write(pilot, "v")
        assert "41 kB" in seen(app)
        await press(pilot, "enter", *TO_COLUMNS, "down", "down", "enter")
        await write(pilot, "phone")
        await press(pilot, "enter", "P", "enter")
        assert doors.named("write_rejects") == [{"path": tmp_path / "spring_fair-rejected.csv"}]
        assert "2 rows written" in seen(app)


async def test_a_file_that_cannot_be_read_says_so_and_is_left() -> None:
    doors = SellingDoors()
    doors.refuse["preview_list"] = UsageTrouble(
        "spring_fair.csv is no text file", "Binary.", "Save it as CSV."
    )
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "F", "enter")
        words = seen(app)
        assert "is no text file" in words
        assert "Save it as CSV." in words
        await press(pilot, "escape")
        assert isinstance(front(app), LineScreen)


async def test_folders_are_walked_without_leaving_the_top() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "F", "left")  # nothing is above
        assert "› ▸ Archive/" not in seen(app)
        await press(pilot, "home", "enter")
        words = seen(app)
        assert "files/Archive" in words
        assert "[DE] 2019.csv" in words
        await press(pilot, "left")
        assert "› ▸ Archive/" in seen(app)  # the cursor stands where one came from
        await press(pilot, "escape")
        assert isinstance(front(app), LineScreen)
