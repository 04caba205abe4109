"""When every zone a number may lie in is inside its calling window; computed on UTC instants.

Instants are converted to each zone, never the other way round, so the doubled and the missing hour of a clock
change need no case of their own: a wall clock either shows a time inside a window or it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from pipeline_tui.domain.calling import (
    Audience,
    AudienceRules,
    Bucket,
    CallFacts,
    Closed,
    CountryRules,
    Windows,
)
from pipeline_tui.domain.regions import region_of, zones_for

Holiday = Callable[[date, str], bool]  # (day, zone) -> nobody may be rung there that day
PublicHoliday = Callable[[date, str, str], bool]  # (day, country, region)
HORIZON_DAYS = 14
_DAY = timedelta(days=1)


@cache
def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone with this name; None when there is none, as for ``Etc/Unknown``."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (OSError, KeyError, ValueError):  # by the kind of nonsense
        return None


@lru_cache(maxsize=8192)
def is_public_holiday(day: date, country: str, region: str) -> bool:
    """Return whether the day is a public holiday there; False for a country nobody keeps a calendar of."""
    from pipeline_tui.domain.public_holidays import public_holiday

    return bool(country) and public_holiday(day, country, region) is not None


def no_holiday(_day: date, _zone: str) -> bool:
    """Answer for rules that do not close on public holidays."""
    return False


def closed_days(rule: AudienceRules, country: str, region: str, holiday: PublicHoliday) -> Holiday:
    """Return the days on which nobody of a country and region may be rung under these rules.

    Of several possible regions each counts; of an unknown one all that the rules name.
    """
    if not rule.holidays_closed:
        return no_holiday
    regions = tuple(region.split(",")) if region else ("", *rule.holiday_regions)
    if len(regions) == 1:
        return lambda day, _zone: holiday(day, country, region)
    return lambda day, _zone: any(holiday(day, country, one) for one in regions)


def closes_at(windows: Windows, zones: Sequence[str], holiday: Holiday, at: datetime) -> datetime | None:
    """Return when the period open at this instant ends (UTC); None when it is closed.

    Without any zone, or with an unknown one, it is closed.
    """
    first_end: datetime | None = None
    for name in zones:
        zone = zone_of(name)
        if zone is None:
            return None
        local = at.astimezone(zone)
        clock = local.time()
        for start, end in windows.get(local.weekday(), ()):
            if start <= clock < end:
                break
        else:
            return None
        if holiday(local.date(), name):
            return None
        closes = at + (datetime.combine(local, end) - local.replace(tzinfo=None))
        if closes.astimezone(zone).time() != end:  # the clocks change before that
            closes = _next_change(windows, name, holiday, at)
        if first_end is None or closes < first_end:
            first_end = closes
    return first_end


def next_opening(
    windows: Windows,
    zones: Sequence[str],
    holiday: Holiday,
    after: datetime,
    horizon_days: int = HORIZON_DAYS,
) -> datetime | None:
    """Return the first instant from ``after`` on inside every zone's window (UTC); None within the horizon.

    Only a zone's own edge can open the set, so those instants are tried in their order.
    """
    if not zones or not windows or any(zone_of(name) is None for name in zones):
        return None
    after = after.astimezone(UTC)
    if closes_at(windows, zones, holiday, after) is not None:
        return after
    last = after + timedelta(days=horizon_days)
    edges = {
        edge
        for name in zones
        for edge in _edges(windows, name, holiday, after, horizon_days, closing=False)
        if after < edge <= last
    }
    return next((edge for edge in sorted(edges) if closes_at(windows, zones, holiday, edge)), None)


def open_periods(
    windows: Windows, zones: Sequence[str], holiday: Holiday, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Yield (from, to) of each period between two instants in which every zone is open (UTC), in order."""
    if start >= end or not zones or any(zone_of(name) is None for name in zones):
        return
    days = (end - start).days + 1
    edges = {edge for name in zones for edge in _edges(windows, name, holiday, start, days, closing=False)}
    for edge in sorted({start, *(edge for edge in edges if start < edge < end)}):
        closes = closes_at(windows, zones, holiday, edge)
        if closes is not None:
            yield edge, min(closes, end)


