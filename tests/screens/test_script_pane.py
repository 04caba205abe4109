"""The script pane: nothing hidden without a mark, answers always in sight, fields that say what they read."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from textual.widgets import Input

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.objection_cards import matching
from pipeline_tui.domain.playbook import Card
from pipeline_tui.domain.scripts import Answer, AnswerType, Line, LineKind, Question, Script, Step
from pipeline_tui.screens.objections import Objections
from pipeline_tui.screens.session import Session
from pipeline_tui.widgets.field_line import FieldLine
from pipeline_tui.widgets.known_pane import KnownPane
from pipeline_tui.widgets.script_pane import Body, ScriptPane
from tests.screens.driving import front, opened, press, seen, settle, write
from tests.screens.fake_shop import CLAIRE, FakeDoors, session_with

LONG = "an answer of ninety characters that goes on about what they said until the very end number"
SIXTY = tuple(Line(LineKind.SAY, f"Line {number} of what is read out.") for number in range(1, 61))
QUESTIONS = tuple(
    Line(LineKind.ASK, "", Question(f"field{number}", kind, f"Question {number}?", choices=("red", "green")))
    for number, kind in enumerate((*AnswerType, *AnswerType), start=1)
)
NASTY = "漢字かな交じり文 " * 12 + "שלום עולם " * 6 + "e\u0301" * 60 + " " + "Donaudampfschifffahrt" * 5


def script(lines: tuple[Line, ...], answers: tuple[Answer, ...], language: str = "en") -> Script:
    return Script("cold-call", "Cold call", language, 3, (Step("one", "Need", lines, answers), END))


END = Step("two", "End", (Line(LineKind.SAY, "Good-bye."),), (Answer("They agree", handoff=True),))


def session_of(made: Script, doors: FakeDoors | None = None) -> Session:
    session = session_with(doors or FakeDoors())
    return replace(session, playbook=replace(session.playbook, scripts=(made,)))


def pane(app: PipelineApp) -> list[str]:
    region = app.screen.query_one(ScriptPane).region
    rows = seen(app).splitlines()[region.y : region.bottom]
    return [row[region.x :].rstrip(" ▁▂▃▄▅▆▇█") for row in rows]  # without the scrollbar


def words(app: PipelineApp) -> str:
    return " ".join(" ".join(pane(app)).split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_nine_long_answers_stay_in_sight_and_can_be_read_in_full(size: tuple[int, int]) -> None:
    answers = tuple(Answer(f"{LONG} {number}", step="two") for number in range(1, 10))
    async with opened(session_of(script(SIXTY, answers)), size=size) as (app, pilot):
        await press(pilot, "enter")
        rows = pane(app)
        for number in range(1, 10):
            assert any(row.strip().startswith(f"{number} an answer") for row in rows), rows
        marks = [row for row in rows if "▼" in row]
        assert len(marks) == 1
        assert "more lines · PgDn" in marks[0]
        assert "▲" not in "".join(rows)
        await press(pilot, *["pagedown"] * 4)
        app.screen.query_one(Body).scroll_end(animate=False, immediate=True)
        await settle(pilot)
        rows = pane(app)
        assert any("▲" in row and "above · PgUp" in row for row in rows)
        assert "▼" not in "".join(rows)
        if size == (80, 24):
            assert any(row.rstrip().endswith("…") for row in rows)
            assert "number 9" in " ".join(" ".join(rows).split())


async def test_every_line_of_a_long_step_is_seen_by_paging() -> None:
    answers = (Answer("Go on", step="two"),)
    async with opened(session_of(script(SIXTY, answers))) as (app, pilot):
        await press(pilot, "enter")
        found: set[str] = set()
        for _ in range(11):
            found |= {row.strip() for row in pane(app)}
            await press(pilot, "pagedown")
        assert {f"Line {number} of what is read out." for number in range(1, 61)} <= found
        assert "1 Go on" in found


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_the_count_of_the_mark_is_true(size: tuple[int, int]) -> None:
    async with opened(session_of(script(SIXTY[:9], (Answer("Go on", step="two"),))), size=size) as (
        app,
        pilot,
    ):
        await press(pilot, "enter")
        body = app.screen.query_one(Body)
        above, below = body.cut
        assert above == 0
        assert below == max(17 - body.size.height, 0)  # nine lines with a free one between each two
        assert ("▼" in "".join(pane(app))) is bool(below)


async def test_hostile_words_break_nothing() -> None:
    lines = (
        Line(LineKind.SAY, NASTY),
        Line(LineKind.HINT, NASTY),
        Line(LineKind.MUST_SAY, NASTY),
        *QUESTIONS,
    )
    answers = tuple(Answer(NASTY, step="two") for _ in range(9))
    async with opened(session_of(script(lines, answers))) as (app, pilot):
        await press(pilot, "enter")
        for _ in range(12):
            rows = pane(app)
            for number in range(1, 10):
                assert any(row.startswith((f"{number} ", f" {number} ")) for row in rows), rows
            await press(pilot, "pagedown")
        await press(pilot, "tab")
        assert app.focused is not None
        assert app.screen.query_one(Body).region.overlaps(app.focused.region)


async def test_tab_goes_round_the_fields_and_enter_in_the_last_gives_the_keys_back() -> None:
    async with opened(session_of(script(QUESTIONS, (Answer("Go on", step="two"),)))) as (app, pilot):
        await press(pilot, "enter", "tab")
        fields = list(app.screen.query(FieldLine))
        inputs = [field.query_one(Input) for field in fields]
        assert inputs[0].has_focus
        await write(pilot, "some words")
        await press(pilot, "tab", "tab", "shift+tab")
        assert inputs[1].has_focus
        await press(pilot, "shift+tab", "shift+tab")
        assert inputs[-1].has_focus
        await write(pilot, "yes")
        await press(pilot, "enter")
        assert not app.screen.query("Input:focus")
        await press(pilot, "tab")
        assert inputs[1].has_focus, "the first one without an answer"
        await write(pilot, "12k")
        await press(pilot, "escape")
        assert app.focused is None
        assert inputs[0].value == "some words"
        assert inputs[1].value == "12000.00 EUR"


@pytest.mark.parametrize(
    ("kind", "typed", "shown", "mark"),
    [
        (AnswerType.MONEY, "1,200.50", "= €1,200.50", "✓"),
        (AnswerType.MONEY, "?", "= asked, not known", "✓"),
        (AnswerType.MONEY, "a lot", "! wanted: an amount such as", "!"),
        (AnswerType.DATE, "next friday", "= Fri 4 Dec 2026", "✓"),
        (AnswerType.DATE, "31/02", "! wanted: a date such as", "!"),
        (AnswerType.NUMBER, "12", "= 12", "✓"),
        (AnswerType.CHOICE, "2", "1 red 2 green", "✓"),
        (AnswerType.CHOICE, "gr", "1 red 2 green", "✓"),
        (AnswerType.CHOICE, "blue", "! wanted: one of: red, green", "!"),
        (AnswerType.YES_NO, "oui", "= yes", "✓"),
    ],
)
async def test_a_field_says_how_it_was_read(kind: AnswerType, typed: str, shown: str, mark: str) -> None:
    question = Question("field", kind, "What?", choices=("red", "green"))
    lines = (Line(LineKind.ASK, "", question),)
    async with opened(session_of(script(lines, (Answer("Go on", step="two"),)))) as (app, pilot):
        await press(pilot, "enter", "tab")
        await write(pilot, typed)
        await press(pilot, "escape")
        assert shown in words(app)
        assert f" {mark}" in pane(app)[3]
        await press(pilot, "1", "backspace")
        assert shown in words(app), "it comes back as it was"
        assert f" {mark}" in pane(app)[3]


async def test_half_a_date_is_no_mistake_yet_and_a_whole_one_is_read_while_typed() -> None:
    lines = (Line(LineKind.ASK, "", Question("day", AnswerType.DATE, "When?")),)
    async with opened(session_of(script(lines, ()))) as (app, pilot):
        await press(pilot, "enter", "tab", "2", "4", "/")
        assert "!" not in "".join(pane(app))
        await press(pilot, "1", "2")
        assert "= Thu 24 Dec 2026, in 31 days" in "".join(pane(app))


async def test_what_was_not_understood_is_kept_as_typed_and_never_stored_as_an_answer() -> None:
    lines = (Line(LineKind.ASK, "", Question("budget", AnswerType.MONEY, "How much?")),)
    kept = Draft(answers=MappingProxyType({"budget": "a lot"}))
    doors = FakeDoors((replace(CLAIRE, draft=kept),))
    async with opened(session_of(script(lines, ()), doors)) as (app, pilot):
        await press(pilot, "enter")
        assert app.screen.query_one(Input).value == "a lot"
        assert "! wanted" in " ".join(pane(app))
        await press(pilot, "enter", "n")
        (given,) = doors.named("record_outcome")
        assert dict(given["draft"].answers) == {}


async def test_a_field_is_called_by_its_name_and_never_by_its_code() -> None:
    asked = (Question(field, AnswerType.TEXT, "What?") for field in ("need", "event_date", "table_count"))
    lines = tuple(Line(LineKind.ASK, "", one) for one in asked)
    async with opened(session_of(script(lines, (Answer("Go on", step="two"),)))) as (app, pilot):
        await press(pilot, "enter")
        for name in ("Need", "Date of the…", "Tables to d…"):
            assert name in words(app), name
        assert "_" not in words(app)


async def test_what_was_just_learned_stands_in_the_third_column_at_once() -> None:
    lines = (Line(LineKind.ASK, "", Question("need", AnswerType.TEXT, "What?")),)
    async with opened(session_of(script(lines, ())), size=(160, 50)) as (app, pilot):
        await press(pilot, "enter", "tab")
        await write(pilot, "roses weekly")
        await press(pilot, "escape")
        known = app.screen.query_one(KnownPane).region
        column = "\n".join(row[known.x :] for row in seen(app).splitlines())
        assert "roses weekly" in column


async def test_marking_a_line_not_said_moves_neither_text_nor_cursor() -> None:
    must = Line(LineKind.MUST_SAY, "My name is {operator}.")
    answers = (Answer("Go on", step="two"),)
    async with opened(session_of(script((must, *SIXTY[:40]), answers))) as (app, pilot):
        await press(pilot, "enter", "pagedown")
        before = app.screen.query_one(Body).scroll_y
        assert before > 0
        await press(pilot, "!")
        assert app.screen.query_one(Body).scroll_y == before
        await press(pilot, "pageup")
        assert "✗ My name is Amélie." in " ".join(" ".join(pane(app)).split())
        assert "not said" in " ".join(pane(app))
        await press(pilot, "!")
        assert "not said" not in " ".join(pane(app))


def card(name: str, title: str, text: str) -> Card:
    return Card(name, "objection", title, text)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", "abc"),
        ("expens", "ca"),
        ("TOO expensive", "c"),
        ("cher", "b"),
        ("much too dear madame", "cb"),
        ("xyzzy", ""),
    ],
)
def test_cards_are_ranked_by_the_words_they_hold(typed: str, found: str) -> None:
    cards = (
        card("a", "I must think", "It is not expensive."),
        card("b", "Trop chér", "much"),
        card("c", "Too expensive", "Dear is relative, for us and for you: much is free."),
    )
    assert "".join(one.id for one in matching(cards, typed)) == found


@pytest.mark.parametrize("key", ["o", "ctrl+o"])
async def test_objections_come_back_to_the_very_step_and_place(key: str) -> None:
    answers = (Answer("Go on", step="two"),)
    async with opened(session_of(script((*SIXTY, *QUESTIONS), answers))) as (app, pilot):
        await press(pilot, "enter", "pagedown", "pagedown")
        if key == "ctrl+o":
            await press(pilot, "tab")
            await write(pilot, "half an ans")
        focused, place = app.focused, app.screen.query_one(Body).scroll_y
        await press(pilot, key)
        assert isinstance(front(app), Objections)
        await write(pilot, "expensive")
        await press(pilot, "down", "escape")
        assert not isinstance(front(app), Objections)
        assert app.focused is focused
        assert app.screen.query_one(Body).scroll_y == place
        assert "Need" in pane(app)[0]
        if isinstance(focused, Input):
            assert focused.value == "half an ans"


@pytest.mark.parametrize(("language", "says"), [("en", False), ("", False), ("de", True)])
async def test_a_script_in_another_language_says_so(language: str, says: bool) -> None:
    desk: Desk = replace(CLAIRE, language=language)
    doors = FakeDoors((desk,))
    async with opened(session_of(script(SIXTY[:1], ()), doors)) as (app, pilot):
        await press(pilot, "enter")
        assert pane(app)[0].strip().startswith("Cold call v3")
        assert ("v3 in English · Need" in pane(app)[0]) is says


async def test_the_heading_says_how_far_along() -> None:
    async with opened(session_of(script(SIXTY[:1], (Answer("Go on", step="two"),)))) as (app, pilot):
        await press(pilot, "enter")
        assert pane(app)[0].endswith("1/2")
        await press(pilot, "1")
        assert "· End" in pane(app)[0]
        assert pane(app)[0].endswith("2/2")
        await press(pilot, "backspace")
        assert pane(app)[0].endswith("1/2")
