"""Who does what, typed in a line: names, roles in words, and the structure that follows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.crew_words import read_crew, structure_of
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.stages import ROLE_OF_STAGE, Role
from pipeline_tui.domain.structures import Structure, stages_covered

S, H, F, M = Role.SCOUT, Role.HUNTER, Role.FARMER, Role.MANAGER


@pytest.mark.parametrize(
    ("typed", "people", "structure"),
    [
        ("Anne", [("Anne", {S, H, F, M})], "one-tier"),
        ("Anne, Paul", [("Anne", {S, H, F, M}), ("Paul", {S, H, F})], "one-tier"),
        ("Anne find, Paul sell and keep", [("Anne", {S, M}), ("Paul", {H, F})], "two-tier-finder"),
        ("Anne find and sell, Paul keep", [("Anne", {S, H, M}), ("Paul", {F})], "two-tier-closer"),
        ("Anne find, Paul sell, Zoé keep", [("Anne", {S, M}), ("Paul", {H}), ("Zoé", {F})], "three-tier"),
        ("Anne: scout, hunter; Paul: farmer", [("Anne", {S, H, M}), ("Paul", {F})], "two-tier-closer"),
        ("Jean-Luc de la Tour trouve; Zoé vend et suit les clients manage",
         [("Jean-Luc de la Tour", {S}), ("Zoé", {H, F, M})], "two-tier-finder"),
        ("Nadia manage, Paul", [("Nadia", {M}), ("Paul", {S, H, F})], "one-tier"),
        ("Anne, Paul find", [("Anne", {S, H, F, M}), ("Paul", {S})], "two-tier-finder"),
        ("Anne find + keep, Paul sell", [("Anne", {S, F, M}), ("Paul", {H})], "three-tier"),
        (" Anne ,, Paul ,", [("Anne", {S, H, F, M}), ("Paul", {S, H, F})], "one-tier"),
        ("Hunter", [("Hunter", {S, H, F, M})], "one-tier"),
    ],
)  # fmt: skip
def test_a_line_gives_people_and_structure(
    typed: str, people: list[tuple[str, set[Role]]], structure: str
) -> None:
    crew = read_crew(typed)
    assert [(name, set(roles)) for name, roles in crew.people] == people
    assert crew.structure.value == structure


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "At least one name"),
        (" , ; ", "At least one name"),
        ("Anne, anne", "twice"),
        ("Anne find", "nobody sells and nobody keeps the clients"),
        ("Anne manage", "nobody finds"),
        ("Anne: juggle", "juggle"),
    ],
)
def test_what_is_missing_is_said(typed: str, said: str) -> None:
    with pytest.raises(UsageTrouble) as told:
        read_crew(typed)
    assert said in f"{told.value.title} {told.value.detail}"
    assert told.value.next_step


def test_the_first_call_is_the_manager_s_where_they_find_else_a_scout_s() -> None:
    assert read_crew("Anne find, Paul sell, Zoé keep and manage").opener == "Anne"
    assert read_crew("Anne find, Paul find sell keep manage").opener == "Paul"


def test_who_runs_the_line_is_the_first_one_unless_it_is_said() -> None:
    assert read_crew("Anne, Paul").manager == "Anne"
    assert read_crew("Anne, Paul find sell keep manage").manager == "Paul"


@given(st.lists(st.sets(st.sampled_from([S, H, F]), min_size=1), min_size=1, max_size=6))
def test_the_structure_gives_everybody_just_what_was_said(crew: list[set[Role]]) -> None:
    everybody = [frozenset(roles) for roles in crew]
    structure = structure_of(everybody)
    for roles in everybody:
        assert {ROLE_OF_STAGE[stage] for stage in stages_covered(structure, roles)} == roles
    if all(len(roles) == 3 for roles in everybody):
        assert structure is Structure.ONE_TIER


@given(st.text(max_size=80))
def test_no_text_is_too_much(text: str) -> None:
    try:
        crew = read_crew(text)
    except UsageTrouble:
        return
    assert crew.people
    assert all(name and roles for name, roles in crew.people)
