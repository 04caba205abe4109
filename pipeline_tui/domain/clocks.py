"""Wall clocks and instants: a local time in a zone is one UTC instant, also on the days the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.wording import tr

DAY_MINUTES = 24 * 60


@lru_cache(maxsize=1024)
def zone_named(zone: str) -> ZoneInfo:
    """Return an IANA zone; UsageTrouble for a name nobody knows."""
    try:
        return ZoneInfo(zone)
    except (OSError, ValueError, KeyError) as problem:  # ZoneInfo raises each, by the kind of nonsense
        raise UsageTrouble(
            tr("Unknown time zone"),
            tr('"{zone}" is no time zone.', zone=zone),
            tr("Write one such as Europe/Paris."),
        ) from problem


def instant(local: datetime, zone: str) -> datetime:
    """Return the UTC instant of a naive wall-clock time.

    A time the clock skips moves forward by the gap; of a time that comes twice, the first.
    """
    return local.replace(tzinfo=zone_named(zone), fold=0).astimezone(UTC)


def instant_on(day: date, minutes: int, zone: str) -> datetime:
    """Return the UTC instant of so many wall-clock minutes after midnight; 1440 is the next midnight."""
    days, rest = divmod(minutes, DAY_MINUTES)
    return instant(datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60)), zone)


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """Return when a day begins and when the next one does, in a zone (UTC): 23, 24 or 25 hours apart."""
    return instant_on(day, 0, zone), instant_on(day, DAY_MINUTES, zone)


def local_day(at: datetime, zone: str) -> date:
    """Return the calendar day an instant falls on in a zone."""
    return at.astimezone(zone_named(zone)).date()
