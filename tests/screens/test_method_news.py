"""A new version of the playbook reaches a running desk between two calls; one key says it was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.floor import Floor
from pipeline_tui.domain.method_changes import changes
from pipeline_tui.domain.method_news import MethodInUse, MethodNews, NewInMethod
from pipeline_tui.playbooks.folders import read_files
from pipeline_tui.playbooks.reading import load_stored, shipped_folder
from pipeline_tui.screens.method_news import NewInMethodScreen
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.widgets.news_lines import change_lines
from tests.screens.driving import opened, press, seen, settle
from tests.screens.fake_shop import CLAIRE, FakeDoors, session_with

FILES = read_files(shipped_folder("florist"))
FILE = "en/cold-call.md"
NEWER = {**FILES, FILE: FILES[FILE].replace("Good morning", "A very good morning", 1)}
AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Versioned(FakeDoors):
    """A shop in which somebody adopts a second version."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = [
            replace(CLAIRE, draft=Draft()),
            replace(CLAIRE, token="t2", contact_id=8, name="Minh NGO", draft=Draft()),
        ]
        self.taken: list[int] = []
        self.read: list[int] = []
        self.trouble: UsageTrouble | None = None

    def adopt(self, known: int = 1) -> None:
        self.floor_is(Floor(method=MethodNews(2, known)))

    def take_up_method(self) -> MethodInUse:
        self.taken.append(2)
        if self.trouble is not None:
            raise self.trouble
        in_hand: Desk | None = self.in_hand()
        return MethodInUse(2, load_stored(NEWER, 2), in_hand)

    def what_is_new(self) -> NewInMethod:
        return NewInMethod(2, 1, "Mona", AT, changes(FILES, NEWER))

    def note_read(self, number: int, *, act: str) -> MethodNews:
        self.read.append(number)
        self.floor_is(Floor(method=MethodNews(2, number)))
        return MethodNews(2, number)


def session(doors: Versioned) -> Any:
    return replace(
        session_with(doors),
        method_number=1,
        playbook=load_stored(FILES, 1),
        heard=session_with(doors).heard,
    )


async def look(app: PipelineApp, pilot: Any, times: int = 2) -> None:
    """Let seconds pass: what the floor tells is acted upon a second later."""
    assert app.watch_of_floor is not None
    for _ in range(times):
        app.watch_of_floor.look()
        await settle(pilot)


def holding(doors: Versioned) -> Versioned:
    doors.floor_is(Floor(method=MethodNews(1, 1)))
    return doors


async def test_a_desk_at_rest_takes_it_up_and_says_so() -> None:
    doors = holding(Versioned())
    async with opened(session(doors)) as (app, pilot):
        await look(app, pilot)
        assert doors.taken == [] and "D new" not in seen(app)
        doors.adopt()
        await look(app, pilot)
        assert doors.taken == [2] and app.session is not None
        assert (app.session.method_number, app.session.playbook.version) == (2, 2)
        words = seen(app)
        assert "D new" in words and "The playbook is version 2 now" in words
        await look(app, pilot)
        assert doors.taken == [2]


async def test_a_running_script_is_left_alone_until_the_next_contact() -> None:
    doors = holding(Versioned())
    async with opened(session(doors)) as (app, pilot):
        await look(app, pilot)
        await press(pilot, "enter", "d")
        assert "Cold call v1" in seen(app)
        doors.adopt()
        await look(app, pilot)
        assert doors.taken == [] and "Cold call v1" in seen(app)
        await press(pilot, "1")
        await look(app, pilot)
        assert doors.taken == []
        await press(pilot, "space", "space", "n")
        await look(app, pilot)
        assert doors.taken == [2]
        assert "Minh NGO" in seen(app) and "Cold call v2" in seen(app)


async def test_a_contact_nobody_typed_for_begins_the_new_script_and_a_note_keeps_the_old_one() -> None:
    doors = holding(Versioned())
    async with opened(session(doors)) as (app, pilot):
        await look(app, pilot)
        await press(pilot, "enter", "e", "a", "escape")
        doors.adopt()
        await look(app, pilot)
        assert doors.taken == []
        await press(pilot, "e", "end", "backspace")
        await look(app, pilot)
        assert doors.taken == []  # the cursor is in the note
        await press(pilot, "escape")
        await look(app, pilot)
        assert doors.taken == [2]
        assert "Cold call v2" in seen(app) and "A very good morning" in seen(app)


async def test_no_question_is_answered_under_another_version() -> None:
    doors = holding(Versioned())
    async with opened(session(doors)) as (app, pilot):
        await look(app, pilot)
        await press(pilot, "p")
        doors.adopt()
        await look(app, pilot)
        assert doors.taken == []
        await press(pilot, "escape")
        await look(app, pilot)
        assert doors.taken == [2]


async def test_what_is_new_is_read_and_said_to_be_read_with_one_key() -> None:
    doors = holding(Versioned())
    async with opened(session(doors)) as (app, pilot):
        await look(app, pilot)
        doors.adopt()
        await look(app, pilot)
        await press(pilot, "D")
        assert isinstance(app.screen, NewInMethodScreen)
        words = seen(app)
        for wanted in (
            "version 2, by Mona",
            "you know version 1",
            FILE,
            "+ A very good",
            "- Good morning",
            "1 line new",
        ):
            assert wanted in words, wanted
        await press(pilot, "n", "enter", "x", "1", "d", "u")
        assert isinstance(app.screen, NewInMethodScreen) and doors.read == []
        await press(pilot, "escape")
        assert isinstance(app.screen, ScoutScreen) and doors.read == [] and "D new" in seen(app)
        await press(pilot, "D", "y")
        await look(app, pilot)
        assert doors.read == [2] and "D new" not in seen(app)


async def test_the_day_begins_with_what_is_new_since_yesterday() -> None:
    doors = Versioned()
    doors.adopt()
    started = replace(session(doors), method_number=2, playbook=load_stored(NEWER, 2))
    async with opened(started) as (app, pilot):
        await look(app, pilot)
        assert isinstance(app.screen, NewInMethodScreen)
        await press(pilot, "escape")
        await look(app, pilot)
        assert isinstance(app.screen, ScoutScreen) and "D new" in seen(app)


async def test_a_version_that_cannot_be_read_is_told_once_and_the_desk_goes_on() -> None:
    doors = holding(Versioned())
    doors.trouble = UsageTrouble("The playbook cannot be read", "en/a.md:3", "Update this workstation.")
    async with opened(session(doors)) as (app, pilot):
        await look(app, pilot)
        doors.adopt()
        await look(app, pilot, 4)
        assert doors.taken == [2] and "The playbook cannot be read" in seen(app)
        await press(pilot, "enter", "d")
        assert "Cold call v1" in seen(app)


@pytest.mark.parametrize("width", [40, 76, 116])
def test_every_line_fits_and_hostile_text_stays_text(width: int) -> None:
    told = changes({"a.md": "x"}, {"a.md": f"[/]\x1b]0;t\x07 {'word ' * 40}\n[b]x", "fr/b.md": "é"})
    drawn = change_lines(told, "fr", width)
    assert all(line.cell_length <= width for line in drawn)
    plain = "\n".join(line.plain for line in drawn)
    assert plain.index("fr/b.md") < plain.index("a.md  ") and "[b]x" in plain and "\x1b" not in plain