def _next_change(windows: Windows, zone: str, holiday: Holiday, at: datetime) -> datetime:
    edges = sorted(edge for edge in _edges(windows, zone, holiday, at, 2, closing=True) if edge > at)
    zones = (zone,)
    # The windows of a day end before midnight, so one of the edges closes.
    return next(edge for edge in edges if closes_at(windows, zones, holiday, edge) is None)


def _edges(
    windows: Windows, name: str, holiday: Holiday, after: datetime, days: int, *, closing: bool
) -> Iterator[datetime]:
    zone = zone_of(name)
    assert zone is not None
    day = after.astimezone(zone).date()
    for _ in range(days + 2):
        periods = windows.get(day.weekday(), ())
        if periods and not holiday(day, name):
            for period in periods:
                wall = datetime.combine(day, period[closing], zone)
                yield wall.astimezone(UTC)
                if wall.utcoffset() != wall.replace(fold=1).utcoffset():
                    yield wall.replace(fold=1).astimezone(UTC)
            yield from _clock_change(day, zone)
        day += _DAY


def _clock_change(day: date, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the instant of the day at which the zone's offset changes, if it does."""
    low = datetime.combine(day, time(), zone).astimezone(UTC)
    high = datetime.combine(day + _DAY, time(), zone).astimezone(UTC)
    offset = low.astimezone(zone).utcoffset()
    if high.astimezone(zone).utcoffset() == offset:
        return
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == offset:
            low = middle
        else:
            high = middle
    yield high


def bucket_of(
    audience: Audience | None,
    country: str,
    region: str,
    place_zone: str,
    number_zones: Sequence[str],
    language: str = "",
) -> Bucket:
    """Return the bucket of a contact: those whose windows open and close together.

    The zone of a known address stands for all zones the number may lie in; an unknown audience is a consumer.
    """
    zones = (place_zone,) if place_zone else tuple(sorted(set(number_zones)))
    return Bucket(country, audience or Audience.CONSUMER, zones, region, language[:2].lower())


def bucket_for(facts: CallFacts, language: str = "") -> Bucket:
    """Return the bucket of a number of a contact, as the gate sees it."""
    zones = tuple(sorted(set(zones_for(facts))))
    audience = facts.audience or Audience.CONSUMER
    return Bucket(facts.country, audience, zones, region_of(facts), language[:2].lower())


def bucket_closes_at(
    bucket: Bucket, rules: CountryRules, at: datetime, holiday: PublicHoliday = is_public_holiday
) -> datetime | None:
    """Return when a bucket that is open at this instant closes (UTC); None when it is closed."""
    return closes_at(_rule(bucket, rules).windows, bucket.zones, _of_bucket(bucket, rules, holiday), at)


def open_now(
    bucket: Bucket, rules: CountryRules, at: datetime, holiday: PublicHoliday = is_public_holiday
) -> bool:
    """Return whether everybody in a bucket may be rung at this instant, as far as windows go."""
    return bucket_closes_at(bucket, rules, at, holiday) is not None


def bucket_opens_at(
    bucket: Bucket, rules: CountryRules, after: datetime, holiday: PublicHoliday = is_public_holiday
) -> Closed:
    """Return when a bucket next opens, at or after an instant, and the holiday that keeps it shut today."""
    closed = _of_bucket(bucket, rules, holiday)
    opens = next_opening(_rule(bucket, rules).windows, bucket.zones, closed, after)
    today = {after.astimezone(zone).date(): name for name in bucket.zones if (zone := zone_of(name))}
    return Closed(opens, next((day for day, name in today.items() if closed(day, name)), None))


def bucket_closed_on(
    bucket: Bucket, rules: CountryRules, holiday: PublicHoliday = is_public_holiday
) -> Callable[[date], bool]:
    """Return which whole days of its own calendar a bucket is shut: no window that weekday, or a holiday."""
    windows, closed = _rule(bucket, rules).windows, _of_bucket(bucket, rules, holiday)
    return lambda day: not windows.get(day.weekday()) or any(closed(day, zone) for zone in bucket.zones)


def _of_bucket(bucket: Bucket, rules: CountryRules, holiday: PublicHoliday) -> Holiday:
    return closed_days(_rule(bucket, rules), bucket.country, bucket.region, holiday)


def _rule(bucket: Bucket, rules: CountryRules) -> AudienceRules:
    return rules.of(bucket.audience, bucket.region)
