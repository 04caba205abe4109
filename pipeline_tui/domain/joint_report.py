"""Who gives to whom: what became of the hand-offs of a period, summed for each pair of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from types import MappingProxyType

from pipeline_tui.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class Given:
    """One hand-off between two people, or to the team."""

    from_stage: Stage
    to_stage: Stage
    giver: str
    receiver: str  # who answered, else for whom it waits; "" for the team
    state: str  # waiting, accepted, returned
    reason: str = ""
    won: bool = False  # a deal was won after it, or with it
    repeat: bool = False  # and something was bought again
    minutes: int | None = None  # of working time until it was accepted


@dataclass(frozen=True, slots=True)
class JointRow:
    """What one person gave another over a joint."""

    from_stage: Stage
    to_stage: Stage
    giver: str
    receiver: str  # "" for the team
    given: int
    waiting: int
    accepted: int
    returned: int
    reasons: MappingProxyType[str, int] = field(default_factory=lambda: MappingProxyType({}))
    won: int = 0
    repeat: int = 0
    minutes_to_accept: int | None = None  # median, working time; None where nothing was accepted


def joint_rows(hand_offs: Iterable[Given]) -> tuple[JointRow, ...]:
    """Return a row for each pair, by joint along the line, then by names."""
    pairs: dict[tuple[int, int, str, str], list[Given]] = {}
    order = list(Stage)
    for one in hand_offs:
        key = (order.index(one.from_stage), order.index(one.to_stage), one.giver, one.receiver)
        pairs.setdefault(key, []).append(one)
    return tuple(_row(pairs[key]) for key in sorted(pairs))


def _row(given: list[Given]) -> JointRow:
    first, states = given[0], Counter(one.state for one in given)
    reasons = Counter(one.reason for one in given if one.state == "returned")
    minutes = [one.minutes for one in given if one.minutes is not None]
    return JointRow(
        first.from_stage,
        first.to_stage,
        first.giver,
        first.receiver,
        len(given),
        states["waiting"],
        states["accepted"],
        states["returned"],
        MappingProxyType(dict(sorted(reasons.items()))),
        sum(one.won for one in given),
        sum(one.repeat for one in given),
        round(median(minutes)) if minutes else None,
    )
