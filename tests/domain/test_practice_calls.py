"""How a call with a scripted customer goes, and what it is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.practice_calls import (
    HOT,
    NEXT_CHECK_IN,
    PATIENCE,
    SATISFACTION,
    Noted,
    Playing,
    PracticeCall,
    Saying,
    Told,
    average,
    carded,
    score,
    walked,
)
from pipeline_tui.domain.scripts import Line, LineKind, Script, Step, Walk

SCRIPT = Script(
    "cold-call",
    "Cold call",
    "en",
    1,
    (
        Step("opening", "Opening", (Line(LineKind.MUST_SAY, "Name"), Line(LineKind.MUST_SAY, "Sale"))),
        Step("sofa", "Sofa", (Line(LineKind.SAY, "Who sits?"),)),
        Step("visit", "Visit", (Line(LineKind.MUST_SAY, "Two days"),)),
        Step("other", "Other", (Line(LineKind.MUST_SAY, "Never asked for"),)),
    ),
)
CALL = PracticeCall(
    "sofa",
    "The sofa",
    "cold-call",
    (
        Saying("Go on.", step="sofa"),
        Saying("But the cat!", card="cat"),
        Saying("And the stairs!", card="stairs"),
        Saying("A few, then.", step="visit"),
        Saying("Saturday.", handoff=True),
    ),
    teaches="Two cards.",
)
REQUIRED = ("need", "next")
WHOLE = Walk("cold-call", ("opening", "sofa", "visit"))
BRIEF = {"need": "a sofa", "next": "Saturday"}


def played(*told: str) -> Playing:
    """Play the call: a step of the script, or a card when it has a star."""
    playing = Playing(CALL)
    for one in told:
        playing = carded(playing, one[1:]) if one.startswith("*") else walked(playing, one)
    return playing


def test_the_customer_says_one_thing_after_the_other() -> None:
    heard = [played(*told).words for told in ((), ("sofa",), ("sofa", "*cat"), ("sofa", "*cat", "*stairs"))]
    assert heard == ["Go on.", "But the cat!", "And the stairs!", "A few, then."]
    assert played("sofa", "*cat", "*stairs", "visit").words == "Saturday."


def test_another_card_answers_nothing() -> None:
    assert played("sofa", "*stairs").words == "But the cat!"
    assert played("*cat").words == "Go on.", "nobody has objected yet"


def test_who_goes_on_over_an_objection_has_passed_it_over() -> None:
    playing = played("sofa", "visit")
    assert (playing.words, playing.kept, playing.answered, playing.wrong) == ("Saturday.", 2, frozenset(), 0)


def test_a_wrong_way_changes_nothing_but_patience() -> None:
    playing = played("other", "other")
    assert (playing.words, playing.wrong, playing.over) == ("Go on.", 2, False)
    gone = walked(playing, "visit")
    assert gone.wrong == PATIENCE
    assert gone.out_of_patience
    assert gone.over


def test_who_says_it_hanging_up_is_gone() -> None:
    call = PracticeCall("x", "X", "cold-call", (Saying("Never!", outcome="do-not-call", hangs_up=True),))
    assert Playing(call).over
    assert not Playing(CALL).over


@pytest.mark.parametrize(
    ("told", "walk", "outcome", "brief", "parts", "points"),
    [
        (("sofa", "*cat", "*stairs", "visit"), WHOLE, HOT, BRIEF, ((2, 2), (3, 3), (2, 2), (2, 2)), 100),
        (("sofa", "visit"), WHOLE, HOT, BRIEF, ((2, 2), (3, 3), (0, 2), (2, 2)), 80),
        (("sofa", "*cat", "*stairs", "visit"), WHOLE, HOT, {"need": "?", "next": " "}, None, 80),
        (
            ("sofa",),
            Walk("cold-call", ("opening", "sofa")),
            "refused",
            {},
            ((1, 2), (2, 3), (0, 2), (0, 2)),
            23,
        ),
        (("other", "other", "other"), None, "refused", {}, ((0, 2), (0, 3), (0, 2), (0, 2)), 0),
        (("sofa", "other", "*cat"), WHOLE, "refused", {}, ((0, 2), (3, 3), (1, 2), (0, 2)), 30),
    ],
)
def test_what_a_call_is_worth(
    told: tuple[str, ...],
    walk: Walk | None,
    outcome: str,
    brief: dict[str, str],
    parts: tuple[tuple[int, int], ...] | None,
    points: int,
) -> None:
    found = score(played(*told), SCRIPT, walk, outcome, brief, REQUIRED)
    if parts is not None:
        assert (found.steps, found.must_say, found.cards, found.brief) == parts
    assert found.points == points
    assert found.passed == (points >= 70)
    assert found.right == HOT


def test_a_line_marked_as_not_said_is_missed_and_another_way_gives_none() -> None:
    walk = Walk("cold-call", ("opening", "other"), unsaid=frozenset({"opening/2"}))
    assert score(played(), SCRIPT, walk, HOT, BRIEF, REQUIRED).must_say == (1, 3)


def test_nobody_picked_up_so_only_the_outcome_counts() -> None:
    call = PracticeCall("x", "X", "cold-call", (Saying("", outcome="no-answer"),))
    for outcome, points in (("no-answer", 100), ("refused", 0)):
        found = score(Playing(call), SCRIPT, Walk("cold-call", ("opening",)), outcome, {}, REQUIRED)
        assert (found.steps, found.must_say, found.cards, found.brief) == ((0, 0), (0, 0), (0, 0), (0, 0))
        assert found.points == points


@pytest.mark.parametrize(
    ("noted", "got"),
    [
        (None, 0),
        (Noted({}), 0),
        (Noted({"slot": "?"}, 8), 0),
        (Noted({"slot": "before 8"}), 1),
        (Noted({"slot": "anything that was typed"}, 9), 2),
        (Noted({"other": "before 8"}, 9, next_as_wished=True), 2),
        (Noted({"slot": "before 8"}, 9, next_as_wished=True), 3),
    ],
)
def test_what_they_told_counts_when_it_was_noted(noted: Noted | None, got: int) -> None:
    told = Told("slot", "before 8"), Told(SATISFACTION, "9"), Told(NEXT_CHECK_IN, "in 3 weeks")
    call = PracticeCall("x", "X", "check-in", (Saying("Fine.", outcome="reached"),), tells=told)
    found = score(Playing(call), SCRIPT, None, "reached", {}, REQUIRED, noted)
    assert found.noted == (got, 3)
    assert call.wishes_next == "in 3 weeks"
    assert found.points == round(100 * (got / 3 + 1) / 2), "the outcome is the other part"


@pytest.mark.parametrize("code", ["voicemail", "callback", "do-not-call"])
def test_to_a_machine_or_whoever_cuts_in_nothing_must_be_said(code: str) -> None:
    call = PracticeCall("x", "X", "cold-call", (Saying("After the tone.", outcome=code),))
    found = score(Playing(call), SCRIPT, None, code, {}, REQUIRED)
    assert (found.must_say, found.points) == ((0, 0), 100)


def test_a_practice_is_worth_the_mean_of_its_calls() -> None:
    good = score(played("sofa", "*cat", "*stairs", "visit"), SCRIPT, WHOLE, HOT, BRIEF, REQUIRED)
    bad = score(played("other", "other", "other"), SCRIPT, None, "refused", {}, REQUIRED)
    assert (average((good, bad)), average(())) == (50, 0)


@given(st.lists(st.sampled_from(["sofa", "visit", "other", "opening", "*cat", "*stairs", "*x"]), max_size=12))
def test_whatever_is_pressed_the_customer_has_words_and_a_score_is_a_share(told: list[str]) -> None:
    playing = played(*told)
    assert playing.words
    found = score(playing, SCRIPT, WHOLE, HOT, BRIEF, REQUIRED)
    for got, of in (found.steps, found.must_say, found.cards, found.brief):
        assert 0 <= got <= of
    assert 0 <= found.points <= 100
