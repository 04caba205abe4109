"""The linear desk on a real workspace: everything a scout does, typed line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from pipeline_tui.cli.plain import check_alone
from pipeline_tui.cli.plain_lease import Lease
from pipeline_tui.domain.errors import HoldLost, PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import claiming
from tests.services.plainly import typing
from tests.shops import Line, opened_line


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path / "shop") as made:
        yield made


def stored(line: Line) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in line.all("SELECT outcome, note FROM call ORDER BY id")]


def test_a_morning(line: Line) -> None:
    for name in ("Martin", "Ngo", "Petit"):
        line.contact(name)
    said = typing(
        line, "Sam",
        "", "i", "e", "at work until five", "", "",
        "n",
        "", "r",
        "", "w", "disconnected",
        "u", "v",
    )  # fmt: skip
    assert stored(line) == [
        ("no-answer", "at work until five"),
        ("refused", ""),
        ("voicemail", ""),
    ]
    assert "Claire MARTIN" in said
    assert "The calling rules allow this call." in said
    assert "Stored: No answer, Claire MARTIN; attempt 1 of 4" in said
    assert "Taken back: outcome, Claire PETIT." in said
    assert "Nothing to call now." in said
    assert said.endswith("Good-bye.\n")
    assert line.broken() == ""


def test_every_prompt_says_what_can_be_typed(line: Line) -> None:
    line.contact()
    said = typing(
        line, "Sam",
        "?", "", "?", "e", "?", "", "p", "?", ".", "l", "?", ".", "", "?", "1", "3",
        "??", "roses", "?", "o", "?", ".", "w", "?", ".", "c", "?", ".", "h", "??", ".",
    )  # fmt: skip
    assert said.count("You can type:") == 11
    assert "Need, answered" not in said
    assert stored(line) == [("", "")]


def test_questions_are_asked_until_they_are_understood(line: Line) -> None:
    line.contact()
    said = typing(line, "Sam", "", "", "1", "1", "for the lobby", "three", "12", "2", "?", "R")
    assert "Not understood, wanted: 12 or 12.5; ? = not known." in said
    assert "every fortnight." in said
    assert "asked, not known." in said
    answers = {row[0]: row[1] for row in line.all("SELECT field, value FROM answer")}
    assert answers == {
        "need": "for the lobby",
        "places": "12",
        "frequency": "every fortnight",
        "supplier": "?",
    }
    (path,) = line.one("SELECT path FROM call")
    assert json.loads(path) == ["opening", "who", "weekly"]


def test_the_script_goes_back_keeps_answers_and_marks_lines(line: Line) -> None:
    line.contact()
    said = typing(line, "Sam", "", "", "!", "2", "1", "1", "roses", ".", "back", "back", "9", "x")
    assert "Marked as not said." in said
    assert "Must say, not said: I will be straight with you" in said
    assert "This step has 5 answers." in said
    assert line.one("SELECT unsaid FROM call")[0] == '["opening/3"]'
    assert {row[0]: row[1] for row in line.all("SELECT field, value FROM answer")} == {"need": "roses"}


def test_an_answer_that_ends_the_call_is_asked_once(line: Line) -> None:
    line.contact()
    typing(line, "Sam", "", "", "5", "1", "n", "1", "y")
    assert stored(line) == [("refused", "")]


def test_a_call_back_is_read_back_and_offered_at_allowed_times(line: Line) -> None:
    line.contact()
    said = typing(line, "Sam", "", "", "c", "gibberish", "tue 14:20", "wed 15:00", "")
    assert "Tue 24 Nov 14:20." in said
    assert "Wed 25 Nov 15:00." in said
    assert "Stored: Call back" in said
    (due,) = line.one("SELECT promise_due FROM position")
    assert due is not None
    assert "Your next callback stands: Wed 25 Nov 2026 15:00, Ms Martin." in typing(line, "Sam")
    line.contact("Ngo")
    said = typing(line, "Sam", "", "", "c", "next sunday 9h", "", "2")
    assert "1: " in said
    assert "exact: they asked for exactly this time." in said
    assert "Stored: Call back" in said
    line.contact("Petit")
    typing(line, "Sam", "", "", "c", "next sunday 9h", "", "exact")
    kinds = [row[0] for row in line.all("SELECT promise FROM position ORDER BY contact_id")]
    assert kinds == ["callback", "callback", "exact"]


def test_a_hand_off_names_what_is_required_and_accepts_unknown(line: Line) -> None:
    line.contact()
    said = typing(
        line, "Sam", "", "", "1", "1", "roses in the lobby", ".",
        "h", "", "?", "", "", "", "", "quote by tuesday", "hugo", "",
    )  # fmt: skip
    assert "Required: Need, Promised next step." in said or "Required:" in said
    assert "[roses in the lobby]" in said
    assert "Handed off: Claire MARTIN, to Hugo." in said
    (brief,) = line.one("SELECT brief FROM hand_off")
    assert json.loads(brief)["need"] == "roses in the lobby"


def test_a_hand_off_that_lacks_something_asks_for_just_that(line: Line) -> None:
    line.contact()
    fields = len(line.shop.playbook.brief)
    said = typing(line, "Sam", "", "", "h", *[""] * fields, "?", "?", "", "")
    assert "Still wanted:" in said
    assert "Handed off: Claire MARTIN, to the team." in said


def test_one_tier_hands_over_without_ceremony(tmp_path: Path) -> None:
    from tests.shops import F, H, M, S

    people = (("Anne", frozenset({S, H, F, M})),)
    with opened_line(tmp_path / "one", Structure.ONE_TIER, people) as line:
        line.contact()
        said = typing(line, "Anne", "", "", "h")
        assert "Handed off: Claire MARTIN, to Anne." in said
        assert "put back there" in said


def test_the_third_skip_in_an_hour_needs_a_reason(line: Line) -> None:
    for name in ("Martin", "Ngo", "Petit", "Durand"):
        line.contact(name)
    said = typing(line, "Sam", "", "s", "s", "s", "?", "1")
    assert said.count("Skipped ") == 3
    assert "Why skip this one?" in said


def test_a_pause_runs_until_enter_and_is_found_again(line: Line) -> None:
    said = typing(line, "Sam", "p", "1")
    assert "On a pause since 14:03" in said
    line.later(minutes=7)
    said = typing(line, "Sam", "")
    assert "On a pause since 14:03" in said
    assert "Back after 7 minutes." in said


def test_figures_late_words_and_look_up(line: Line) -> None:
    line.contact("Martin", numbers=(line.number("+33199001234"),))
    typing(line, "Sam", "", "", "N", "quit")
    line.later(seconds=30)
    said = typing(line, "Sam", "late", "1", "they sounded busy", "figures", "l", "01 99 00 99 99")
    assert "Added." in said
    assert "Calls: 1." in said
    assert "Nobody here has this number." in said
    said = typing(line, "Sam", "l", "01 99 00 12 34", "y", "y", "r")
    assert "Stored: Refused, Claire MARTIN; rests until" in said


def test_an_empty_queue_says_why_and_when(line: Line) -> None:
    line.contact()
    line.later(hours=8)
    said = typing(line, "Sam", "")
    assert "Nothing to call now." in said
    assert "1 outside their calling hours." in said
    assert "The next one may be rung Tue 24 Nov 2026 10:00." in said


def test_a_refused_dial_is_told_in_title_detail_and_next_step(line: Line) -> None:
    line.contact()
    line.at = line.at.replace(hour=18, minute=59, second=50)  # ten seconds before closing
    said = typing(line, "Sam", "", lambda: line.later(seconds=20), "")
    assert "\nThis call is not allowed\n" in said
    assert "Possible from Tue 24 Nov 10:00." in said
    assert line.all("SELECT id FROM call") == []


def test_a_lost_contact_is_told_and_the_line_being_typed_is_kept(line: Line) -> None:
    contact, sam, paul = line.contact(), line.viewer("Sam"), line.viewer("Paul")

    def taken_by_paul() -> None:
        line.later(minutes=3)
        assert line.claim(paul).contact_id == contact

    said = typing(line, sam, "", "e", taken_by_paul, "three rooms near the tram", "figures")
    assert "Lost:" in said
    assert "What you typed for Claire MARTIN is kept." in said
    assert "A colleague has the contact in hand." in said
    assert "Calls: 0." in said
    (note,) = line.one("SELECT body FROM draft")
    assert json.loads(note)["note"] == "three rooms near the tram"


def test_every_line_is_kept_and_found_again(line: Line) -> None:
    contact = line.contact()
    typing(line, "Sam", "", "", "1", "1", "roses", ".", "e", "first", "second")
    said = typing(line, "Sam")
    assert "This call was dialled, and awaits how it ended." in said
    assert "Your note so far: first; second" in said
    assert "step 3 of at least 5: Weekly." in said
    assert "Need, answered: roses." in said
    desk = claiming.in_hand(line.shop, line.viewer("Sam"))
    assert desk is not None
    assert desk.contact_id == contact
    assert desk.draft.note == "first\nsecond"


def test_words_of_a_list_cannot_speak_for_the_desk(line: Line) -> None:
    line.contact("Mar\x1b[2Jtin\nStored: Refused")
    said = typing(line, "Sam", "")
    assert "\x1b" not in said
    assert not [row for row in said.splitlines() if row.startswith("Stored")]


def test_only_scouts_sit_here(line: Line) -> None:
    with pytest.raises(Refused):
        typing(line, "Hugo")


@pytest.mark.parametrize(
    ("words", "alone"),
    [((), False), (("--plain",), True), (("--plain", "--help"), False), (("next",), False)],
)
def test_plain_stands_alone(words: tuple[str, ...], alone: bool) -> None:
    assert check_alone(words) is alone


def test_plain_takes_no_command() -> None:
    with pytest.raises(UsageTrouble):
        check_alone(("--plain", "next"))


def test_the_lease_is_renewed_and_its_loss_told_once() -> None:
    renewed: list[str] = []
    told: list[PipelineError] = []
    enough, heard = Event(), Event()

    def renew(token: str) -> None:
        renewed.append(token)
        if len(renewed) == 3:
            enough.set()
            raise HoldLost("gone")

    def tell(error: PipelineError) -> None:
        told.append(error)
        heard.set()

    lease = Lease(renew, tell, every=0.005)
    lease.hold("t1")
    lease.begin()
    assert enough.wait(60)
    assert heard.wait(60)
    lease.end()
    assert renewed == ["t1", "t1", "t1"]
    assert [one.title for one in told] == ["gone"]
