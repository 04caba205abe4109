"""How the contacts of a joint are shared out: fairly by open load, by quota, or as the team picks."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from pipeline_tui.domain.stages import Stage


class Way(StrEnum):
    """Who receives when nobody is named."""

    FAIR = "fair"  # on shift, least open load, ties by lot
    QUOTA = "quota"  # on shift, by the share each is to get
    TEAM = "team"  # whoever takes it from the inbox


@dataclass(frozen=True, slots=True)
class Share:
    """Somebody who receives by quota."""

    id: int
    weight: int  # shares of the whole; 0 receives nothing
    received: int  # so far, in the period that is counted


Joint = tuple[Stage, Stage]
DEFAULT_WAYS: MappingProxyType[Joint, Way] = MappingProxyType(
    {
        (Stage.SCOUTING, Stage.HUNTING): Way.TEAM,
        (Stage.SCOUTING, Stage.FARMING): Way.FAIR,
        (Stage.HUNTING, Stage.FARMING): Way.FAIR,
        (Stage.FARMING, Stage.HUNTING): Way.FAIR,
    }
)


def choose_by_quota(shares: Iterable[Share], seed: int | str) -> int | None:
    """Return who receives next, so that nobody is ever a whole contact away from their share.

    Balinski and Young's quota method: of those whose share of one more contact is not used up yet, the one
    with the most weight for each contact received. Ties by lot, repeatable by the seed; None when all
    weights are 0.
    """
    among = sorted((one for one in shares if one.weight > 0), key=lambda one: one.id)
    if not among:
        return None
    whole = sum(one.weight for one in among)
    given = sum(one.received for one in among) + 1
    entitled = [one for one in among if Fraction(one.weight * given, whole) > one.received]
    most = max(Fraction(one.weight, one.received + 1) for one in entitled)
    best = [one.id for one in entitled if Fraction(one.weight, one.received + 1) == most]
    return random.Random(seed).choice(best)
