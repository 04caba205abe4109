"""The four structures: how a firm groups the stages into tiers."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType

from pipeline_tui.domain.stages import STAGE_OF_ROLE, Role, Stage


class Structure(StrEnum):
    """How the stages are grouped: one tier is one kind of specialist."""

    THREE_TIER = "three-tier"
    TWO_TIER_FINDER = "two-tier-finder"  # one finds, another sells and keeps
    TWO_TIER_CLOSER = "two-tier-closer"  # one finds and closes, another keeps
    ONE_TIER = "one-tier"


_S, _H, _F = Stage.SCOUTING, Stage.HUNTING, Stage.FARMING

TIERS: MappingProxyType[Structure, tuple[frozenset[Stage], ...]] = MappingProxyType(
    {
        Structure.THREE_TIER: (frozenset({_S}), frozenset({_H}), frozenset({_F})),
        Structure.TWO_TIER_FINDER: (frozenset({_S}), frozenset({_H, _F})),
        Structure.TWO_TIER_CLOSER: (frozenset({_S, _H}), frozenset({_F})),
        Structure.ONE_TIER: (frozenset({_S, _H, _F}),),
    }
)


def stages_covered(structure: Structure, roles: Iterable[Role]) -> frozenset[Stage]:
    """Return every stage an operator works: all stages of each tier that one of the roles belongs to."""
    worked = {STAGE_OF_ROLE[role] for role in roles if role in STAGE_OF_ROLE}
    return frozenset().union(*(tier for tier in TIERS[structure] if tier & worked))


def same_tier(structure: Structure, one: Stage, other: Stage) -> bool:
    """Return whether a hand-off between the two stages stays with the same kind of specialist."""
    return any({one, other} <= tier for tier in TIERS[structure])
