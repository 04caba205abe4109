"""The four structures: who covers what, and which hand-offs stay within a tier."""

from __future__ import annotations

from itertools import product

import pytest

from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import TIERS, Structure, same_tier, stages_covered

S, H, F = Stage.SCOUTING, Stage.HUNTING, Stage.FARMING
WORKED = frozenset({S, H, F})


@pytest.mark.parametrize("structure", Structure)
def test_tiers_part_the_worked_stages(structure: Structure) -> None:
    tiers = TIERS[structure]
    assert frozenset().union(*tiers) == WORKED
    assert sum(len(tier) for tier in tiers) == len(WORKED)


@pytest.mark.parametrize(
    ("structure", "roles", "covered"),
    [
        (Structure.THREE_TIER, {Role.SCOUT}, {S}),
        (Structure.THREE_TIER, {Role.HUNTER}, {H}),
        (Structure.THREE_TIER, {Role.FARMER}, {F}),
        (Structure.THREE_TIER, {Role.SCOUT, Role.FARMER}, {S, F}),
        (Structure.TWO_TIER_FINDER, {Role.SCOUT}, {S}),
        (Structure.TWO_TIER_FINDER, {Role.HUNTER}, {H, F}),
        (Structure.TWO_TIER_FINDER, {Role.FARMER}, {H, F}),
        (Structure.TWO_TIER_CLOSER, {Role.SCOUT}, {S, H}),
        (Structure.TWO_TIER_CLOSER, {Role.HUNTER}, {S, H}),
        (Structure.TWO_TIER_CLOSER, {Role.FARMER}, {F}),
        (Structure.ONE_TIER, {Role.SCOUT}, {S, H, F}),
        (Structure.ONE_TIER, {Role.FARMER}, {S, H, F}),
        *((structure, {Role.MANAGER}, set()) for structure in Structure),
        *((structure, set(), set()) for structure in Structure),
        (Structure.THREE_TIER, {Role.MANAGER, Role.HUNTER}, {H}),
    ],
)
def test_stages_covered(structure: Structure, roles: set[Role], covered: set[Stage]) -> None:
    assert stages_covered(structure, roles) == covered
    viewer = Viewer.of(Operator(1, "Ada", frozenset(roles)), structure)
    assert viewer.stages == covered
    assert viewer.is_manager is (Role.MANAGER in roles)
    assert [stage for stage in Stage if viewer.covers(stage)] == [s for s in Stage if s in covered]


SAME = {
    Structure.THREE_TIER: set(),
    Structure.TWO_TIER_FINDER: {frozenset({H, F})},
    Structure.TWO_TIER_CLOSER: {frozenset({S, H})},
    Structure.ONE_TIER: {frozenset({S, H}), frozenset({H, F}), frozenset({S, F})},
}


@pytest.mark.parametrize(("structure", "one", "other"), list(product(Structure, Stage, Stage)))
def test_same_tier(structure: Structure, one: Stage, other: Stage) -> None:
    expected = (one is other and one in WORKED) or frozenset({one, other}) in SAME[structure]
    assert same_tier(structure, one, other) is expected
