"""The walk through a script: always on a step, nothing answered is lost, nothing filled in twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.script_walk import (
    GAP,
    PLACEHOLDERS,
    answer,
    back,
    choose,
    fill,
    line_id,
    mark_unsaid,
    missing_required,
    must_say_passed,
    placeholders_in,
    progress,
    standing,
    start,
)
from pipeline_tui.domain.scripts import (
    Answer,
    AnswerType,
    Line,
    LineKind,
    Proposal,
    Question,
    Script,
    Step,
    Walk,
)
from pipeline_tui.playbooks.reading import load_shipped

NEED = Question("need", AnswerType.TEXT, "What for?", required=True)
DAY = Question("event_date", AnswerType.DATE, "Which day?", required=True)
SCRIPT = Script(
    "cold-call",
    "Cold call",
    "en",
    1,
    (
        Step(
            "opening",
            "Opening",
            (
                Line(LineKind.SAY, "Good morning"),
                Line(LineKind.MUST_SAY, "My name is {operator}"),
                Line(LineKind.MUST_SAY, "It is a sales call"),
            ),
            (
                Answer("go on", step="need"),
                Answer("no", outcome="refused"),
                Answer("lost", step="nowhere"),
                Answer("a feast", step="day"),
            ),
        ),
        Step(
            "need",
            "Need",
            (Line(LineKind.ASK, NEED.prompt, NEED),),
            (Answer("hot", handoff=True), Answer("again", step="opening")),
        ),
        Step("day", "Day", (Line(LineKind.ASK, DAY.prompt, DAY),), (Answer("bye", outcome="callback"),)),
    ),
)


@pytest.mark.parametrize(
    ("digits", "stands_on", "proposal"),
    [
        ((), "opening", None),
        ((1,), "need", None),
        ((4,), "day", None),
        ((1, 2, 4), "day", None),
        ((2,), "opening", Proposal(outcome="refused")),
        ((1, 1), "need", Proposal(handoff=True)),
        ((9,), "opening", None),
        ((0,), "opening", None),
        ((-1,), "opening", None),
        ((3,), "opening", None),  # leads to no step: the key is dead, the call goes on
    ],
)
def test_digits_choose(digits: tuple[int, ...], stands_on: str, proposal: Proposal | None) -> None:
    walk = start(SCRIPT)
    proposed: Proposal | None = None
    for digit in digits:
        moved = choose(SCRIPT, walk, digit)
        if isinstance(moved, Walk):
            walk = moved
        else:
            proposed = moved
    assert standing(SCRIPT, walk).id == stands_on
    assert proposed == proposal


def test_back_keeps_what_was_answered_and_never_leaves_the_first_step() -> None:
    walk = choose(SCRIPT, start(SCRIPT), 1)
    assert isinstance(walk, Walk)
    walk = back(SCRIPT, answer(walk, "need", "weekly flowers"))
    assert standing(SCRIPT, walk).id == "opening"
    assert walk.answers == (("need", "weekly flowers"),)
    assert back(SCRIPT, walk).path == ("opening",)


def test_a_draft_of_an_older_script_stands_on_the_last_step_that_is_left() -> None:
    assert standing(SCRIPT, Walk("cold-call", ("opening", "need", "gone"))).id == "need"
    assert standing(SCRIPT, Walk("cold-call", ("gone",))).id == "opening"
    assert standing(SCRIPT, Walk("cold-call", ())).id == "opening"
    assert back(SCRIPT, Walk("cold-call", ("gone", "lost"))).path == ("opening",)


def test_only_the_branch_taken_asks_for_required_fields() -> None:
    walk = choose(SCRIPT, start(SCRIPT), 1)
    assert isinstance(walk, Walk)
    assert missing_required(SCRIPT, walk) == (NEED,)
    assert missing_required(SCRIPT, answer(walk, "need", "?")) == ()
    assert missing_required(SCRIPT, walk, {"need": "known before"}) == ()
    assert missing_required(SCRIPT, answer(answer(walk, "need", "x"), "need", "")) == (NEED,)


def test_must_say_lines_are_presumed_said_until_marked() -> None:
    walk = start(SCRIPT)
    passed = must_say_passed(SCRIPT, walk)
    assert [line.text for _, line in passed] == ["My name is {operator}", "It is a sales call"]
    second = passed[1][0]
    assert second == line_id(SCRIPT.steps[0], SCRIPT.steps[0].lines[2])
    assert mark_unsaid(walk, second).unsaid == {second}
    assert mark_unsaid(mark_unsaid(walk, second), second, unsaid=False).unsaid == frozenset()


@pytest.mark.parametrize(
    ("text", "values", "filled"),
    [
        ("Hello {first_name}", {"first_name": "Zoé"}, "Hello Zoé"),
        ("Hello {first_name}", {}, f"Hello {GAP}"),
        ("Hello {first_name}", {"first_name": "  "}, f"Hello {GAP}"),
        ("You said: {first_name}. Still so?", {}, f"You said: {GAP} Still so?"),
        ("{name} and {name}", {"name": "A"}, "A and A"),
        ("Hello {first_name}", {"first_name": "{last_name}", "last_name": "SECRET"}, "Hello {last_name}"),
        ("Hello {name}", {"name": "{0.__class__} %s $x"}, "Hello {0.__class__} %s $x"),
        ("Hello {name}", {"name": r"\g<0>\1"}, r"Hello \g<0>\1"),
        ("{name.__class__}", {"name": "x"}, GAP),
        ("50 % off, 5 $, { and }", {}, "50 % off, 5 $, { and }"),
    ],
)
def test_placeholders_are_filled_once(text: str, values: dict[str, str], filled: str) -> None:
    assert fill(text, values) == filled


def test_placeholders_are_found() -> None:
    assert placeholders_in("{a} {b_c} {} {x y}") == ("a", "b_c", "")
    assert {"civility_name", "firm", "brief_next"} <= PLACEHOLDERS


@given(st.dictionaries(st.sampled_from(sorted(PLACEHOLDERS)), st.text(max_size=30)), st.text(max_size=30))
def test_no_value_is_ever_read_as_a_template(values: dict[str, str], around: str) -> None:
    text = around.replace("{", "").replace("}", "") + "".join(
        f"[{{{name}}}]" for name in sorted(PLACEHOLDERS)
    )
    expected = around.replace("{", "").replace("}", "") + "".join(
        f"[{values.get(name, '').strip() or GAP}]" for name in sorted(PLACEHOLDERS)
    )
    assert fill(text, values) == expected


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """Draw any script, sound or not: answers may lead nowhere, ids may repeat."""
    ids = draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6))
    target = st.sampled_from("abcdefz")
    answers = st.one_of(
        target.map(lambda to: Answer("go", step=to)),
        st.just(Answer("end", outcome="refused")),
        st.just(Answer("hot", handoff=True)),
    )
    steps = tuple(Step(step_id, step_id, (), tuple(draw(st.lists(answers, max_size=9)))) for step_id in ids)
    return Script("any", "Any", "en", 1, steps)


@given(scripts(), st.lists(st.integers(-1, 11), max_size=30))
def test_any_keys_on_any_script_stand_on_an_existing_step(script: Script, keys: list[int]) -> None:
    walk = start(script)
    for key in keys:
        moved = back(script, walk) if key == 0 else choose(script, walk, key)
        if isinstance(moved, Walk):
            walk = moved
        else:
            assert bool(moved.outcome) != moved.handoff
        assert standing(script, walk) in script.steps
        assert walk.path
        assert script.step(walk.path[-1]) is not None


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (("opening",), (1, 5)),
        (("opening", "who"), (2, 5)),
        (("opening", "source", "who"), (3, 6)),
        (("opening", "leaving"), (2, 2)),
        (("no-such-step",), (1, 5)),
        (("opening", "who", "weekly", "decision", "promise"), (5, 5)),
    ],
)
def test_progress_counts_the_way_taken_and_the_shortest_to_a_hand_off(
    path: tuple[str, ...], shown: tuple[int, int]
) -> None:
    script = load_shipped("florist").script("cold-call", "en")
    assert script is not None
    assert progress(script, Walk(script.id, path)) == shown
