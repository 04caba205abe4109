"""Must-say lines: presumed said, kept with the call when marked, counted for the manager, never a gate."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline_tui.cli.main import main
from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.must_say import MustSayRow, Walked, must_say_rows
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import claiming, dialling, drafting, handing_off, reporting
from pipeline_tui.services.undoing import undo
from tests.shops import Line, opened_line

FIRST, SECOND = "opening/2", "opening/3"  # of the florist's cold call


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path / "shop") as made:
        yield made


def reached(line: Line, sam: Viewer, draft: Draft, code: str = "refused") -> None:
    line.contact()
    desk = line.call(sam)
    dialling.record_outcome(line.shop, sam, desk.token, code, act=line.act(), draft=draft)


def counted(line: Line) -> dict[str, tuple[int, int]]:
    rows = reporting.must_say(line.shop, line.viewer("Mona"))
    return {row.line: (row.passed, row.not_said) for row in rows if row.script == "cold-call" and row.passed}


def test_lines_are_presumed_said_and_a_mark_is_kept_with_the_call(line: Line) -> None:
    sam = line.viewer("Sam")
    reached(line, sam, Draft())
    reached(line, sam, Draft(path=("opening", "leaving"), unsaid=(SECOND,)))
    assert counted(line) == {FIRST: (2, 0), SECOND: (2, 1)}
    assert [json.loads(row[0]) for row in line.all("SELECT unsaid FROM call ORDER BY id")] == [[], [SECOND]]


def test_a_call_that_reached_nobody_passed_no_line(line: Line) -> None:
    reached(line, line.viewer("Sam"), Draft(unsaid=(FIRST,)), "no-answer")
    assert counted(line) == {}


def test_a_kept_draft_brings_its_marks_to_an_outcome_from_the_shell(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk = line.call(sam)
    drafting.keep_draft(line.shop, sam, desk.token, Draft(note="hm", unsaid=(FIRST,)))
    dialling.record_outcome(line.shop, sam, desk.token, "refused", act=line.act())
    assert counted(line) == {FIRST: (1, 1), SECOND: (1, 0)}


def test_undo_brings_the_marks_back_into_the_draft(line: Line) -> None:
    sam = line.viewer("Sam")
    reached(line, sam, Draft(note="no", path=("opening", "leaving"), unsaid=(FIRST, SECOND)))
    undo(line.shop, sam, act=line.act())
    desk = claiming.in_hand(line.shop, sam)
    assert desk is not None
    assert (desk.draft.note, desk.draft.unsaid) == ("no", (FIRST, SECOND))
    assert counted(line) == {}
    dialling.record_outcome(line.shop, sam, desk.token, "refused", act=line.act(), draft=Draft(note="yes"))
    assert counted(line)[FIRST] == (1, 0)


def test_a_hand_off_keeps_the_marks_and_is_not_held_up_by_them(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk = line.call(sam)
    draft = Draft(path=("opening", "who"), unsaid=(FIRST,))
    brief = {"need": "roses", "next": "quote"}
    handing_off.hand_off(line.shop, sam, desk.token, brief, act=line.act(), draft=draft)
    assert counted(line)[FIRST] == (1, 1)
    undo(line.shop, sam, act=line.act())
    again = claiming.in_hand(line.shop, sam)
    assert again is not None
    assert again.draft.unsaid == (FIRST,)


def test_a_mark_on_a_step_gone_back_from_counts_for_nothing(line: Line) -> None:
    playbook = line.shop.playbook
    rows = must_say_rows(playbook, "en", [Walked("cold-call", "", ("who",), frozenset({FIRST}), 3)])
    assert not [row for row in rows if row.passed or row.not_said]
    french = must_say_rows(playbook, "en", [Walked("cold-call", "fr", (), frozenset(), 2)])
    assert {row.language for row in french if row.passed} == {"fr"}
    assert all(row.share == 0 for row in french if row.passed)
    gone = must_say_rows(playbook, "en", [Walked("no-such-script", "", (), frozenset())])
    assert not [row for row in gone if row.passed]


def test_the_shell_prints_it_three_ways(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    sam = line.viewer("Sam")
    reached(line, sam, Draft(unsaid=(SECOND,)))
    reached(line, sam, Draft())
    path = str(line.shop.store.path)
    line.shop.close()
    asked = ["--workspace", path, "--as", "Mona", "report", "must-say"]
    assert main(asked) == 0
    assert "50%" in capsys.readouterr().out
    assert main([*asked, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    marked = next(row for row in rows if row["line"] == SECOND and row["script"] == "cold-call")
    assert (marked["passed"], marked["not_said"], marked["share"]) == ("2", "1", "0.5000")
    assert main([*asked, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert set(MustSayRow.__dataclass_fields__) | {"id"} == set(listed[0])
    assert main(["--workspace", path, "--as", "Sam", "report", "must-say"]) == 1
    assert "For managers only" in capsys.readouterr().err
