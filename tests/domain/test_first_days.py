"""A first day in order, who begins with one, and the questions drawn from a regulation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.first_days import ASKED, FirstDay, begins_with_one
from pipeline_tui.domain.first_questions import FirstQuestion, chosen_for, drawn, rules_of
from pipeline_tui.domain.stages import Role

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
BEGUN = FirstDay(7, "Nina", begun_at=AT)
PAGE = """# Regulation

## Rules

- Name first.
- Only who is on the screen,
  and nobody else.

## Measured by

Visits that took place.
"""
PAGES = {
    Role.SCOUT: "\n".join(f"- Scouts do {number}." for number in range(10)),
    Role.HUNTER: "\n".join(f"- Hunters do {number}." for number in range(4)),
    Role.FARMER: "Nothing in a list.",
}


@pytest.mark.parametrize(
    ("day", "missing", "waits"),
    [
        (BEGUN, ("read the regulation", "answer 8 questions", "make 5 more practice calls"), True),
        (replace(BEGUN, read_at=AT), ("answer 8 questions", "make 5 more practice calls"), True),
        (replace(BEGUN, read_at=AT, answered_at=AT, practised=3), ("make 2 more practice calls",), True),
        (replace(BEGUN, read_at=AT, answered_at=AT, practised=6), (), True),
        (replace(BEGUN, read_at=AT, answered_at=AT, practised=5, released_at=AT), (), False),
        (replace(BEGUN, released_at=AT, practised=5, answered_at=AT), ("read the regulation",), False),
    ],
)
def test_what_is_still_to_do(day: FirstDay, missing: tuple[str, ...], waits: bool) -> None:
    assert day.missing == missing
    assert day.ready is not bool(missing)
    assert day.waits is waits


def test_who_never_had_one_waits_for_nothing() -> None:
    assert not FirstDay(7, "Nina").waits


@pytest.mark.parametrize(
    ("people", "works", "practice", "begins"),
    [(3, True, False, False), (4, True, False, True), (9, True, False, True), (9, False, False, False),
     (9, True, True, False)],
)  # fmt: skip
def test_from_the_fourth_person_on(people: int, works: bool, practice: bool, begins: bool) -> None:
    assert begins_with_one(people, works_a_stage=works, practice=practice) is begins


def test_rules_are_the_items_of_the_lists() -> None:
    assert rules_of(PAGE) == ("Name first.", "Only who is on the screen, and nobody else.")


def test_eight_questions_are_drawn_the_same_each_time() -> None:
    questions = drawn(Role.SCOUT, PAGES, "Which?")
    assert questions == drawn(Role.SCOUT, PAGES, "Which?")
    assert len(questions) == ASKED
    assert len({one.because for one in questions}) == ASKED, "each is about another rule"
    for one in questions:
        assert len(one.options) == 4
        own = {place for place, option in enumerate(one.options) if option.startswith("Scouts")}
        assert one.right == own
        assert 1 <= len(own) <= 2
        assert one.answered(frozenset(own))
        assert not one.answered(frozenset(own) | {min({0, 1, 2, 3} - own)})
    assert {len(one.right) for one in questions} == {1, 2}, "several answers may be right"


def test_a_regulation_without_a_list_asks_nothing() -> None:
    assert drawn(Role.FARMER, PAGES, "Which?") == ()


@given(st.lists(st.sampled_from(list(PAGES)), unique=True), st.integers(0, 9))
def test_who_works_several_stages_is_asked_of_each_and_never_more_than_eight(
    roles: list[Role], most: int
) -> None:
    known = {role: drawn(role, PAGES, "Which?")[:most] for role in PAGES}
    asked = chosen_for(roles, known)
    assert len(asked) == min(sum(len(known[role]) for role in roles), ASKED)
    assert len({one.id for one in asked}) == len(asked)
    for role in roles:
        assert not known[role] or any(one.role is role for one in asked)


def test_only_exactly_the_right_answers_are_right() -> None:
    one = FirstQuestion("x", Role.SCOUT, "Which?", ("a", "b", "c"), frozenset({0, 2}))
    assert [one.answered(frozenset(chosen)) for chosen in ({0, 2}, {0}, {0, 1, 2}, set())] == [
        True,
        False,
        False,
        False,
    ]
