"""A newcomer's first day: nothing live is claimed before the release, and everything can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.first_days import ASKED
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.services import claiming, handing_off, staffing, starting_out, undoing
from tests.shops import Line, opened_line


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path) as line:
        yield line


def newcomer(line: Line, *roles: Role) -> Viewer:
    mona = line.viewer("Mona")
    staffing.add_person(line.shop, mona, "Nina", roles or {Role.SCOUT}, act=line.act(), newcomer=True)
    return line.viewer("Nina")


def rights(line: Line, viewer: Viewer) -> dict[str, frozenset[int]]:
    return {one.key: one.right for one in starting_out.questions(line.shop, viewer)}


def first_day_done(line: Line, viewer: Viewer) -> None:
    starting_out.read_regulation(line.shop, viewer, act=line.act())
    starting_out.answer_questions(line.shop, viewer, rights(line, viewer), act=line.act())
    starting_out.note_practice(line.shop, viewer, (90, 80, 75, 100, 100), act=line.act())


def test_no_live_contact_comes_into_hand_before_the_release(line: Line) -> None:
    line.contact()
    nina = newcomer(line)
    assert nina.newcomer
    with pytest.raises(Refused, match="Your first day comes first") as refused:
        line.claim(nina)
    assert refused.value.detail == (
        "Still to do: read the regulation, answer 8 questions, make 5 more practice calls."
    )
    assert line.holders() == {}
    first_day_done(line, nina)
    with pytest.raises(Refused, match="Your first day comes first") as refused:
        line.claim(nina)
    assert "a manager releases you" in refused.value.detail
    starting_out.release(line.shop, line.viewer("Mona"), "Nina", act=line.act())
    assert line.claim(line.viewer("Nina")).name == "Claire MARTIN"
    assert line.broken() == ""


def test_no_other_door_gives_a_newcomer_live_work(line: Line) -> None:
    nina = newcomer(line, Role.HUNTER)
    own = line.contact(stage=Stage.HUNTING, owner=nina)
    with pytest.raises(Refused, match="Your first day comes first"):
        claiming.take(line.shop, nina, own, act=line.act())
    sam = line.viewer("Sam")
    line.contact("Petit")
    desk = line.call(sam)
    handed = handing_off.hand_off(line.shop, sam, desk.token, {"need": "x", "next": "y"}, act=line.act())
    with pytest.raises(Refused, match="Your first day comes first"):
        handing_off.accept(line.shop, nina, handed.hand_off_id, act=line.act())
    assert line.holders() == {}


def test_nothing_is_handed_to_a_newcomer_by_name(line: Line) -> None:
    newcomer(line, Role.HUNTER)
    line.contact()
    sam = line.viewer("Sam")
    desk = line.call(sam)
    with pytest.raises(Refused):
        handing_off.hand_off(
            line.shop, sam, desk.token, {"need": "x", "next": "y"}, act=line.act(), to="Nina"
        )


def test_the_questions_come_after_the_regulation_and_the_record_keeps_what_was_right_at_once(
    line: Line,
) -> None:
    nina = newcomer(line)
    asked = starting_out.questions(line.shop, nina)
    assert len(asked) == ASKED
    assert {one.role for one in asked} == {Role.SCOUT}
    given = rights(line, nina)
    with pytest.raises(Refused, match="Read the regulation first"):
        starting_out.answer_questions(line.shop, nina, given, act=line.act())
    assert "# Regulation: scout" in starting_out.regulation(line.shop, nina)
    starting_out.read_regulation(line.shop, nina, act=line.act())
    with pytest.raises(Refused, match="Not every question is answered"):
        starting_out.answer_questions(line.shop, nina, dict(list(given.items())[1:]), act=line.act())
    given[asked[0].key] = frozenset({8})
    assert starting_out.answer_questions(line.shop, nina, given, act=line.act()).right_at_once == 7


def test_who_works_several_stages_reads_and_answers_for_each(line: Line) -> None:
    nina = newcomer(line, Role.SCOUT, Role.FARMER)
    assert {one.role for one in starting_out.questions(line.shop, nina)} == {Role.SCOUT, Role.FARMER}
    page = starting_out.regulation(line.shop, nina)
    assert "# Regulation: scout" in page
    assert "# Regulation: farmer" in page


def test_only_calls_that_were_good_enough_count(line: Line) -> None:
    nina = newcomer(line)
    assert starting_out.note_practice(line.shop, nina, (100, 69, 70), act=line.act()).practised == 2
    day = starting_out.note_practice(line.shop, nina, (61,), act=line.act())
    assert (day.practised, day.points) == (2, 75)


def test_a_manager_releases_when_all_is_done_or_waives_it(line: Line) -> None:
    nina, mona = newcomer(line), line.viewer("Mona")
    with pytest.raises(Refused, match="The first day of Nina is not over") as refused:
        starting_out.release(line.shop, mona, "nina", act=line.act())
    assert refused.value.data == {"needs": "waive"}
    act = line.act()
    day = starting_out.release(line.shop, mona, "nina", act=act, waive=True)
    assert (day.released_by, day.waived) == ("Mona", True)
    assert starting_out.release(line.shop, mona, "nina", act=act, waive=True) == day, "a retry is harmless"
    with pytest.raises(Refused, match="Nina needs no release"):
        starting_out.release(line.shop, mona, "Nina", act=line.act())
    assert [one.name for one in starting_out.newcomers(line.shop, mona)] == ["Nina"], "the record is kept"
    assert starting_out.first_day(line.shop, nina) == day


def test_colleagues_neither_release_nor_read_a_first_day(line: Line) -> None:
    nina, sam = newcomer(line), line.viewer("Sam")
    for viewer in (nina, sam):
        with pytest.raises(Refused):
            starting_out.release(line.shop, viewer, "Nina", act=line.act(), waive=True)
        with pytest.raises(Refused):
            starting_out.newcomers(line.shop, viewer)
    with pytest.raises(Refused):
        starting_out.first_day(line.shop, sam, "Nina")
    assert starting_out.first_day(line.shop, line.viewer("Mona"), "Nina").waits
    assert line.viewer("Nina").newcomer


def test_a_day_that_is_done_is_not_waived_and_the_release_can_be_taken_back(line: Line) -> None:
    nina, mona = newcomer(line), line.viewer("Mona")
    line.contact()
    first_day_done(line, nina)
    assert not starting_out.release(line.shop, mona, "Nina", act=line.act(), waive=True).waived
    undoing.undo(line.shop, mona, act=line.act())
    assert line.viewer("Nina").newcomer
    with pytest.raises(Refused, match="Your first day comes first"):
        line.claim(line.viewer("Nina"))


def test_each_step_can_be_taken_back(line: Line) -> None:
    nina = newcomer(line)
    first_day_done(line, nina)
    days = []
    for _ in range(3):
        undoing.undo(line.shop, nina, act=line.act())
        days.append(starting_out.first_day(line.shop, nina).missing)
    assert days == [
        ("make 5 more practice calls",),
        ("answer 8 questions", "make 5 more practice calls"),
        ("read the regulation", "answer 8 questions", "make 5 more practice calls"),
    ]


def test_a_newcomer_taken_out_again_comes_back_without_the_old_day(line: Line) -> None:
    newcomer(line)
    mona = line.viewer("Mona")
    undoing.undo(line.shop, mona, act=line.act())
    again = staffing.add_person(line.shop, mona, "Nina", {Role.SCOUT}, act=line.act())
    assert not again.newcomer
    assert starting_out.first_day(line.shop, line.viewer("Nina")).begun_at is None


def test_from_the_fourth_on_everybody_new_begins_with_one(line: Line) -> None:
    mona = line.viewer("Mona")
    line.shop.workspace = replace(line.shop.workspace, practice=False)
    assert staffing.add_person(line.shop, mona, "Nina", {Role.SCOUT}, act=line.act()).newcomer
    boss = staffing.add_person(line.shop, mona, "Max", {Role.MANAGER}, act=line.act())
    assert not boss.newcomer
    waived = staffing.add_person(line.shop, mona, "Noé", {Role.SCOUT}, act=line.act(), newcomer=False)
    assert not waived.newcomer
