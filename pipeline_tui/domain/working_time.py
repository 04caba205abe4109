"""Working hours of the shop, and time counted in them: limits of hand-offs run while somebody is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipeline_tui.domain.clocks import DAY_MINUTES, instant_on, local_day
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.text import fold
from pipeline_tui.wording import quoted, tr

_HORIZON_DAYS = 400

_DAY_STARTS = (
    ("mo", "lu"),
    ("tu", "ma"),
    ("we", "me"),
    ("th", "je"),
    ("fr", "ve"),
    ("sa",),
    ("su", "di"),
)
_DAY_NAMES = (
    ("monday", "lundi"),
    ("tuesday", "mardi"),
    ("wednesday", "mercredi"),
    ("thursday", "jeudi"),
    ("friday", "vendredi"),
    ("saturday", "samedi"),
    ("sunday", "dimanche"),
)
_EVERY_DAY = frozenset({"daily", "every day", "everyday", "tous les jours", "7/7", "7j/7"})
_TIME = r"(\d{1,2})(?:\s*(?:h|:|\.)\s*(\d{2})?)?\s*(am|pm)?"
_PERIOD = re.compile(rf"{_TIME}\s*(?:-|to|a|until|jusqu'a)\s*{_TIME}")
_PART = re.compile(r"(?P<days>7j?/7|[^\d]*?[a-z])\.?\s*:?\s*(?P<times>\d.*)")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Open periods of each weekday (Monday first), in minutes after midnight on the shop's clock."""

    week: tuple[tuple[tuple[int, int], ...], ...]
    text: str = ""  # as typed

    def on(self, day: date) -> tuple[tuple[int, int], ...]:
        """Return the open periods of a day."""
        return self.week[day.weekday()]


def parse_hours(text: str) -> WorkingHours:
    """Return working hours typed as "Mon-Sat 9-19" or "lun-ven 9h-12h30, 14h-18h; sam 9h-12h".

    UsageTrouble names the part that was not understood.
    """
    week: list[tuple[tuple[int, int], ...]] = [()] * 7
    parts = [part.strip() for part in re.split(r"[;\n]", re.sub(r"[–—]", "-", fold(text))) if part.strip()]
    for part in parts:
        found = _PART.fullmatch(part)
        if found is None:
            raise _trouble(part, tr("needs days and then hours"))
        periods = _read_periods(found["times"])
        for day in _read_days(found["days"].strip()):
            if week[day]:
                raise _trouble(part, tr("names {day_names} twice", day_names=_DAY_NAMES[day][0].capitalize()))
            week[day] = periods
    if not any(week):
        raise _trouble(text, tr("names no day"))
    return WorkingHours(tuple(week), text.strip())


def is_open(at: datetime, hours: WorkingHours, zone: str, closed: Callable[[date], bool]) -> bool:
    """Return whether somebody works at an instant (UTC); ``closed`` tells holidays and days off."""
    return any(start <= at < end for start, end in _periods_from(at, hours, zone, closed, days=0))


def next_open(at: datetime, hours: WorkingHours, zone: str, closed: Callable[[date], bool]) -> datetime:
    """Return the instant itself when the shop is open, else when it next opens (UTC).

    Refused when it does not open within a year.
    """
    for start, _end in _periods_from(at, hours, zone, closed):
        return max(start, at)
    raise _never_open()


def add_working_minutes(
    start: datetime, minutes: int, hours: WorkingHours, zone: str, closed: Callable[[date], bool]
) -> datetime:
    """Return the instant (UTC) at which so many minutes of working time have passed since ``start``."""
    left = timedelta(minutes=minutes)
    for opens, closes in _periods_from(start, hours, zone, closed):
        begin = max(opens, start)
        if left <= closes - begin:
            return begin + left
        left -= closes - begin
    raise _never_open()


def working_minutes(
    start: datetime, end: datetime, hours: WorkingHours, zone: str, closed: Callable[[date], bool]
) -> int:
    """Return how many whole minutes of working time lie between two instants (UTC)."""
    worked = timedelta()
    for opens, closes in _periods_from(start, hours, zone, closed):
        if opens >= end:
            break
        worked += min(closes, end) - max(opens, start)
    return int(worked.total_seconds() // 60)


def _periods_from(
    at: datetime, hours: WorkingHours, zone: str, closed: Callable[[date], bool], days: int = _HORIZON_DAYS
) -> Iterator[tuple[datetime, datetime]]:
    """Yield open periods that end after an instant; their length is real time, also on clock-change days."""
    first = local_day(at, zone)
    for count in range(days + 1):
        day = first + timedelta(days=count)
        periods = hours.on(day)
        if not periods or closed(day):
            continue
        for start, end in periods:
            opens, closes = instant_on(day, start, zone), instant_on(day, end, zone)
            if closes > at and closes > opens:
                yield opens, closes


def _read_days(text: str) -> list[int]:
    if text in _EVERY_DAY:
        return list(range(7))
    days: list[int] = []
    for part in re.split(r"\s*[,&+/]\s*|\s+(?:and|et)\s+", text):
        ends = [_read_day(name, text) for name in re.split(r"\s*-\s*|\s+(?:to|au|a|until)\s+", part)]
        if len(ends) == 1:
            days.append(ends[0])
        elif len(ends) == 2:
            days += [(ends[0] + step) % 7 for step in range((ends[1] - ends[0]) % 7 + 1)]
        else:
            raise _trouble(part, tr("is no range of days"))
    return days


def _read_day(name: str, part: str) -> int:
    word = re.sub(r"^(?:du|le|les|from|on)\s+", "", name.strip()).rstrip(".").removesuffix("s") or name
    for day, (starts, names) in enumerate(zip(_DAY_STARTS, _DAY_NAMES, strict=True)):
        if word[:2] in starts and any(full.startswith(word) or word in ("tue", "thur") for full in names):
            return day
    raise _trouble(part, tr('has a day nobody knows ("{name}")', name=name))


def _read_periods(text: str) -> tuple[tuple[int, int], ...]:
    periods: list[tuple[int, int]] = []
    for piece in re.split(r"\s*[,&+/]\s*|\s+(?:and|et)\s+", text.strip()):
        found = _PERIOD.fullmatch(piece)
        if found is None:
            raise _trouble(piece, tr("is no period such as 9-19 or 9:00-12:30"))
        start, end = _minutes(piece, *found.group(1, 2, 3)), _minutes(piece, *found.group(4, 5, 6))
        if end <= start:
            raise _trouble(piece, tr("ends before it begins"))
        if periods and start < periods[-1][1]:
            raise _trouble(piece, tr("begins before the one in front of it ends"))
        periods.append((start, end))
    return tuple(periods)


def _minutes(piece: str, hour: str, minute: str | None, half: str | None) -> int:
    hours = int(hour) % 12 + (12 if half == "pm" else 0) if half else int(hour)
    minutes = hours * 60 + int(minute or 0)
    if int(minute or 0) > 59 or minutes > DAY_MINUTES or (half and not 1 <= int(hour) <= 12):
        raise _trouble(piece, tr("holds a time no clock shows"))
    return minutes


def _trouble(part: str, why: str) -> UsageTrouble:
    return UsageTrouble(
        tr("Working hours not understood"),
        f"{quoted(part.strip()[:60])} {why}.",
        tr('Write "Mon-Sat 9-19" or "Mon-Fri 9-12:30,14-18; Sat 9-12".'),
    )


def _never_open() -> Refused:
    return Refused(
        tr("The shop never opens"),
        tr("The working hours and days off leave no open time within a year."),
        tr("Correct the working hours."),
    )
