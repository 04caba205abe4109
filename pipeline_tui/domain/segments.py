"""Which segment a client belongs to by the shop's own rule: what was bought within a year, how lately."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

YEAR = timedelta(days=365)
AUTO = "auto"  # typed instead of a segment: the rule decides again


@dataclass(frozen=True, slots=True)
class SegmentRule:
    """What a client must have bought to belong to a segment; 0 asks for nothing."""

    segment: str
    value_12_months: int = 0  # at least, in whole units of the shop's currency, refunds taken off
    bought_within_days: int = 0  # of today, refunds not counted


def segment_by_rule(
    rules: Sequence[SegmentRule], default: str, bought: Iterable[tuple[date, int]], today: date, unit: int
) -> str:
    """Return the segment of the first rule that is met, else the default.

    ``bought`` holds days in the shop's zone with amounts in minor units, negative for a refund; ``unit`` is
    how many of these make a whole one. A purchase dated ahead counts from its day on.
    """
    known = [(on, amount) for on, amount in bought if on <= today]
    value = sum(amount for on, amount in known if today - on < YEAR)
    last = max((on for on, amount in known if amount > 0), default=None)
    for rule in rules:
        worth = value >= rule.value_12_months * unit
        within = timedelta(days=rule.bought_within_days)
        lately = not within or (last is not None and today - last <= within)
        if worth and lately:
            return rule.segment
    return default
