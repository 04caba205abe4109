"""When a callback may be rung: the allowed times nearest to one that is not.

The gate judges every time offered, so windows, caps, the pause after a refusal and public holidays hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipeline_tui.domain.calling import CallFacts, CountryRules
from pipeline_tui.domain.calling_gate import judge
from pipeline_tui.domain.calling_windows import (
    PublicHoliday,
    closed_days,
    is_public_holiday,
    open_periods,
)
from pipeline_tui.domain.regions import region_of, zones_for

WEEKS_AHEAD = 6
_LOOK_AHEAD = timedelta(weeks=WEEKS_AHEAD)
_LOOK_BACK = timedelta(weeks=1)
_BEFORE_CLOSING = timedelta(minutes=15)  # a call promised for the last minute would run into the closed hours
_NOT_AT_ONCE = timedelta(minutes=5)
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class NearestTimes:
    """The allowed times nearest to a wanted one (UTC); None where there is none within reach."""

    before: datetime | None = None
    after: datetime | None = None


def nearest_allowed(
    numbers: Sequence[CallFacts],
    rules: CountryRules,
    wanted: datetime,
    now: datetime,
    holiday: PublicHoliday = is_public_holiday,
) -> NearestTimes:
    """Return the last allowed time before ``wanted``, and the first after it, over a contact's numbers.

    Before: within a week, still to come, a quarter of an hour before the window closes. After: within six
    weeks. Slots that were asked for at another time are no offer.
    """
    asked = [replace(one, bases=tuple(b for b in one.bases if b.slot_at is None)) for one in numbers]
    befores = [at for one in asked if (at := _last_before(one, rules, wanted, now, holiday)) is not None]
    afters = [at for one in asked if (at := _first_after(one, rules, wanted, holiday)) is not None]
    return NearestTimes(max(befores, default=None), min(afters, default=None))


def _first_after(
    facts: CallFacts, rules: CountryRules, wanted: datetime, holiday: PublicHoliday
) -> datetime | None:
    verdict = judge(facts, rules, wanted, holiday)
    at = wanted if verdict.allowed else verdict.until
    if at is None or at - wanted > _LOOK_AHEAD or not judge(facts, rules, at, holiday).allowed:
        return None
    return at


def _last_before(
    facts: CallFacts, rules: CountryRules, wanted: datetime, now: datetime, holiday: PublicHoliday
) -> datetime | None:
    if facts.number is None:
        return None
    region, zones = region_of(facts), zones_for(facts)
    rule = rules.of(facts.audience, region)
    closed = closed_days(rule, facts.country, region, holiday)
    start = max(_next_minute(now + _NOT_AT_ONCE), wanted - _LOOK_BACK)
    for opens, closes in reversed(list(open_periods(rule.windows, zones, closed, start, wanted))):
        last = closes - _BEFORE_CLOSING
        at = max(opens, last - timedelta(seconds=last.timestamp() % _QUARTER.total_seconds()))
        if judge(facts, rules, at, holiday).allowed:
            return at
    return None


def _next_minute(at: datetime) -> datetime:
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(minutes=1)
