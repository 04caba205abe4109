"""A first day by keyboard alone, on real services: it stands in the place of the desks until the release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline_tui.app import PipelineApp
from pipeline_tui.bootstrap import session_of
from pipeline_tui.domain.practice_wish import PracticeWish
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.screens.first_day import FirstDayScreen
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.services import staffing, starting_out
from tests.screens.driving import opened, press, seen, settle
from tests.screens.fake_shop import entrance_to
from tests.shops import Line, opened_line


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path) as line:
        mona = line.viewer("Mona")
        staffing.add_person(line.shop, mona, "Nina", {Role.SCOUT}, act=line.act(), newcomer=True)
        yield line


def keys_for(right: frozenset[int]) -> list[str]:
    return [str(place + 1) for place in sorted(right)]


async def test_the_regulation_is_read_to_its_end_then_eight_questions_are_answered(line: Line) -> None:
    nina = line.viewer("Nina")
    async with opened(session_of(line.shop, nina)) as (app, pilot):
        await settle(pilot)
        assert isinstance(app.screen, FirstDayScreen)
        assert "· Read your regulation" in seen(app)
        await press(pilot, "down", "enter")
        assert "Read the regulation first" in seen(app), "its questions come after it"
        await press(pilot, "up", "enter")
        assert "Enter next" in seen(app)
        await press(pilot, "escape")
        assert "· Read your regulation" in seen(app), "left before its end, it is not read"
        await press(pilot, "enter", "enter")
        assert "Enter I have" in seen(app)
        await press(pilot, "enter")
        assert "✓ Read your regulation" in seen(app)
        await press(pilot, "enter")
        assert "0 of 8 right" in seen(app)
        questions = starting_out.questions(line.shop, nina)
        first, *others = questions
        wrong = next(place for place in range(len(first.options)) if place not in first.right)
        await press(pilot, "enter")
        assert "The regulation says" not in seen(app), "nothing was chosen yet"
        await press(pilot, str(wrong + 1), "enter")
        assert "✗ not" in seen(app)
        assert first.because[:30] in seen(app), "the line of the regulation stands there"
        await press(pilot, "9", "enter")
        for one in (*others, first):
            await press(pilot, *keys_for(one.right), "enter")
        assert "✓ Answer 8 questions about it" in seen(app)
        assert "7 right at once" in seen(app)
        assert starting_out.first_day(line.shop, nina).missing == ("make 5 more practice calls",)


async def test_the_desks_open_once_a_manager_has_released(line: Line) -> None:
    session = session_of(line.shop, line.viewer("Nina"))
    entrance = replace(entrance_to(session), session=lambda _shop, viewer: session_of(line.shop, viewer))
    app = PipelineApp(entrance, theme="calm")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "down", "down", "down", "enter")
        assert "Not yet released" in seen(app)
        assert "Before that: read the regulation" in seen(app)
        starting_out.release(line.shop, line.viewer("Mona"), "Nina", act=line.act(), waive=True)
        await press(pilot, "enter")
        await settle(pilot)
        await settle(pilot)
        assert isinstance(app.screen, ScoutScreen)


async def test_enter_on_the_practice_leaves_for_it(line: Line) -> None:
    async with opened(session_of(line.shop, line.viewer("Nina"))) as (app, pilot):
        await press(pilot, "down", "down", "enter")
    assert app.practises is not None
    assert app.practises == PracticeWish("Nina", "", Stage.SCOUTING, "en")
    assert app.session is not None
    assert app.session.viewer.newcomer, "so the score is kept"


async def test_the_manager_releases_on_the_desk_and_is_asked_before_all_is_done(line: Line) -> None:
    async with opened(session_of(line.shop, line.viewer("Mona"))) as (app, pilot):
        await press(pilot, "V", "end")
        assert "? first day" in seen(app)
        await press(pilot, "enter")
        assert "Released to live contacts" in seen(app)
        await press(pilot, "1")
        assert "Release Nina all the same?" in seen(app)
        await press(pilot, "n")
        assert line.viewer("Nina").newcomer
        await press(pilot, "enter", "1", "y")
        assert "? first day" not in seen(app)
    assert not line.viewer("Nina").newcomer
