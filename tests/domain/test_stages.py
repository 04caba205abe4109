"""Every legal move is in the table, and every triple that is not is refused."""

from __future__ import annotations

from itertools import product

import pytest

from pipeline_tui.domain.stages import (
    LEGAL_MOVES,
    ROLE_OF_STAGE,
    STAGE_OF_ROLE,
    Move,
    Role,
    Stage,
    stage_after,
    way_back,
)

# Written out by hand from the method: (stage, act, role) -> stage.
EXPECTED = {
    ("scouting", "hand_off", "scout"): "hunting",
    ("scouting", "end", "scout"): "closed",
    ("scouting", "win", "scout"): "farming",
    ("hunting", "return", "hunter"): "scouting",
    ("hunting", "return_repeat", "hunter"): "farming",
    ("hunting", "win", "hunter"): "farming",
    ("hunting", "lose", "hunter"): "closed",
    ("hunting", "win_back", "hunter"): "scouting",
    ("hunting", "lose_repeat", "hunter"): "farming",
    ("hunting", "end", "hunter"): "closed",
    ("farming", "return", "farmer"): "hunting",
    ("farming", "return_sale", "farmer"): "scouting",
    ("farming", "repeat", "farmer"): "hunting",
    ("farming", "win", "farmer"): "farming",
    ("farming", "lose_repeat", "farmer"): "farming",
    ("farming", "win_back", "farmer"): "scouting",
    ("farming", "end", "farmer"): "closed",
    ("scouting", "load_hot", "manager"): "hunting",
    ("scouting", "load_client", "manager"): "farming",
    ("closed", "win_back", "manager"): "scouting",
    ("closed", "reopen", "manager"): "scouting",
}


@pytest.mark.parametrize(("stage", "act", "role"), list(product(Stage, Move, Role)))
def test_every_triple(stage: Stage, act: Move, role: Role) -> None:
    assert stage_after(stage, act, role) == EXPECTED.get((stage.value, act.value, role.value))


def test_a_move_is_the_stage_s_own_specialist_s_but_for_the_lists_of_a_manager() -> None:
    for stage, act, role in LEGAL_MOVES:
        loaded = act in (Move.LOAD_HOT, Move.LOAD_CLIENT)
        assert role is (Role.MANAGER if loaded else ROLE_OF_STAGE.get(stage, Role.MANAGER))


def test_roles_and_stages_mirror_each_other() -> None:
    assert {role: stage for stage, role in ROLE_OF_STAGE.items()} == STAGE_OF_ROLE
    assert set(STAGE_OF_ROLE.values()) == set(Stage) - {Stage.CLOSED}


def test_what_was_handed_over_goes_back_where_it_came_from() -> None:
    joints = {
        (Stage.SCOUTING, Stage.HUNTING),
        (Stage.SCOUTING, Stage.FARMING),
        (Stage.HUNTING, Stage.FARMING),
        (Stage.FARMING, Stage.HUNTING),
    }
    worked = (Stage.SCOUTING, Stage.HUNTING, Stage.FARMING)
    for one, other in product(worked, worked):
        assert way_back(one, other) == (one if (one, other) in joints else None)
