"""Grouping the stages anew: who gets what, who sees what, and what the joints ask for."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.restructuring import (
    WORKED,
    Handed,
    Piece,
    Work,
    joints_changed,
    share_out,
    sight_of,
    uncovered,
)
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure

S, H, F = Stage.SCOUTING, Stage.HUNTING, Stage.FARMING
THREE, FINDER, CLOSER, ONE = (
    Structure.THREE_TIER,
    Structure.TWO_TIER_FINDER,
    Structure.TWO_TIER_CLOSER,
    Structure.ONE_TIER,
)


def contact(ident: int, stage: Stage = H, firm: int | None = None, *, to_team: bool = False) -> Piece:
    return Piece(Work.CONTACT, ident, ident, stage, 1, firm, to_team)


def receivers(handed: tuple[Handed, ...]) -> list[int | None]:
    return [one.to_id for one in handed]


def test_whoever_has_least_gets_the_next() -> None:
    pieces = [contact(ident) for ident in range(4)]
    assert receivers(share_out(pieces, {H: [2, 3]}, {H: {2: 2}})) == [3, 3, 2, 3]


def test_people_of_one_firm_go_to_one_person() -> None:
    pieces = [contact(1, firm=9), contact(2), contact(3, firm=9), contact(4)]
    assert receivers(share_out(pieces, {H: [2, 3]}, {})) == [2, 3, 2, 3]


def test_what_waits_to_be_taken_is_the_team_s_and_a_promise_goes_with_its_contact() -> None:
    promise = Piece(Work.PROMISE, 1, 1, H, 1, with_contact=True)
    pieces = [contact(1), promise, contact(2, to_team=True)]
    assert receivers(share_out(pieces, {H: [5]}, {})) == [5, 5, None]


def test_what_nobody_works_stays_where_it_is() -> None:
    assert share_out([contact(1, F)], {H: [2], F: []}, {}) == ()


@given(
    st.lists(st.tuples(st.sampled_from(WORKED), st.none() | st.integers(1, 3), st.booleans()), max_size=40),
    st.dictionaries(st.integers(2, 6), st.integers(0, 20)),
)
def test_everything_goes_to_the_stage_s_people_or_the_team_and_evenly(
    told: list[tuple[Stage, int | None, bool]], load: dict[int, int]
) -> None:
    team = sorted(load) or [2]
    teams = dict.fromkeys(WORKED, team)
    pieces = [contact(at, stage, firm, to_team=to_team) for at, (stage, firm, to_team) in enumerate(told)]
    handed = share_out(pieces, teams, dict.fromkeys(WORKED, load))
    assert [one.piece for one in handed] == pieces
    assert all((one.to_id is None) is one.piece.to_team for one in handed)
    assert all(one.to_id in team for one in handed if one.to_id is not None)
    assert handed == share_out(pieces, teams, dict.fromkeys(WORKED, load)), "a preview and its act agree"
    if not any(firm for _, firm, _ in told):
        for stage in WORKED:
            got = Counter(one.to_id for one in handed if one.piece.stage is stage and one.to_id is not None)
            after = {who: load.get(who, 0) + got[who] for who in team}
            for who, count in after.items():
                assert not got[who] or count <= min(after.values()) + 1, "nobody is loaded above the others"


@pytest.mark.parametrize(
    ("structure", "roles", "lacking"),
    [
        (THREE, [{Role.SCOUT}, {Role.HUNTER}], (F,)),
        (FINDER, [{Role.SCOUT}, {Role.HUNTER}], ()),
        (CLOSER, [{Role.SCOUT}, {Role.HUNTER}], (F,)),
        (ONE, [{Role.FARMER}], ()),
        (ONE, [{Role.MANAGER}], (S, H, F)),
        (THREE, [set(Role)], ()),
    ],
)
def test_a_stage_that_nobody_would_work_is_found(
    structure: Structure, roles: list[set[Role]], lacking: tuple[Stage, ...]
) -> None:
    crew = [Operator(at, f"P{at}", frozenset(one)) for at, one in enumerate(roles, start=1)]
    assert uncovered(structure, crew) == lacking
    gone = [Operator(one.id, one.name, one.roles, active=False) for one in crew]
    assert uncovered(structure, gone) == (S, H, F), "who left works nothing"


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (THREE, ONE, {(S, H, False), (H, F, False), (F, H, False)}),
        (ONE, THREE, {(S, H, True), (H, F, True), (F, H, True)}),
        (FINDER, CLOSER, {(S, H, False), (H, F, True), (F, H, True)}),
        (THREE, FINDER, {(H, F, False), (F, H, False)}),
        (CLOSER, THREE, {(S, H, True)}),
    ],
)
def test_the_joints_whose_ceremony_changes(
    before: Structure, after: Structure, wanted: set[tuple[Stage, Stage, bool]]
) -> None:
    told = joints_changed(before, after)
    assert {(one.from_stage, one.to_stage, one.ceremony) for one in told} == wanted


def test_sight_is_gained_and_lost_by_stage() -> None:
    paul = Operator(1, "Paul", frozenset({Role.HUNTER}))
    owned, everybody = {H: 4, F: 3}, {S: 100, H: 2, F: 1}
    wider = sight_of(paul, (THREE, ONE), owned, everybody, {}, {})
    assert (wider.gains, wider.loses) == ({S: 100, F: 4}, {})
    narrower = sight_of(paul, (ONE, THREE), owned, everybody, {H: 5}, {H: 6, F: 7})
    assert narrower.gains == {H: 11}, "what he receives, and what the team receives where he works"
    assert narrower.loses == {S: 100, F: 4}
    assert narrower.changes
    same = sight_of(paul, (CLOSER, CLOSER), owned, everybody, {}, {})
    assert not same.changes
