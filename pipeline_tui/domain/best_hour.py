"""In which part of which day an operator reaches most, so that a retry is planned there.

A rate is drawn towards a wider one the fewer calls stand behind it: that of a part of a weekday towards the
part of the day, that towards the whole shop (additive smoothing, ``STEADY`` calls of the wider rate).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.playbook import Outcome
from pipeline_tui.domain.retry_plan import DAYS, PART_ENDS, PARTS, part_of_day

LOOK_BACK = timedelta(days=60)
STEADY = 20  # calls of the wider rate that stand behind every narrower one
ENOUGH = 100  # own calls before anything is steered
ENOUGH_OF_DAY = 20  # own calls on a weekday before it is chosen
ENOUGH_OF_PART = 20  # own calls in a part of the day before it is chosen
BETTER_BY = 0.02  # of a rate, than what comes sooner: less is chance
WITHIN_DAYS = 3  # so many days after the plan's delay at most
Tally = tuple[int, int]  # calls, reached
Slot = tuple[int, str]  # weekday, part of the day
NONE: Tally = (0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """An operator's calls of the last weeks by weekday (Monday 0) and part of the contacts' day."""

    by_slot: Mapping[Slot, Tally] = field(default_factory=lambda: MappingProxyType({}))
    shop: Tally = NONE  # everybody's, as the rate to begin with

    @property
    def calls(self) -> int:
        """Return how many own calls were counted."""
        return _sum(self.by_slot.values())[0]

    def of_part(self, part: str) -> Tally:
        """Return what was counted in a part of the day, on any weekday."""
        return _sum(tally for (_, name), tally in self.by_slot.items() if name == part)

    def of_day(self, weekday: int) -> Tally:
        """Return what was counted on a weekday, in any part."""
        return _sum(tally for (day, _), tally in self.by_slot.items() if day == weekday)

    def rate(self, weekday: int, part: str) -> float:
        """Return the rate of reached calls to be expected then, from 0 to 1."""
        whole = _drawn(self.shop, 0.5)
        return _drawn(self.by_slot.get((weekday, part), NONE), _drawn(self.of_part(part), whole))


def tally(hours: Mapping[tuple[datetime, str], Tally], shop: Tally) -> Reach:
    """Return the reach told by counts for each beginning hour (UTC) and the zone that was rung."""
    slots: dict[Slot, Tally] = {}
    for (at, zone), (calls, reached) in hours.items():
        slot = at.astimezone(zone_named(zone)).weekday(), part_of_day(at, zone)
        before = slots.get(slot, NONE)
        slots[slot] = before[0] + calls, before[1] + reached
    return Reach(MappingProxyType(slots), shop)


def best_part(outcome: Outcome, at: datetime, zone: str, reach: Reach) -> str:
    """Return where the retry after a call that ended at ``at`` (UTC) reaches most, as "tue-afternoon".

    "" leaves the plan's own time: nothing is known well enough, nothing is better, or the plan asks for no
    other part of the day. Never the part of the failed attempt, never before the plan's delay.
    """
    plan = outcome.retry
    if plan is None or not plan.other_part_of_day or plan.maximum < 2 or reach.calls < ENOUGH:
        return ""
    avoided = part_of_day(at, zone)
    rates, known = _rates(reach)
    best, best_rate = "", -1.0  # the first that comes is the plan's own
    for slot in _coming(at + timedelta(minutes=plan.delay_minutes), zone):
        if slot[1] == avoided:
            continue
        if best_rate < 0:
            best_rate = rates[slot]
        elif slot in known and rates[slot] > best_rate + BETTER_BY:
            best, best_rate = f"{DAYS[slot[0]]}-{slot[1]}", rates[slot]
    return best


@lru_cache(maxsize=64)
def _rates(reach: Reach) -> tuple[Mapping[Slot, float], frozenset[Slot]]:
    """Return every rate, and behind which enough own calls stand; a reach is never changed, so they stay."""
    slots = [(weekday, part) for weekday in range(len(DAYS)) for part, _ in PARTS]
    known = (
        (weekday, part)
        for weekday, part in slots
        if reach.of_part(part)[0] >= ENOUGH_OF_PART and reach.of_day(weekday)[0] >= ENOUGH_OF_DAY
    )
    return {slot: reach.rate(*slot) for slot in slots}, frozenset(known)


def best_hours(reach: Reach) -> tuple[str, float] | None:
    """Return the part of the day in which the operator reaches most and its rate; None when too few calls."""
    if reach.calls < ENOUGH:
        return None
    known = [(part, tallied) for part, _ in PARTS if (tallied := reach.of_part(part))[0] >= ENOUGH_OF_PART]
    rates = {part: _drawn(tallied, _drawn(reach.shop, 0.5)) for part, tallied in known}
    if len(rates) < 2:
        return None
    part = max(rates, key=lambda name: rates[name])
    return part, rates[part]


def _coming(earliest: datetime, zone: str) -> Iterator[Slot]:
    """Yield the parts of the days from ``earliest`` on, soonest first."""
    local = earliest.astimezone(zone_named(zone))
    for count in range(WITHIN_DAYS + 1):
        for (part, _), end in zip(PARTS, PART_ENDS, strict=True):
            if count or local.time() < end:
                yield (local.weekday() + count) % len(DAYS), part


def _drawn(tallied: Tally, towards: float) -> float:
    calls, reached = tallied
    return (reached + STEADY * towards) / (calls + STEADY)


def _sum(tallies: Iterable[Tally]) -> Tally:
    calls = reached = 0
    for one in tallies:
        calls, reached = calls + one[0], reached + one[1]
    return calls, reached
