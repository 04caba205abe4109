"""Times as operators type them, "tue 14:20" or "demain 15h", on the contact's clock, and shown on both.

Hours are elapsed time, days and weeks keep the wall clock. A local time the clock skips moves forward by the
gap; of a time that comes twice the first is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from pipeline_tui.domain.clocks import instant, zone_named
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.time_words import EXAMPLES, Phrase, not_understood, take_apart
from pipeline_tui.wording import mark, spoken, tr

FURTHEST = timedelta(days=731)
_WHEN_ONLY_A_DAY = (10, 0)  # inside the windows of every shipped country file
_PART_STARTS = MappingProxyType({"morning": (10, 0), "afternoon": (14, 0), "evening": (18, 0)})
_PART_ENDS = MappingProxyType({"morning": 12, "afternoon": 18, "evening": 20})

_DAYS = MappingProxyType(
    {
        "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        "fr": ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    }
)
_MONTHS = MappingProxyType(
    {
        "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        "fr": ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"),
    }
)
_THERE_HERE = MappingProxyType({"en": ("there", "here"), "fr": ("là-bas", "ici")})


@dataclass(frozen=True, slots=True)
class Meant:
    """The instant a phrase means (UTC), and what a change of the clocks that night does to it, "" else."""

    at: datetime
    clock_change: str = ""


def read_time(phrase: str, now: datetime, zone: str, language: str) -> datetime:
    """Return the instant (UTC, whole minutes) a phrase means on the clock of ``zone``.

    English and French words are understood whatever the language, which only settles ties. A day alone means
    ten o'clock. UsageTrouble for the past, for more than two years ahead, and for words nobody understood.
    """
    return meant_time(phrase, now, zone, language).at


def meant_time(phrase: str, now: datetime, zone: str, language: str) -> Meant:
    """Return what ``read_time`` does, with a word on a time that comes twice or not at all that night."""
    said = take_apart(phrase, language)
    wall = _resolve(phrase, said, now, zone)
    placed = wall if wall.tzinfo is not None else instant(wall, zone)
    at = placed.astimezone(UTC).replace(second=0, microsecond=0)
    described = describe(at, zone, zone, now, spoken())
    meant = tr('"{phrase}" is {meant}', phrase=phrase.strip()[:60], meant=described)
    if at <= now:
        raise UsageTrouble(tr("Time is past"), tr("{meant}, which is over.", meant=meant), EXAMPLES)
    if at - now > FURTHEST:
        raise UsageTrouble(
            tr("Time too far ahead"), tr("{meant}, more than two years ahead.", meant=meant), EXAMPLES
        )
    return Meant(at, _clock_change(at, zone, None if wall.tzinfo is not None else wall))


def _clock_change(at: datetime, zone: str, typed: datetime | None) -> str:
    """Say which of two equal times is meant, or that the one typed is skipped; ``typed`` is a wall clock."""
    there = at.astimezone(zone_named(zone))
    if typed is not None and (typed.hour, typed.minute) != (there.hour, there.minute):
        return tr(
            "no {typed} that night, the clocks go forward: {meant} is meant",
            typed=f"{typed:%H:%M}",
            meant=f"{there:%H:%M}",
        )
    other = there.replace(fold=1 - there.fold)
    if other.utcoffset() == there.utcoffset():
        return ""
    second = mark("{clock} comes twice that night: the second is meant, winter time")
    first = mark("{clock} comes twice that night: the first is meant, summer time")
    return tr(second if there.fold else first, clock=f"{there:%H:%M}")


def read_date(phrase: str, today: date, language: str) -> date:
    """Return the day a phrase means; a day and month without year is the next one, today included.

    Past days are understood ("hier", "2026-01-31"). UsageTrouble when the phrase names a time of day.
    """
    said = take_apart(phrase, language)
    if said.clock or said.part or said.elapsed is not None or said.same_time or said.half_day:
        raise not_understood(phrase, tr("a day is needed, without a time"))
    return _day_of(phrase, said, today)


def describe(dt: datetime, zone: str, own_zone: str, now: datetime, language: str) -> str:
    """Return a time on the contact's clock and one's own: "Tue 24 Nov 14:20 there · 13:20 here".

    One clock where both show the same; the year where it is not this one.
    """
    language = "fr" if language.startswith("fr") else "en"
    there, here = dt.astimezone(zone_named(zone)), dt.astimezone(zone_named(own_zone))
    days, months = _DAYS[language], _MONTHS[language]
    year = f" {there.year}" if there.year != now.astimezone(zone_named(own_zone)).year else ""
    text = f"{days[there.weekday()]} {there.day} {months[there.month - 1]}{year} {there:%H:%M}"
    if there.utcoffset() == here.utcoffset():
        return text
    words = _THERE_HERE[language]
    day = f"{days[here.weekday()]} " if here.date() != there.date() else ""
    return f"{text} {words[0]} · {day}{here:%H:%M} {words[1]}"


def _resolve(phrase: str, said: Phrase, now: datetime, zone: str) -> datetime:
    """Return the wall clock that is meant (naive), or an instant where the phrase says no wall clock."""
    here = now.astimezone(zone_named(zone)).replace(tzinfo=None)
    if said.elapsed is not None:
        if said.days is None and said.months is None:
            if said != Phrase(elapsed=said.elapsed):
                raise not_understood(phrase, tr("it says two times"))
            return now + said.elapsed
        if said.clock or said.part:
            raise not_understood(phrase, tr("it says two times"))
        return instant(_at(_day_of(phrase, said, here.date()), here.hour, here.minute), zone) + said.elapsed
    if said.half_day:
        if here.hour < 12:
            return _at(here.date(), *_PART_STARTS["afternoon"])
        return _at(here.date() + timedelta(days=1), *_PART_STARTS["morning"])
    clock = _clock_of(phrase, said, here)
    day = _day_of(phrase, said, here.date()) if _names_day(said) else here.date()
    if said.offset is not None:
        return _at(day, *clock).replace(tzinfo=UTC) - said.offset
    if instant(_at(day, *clock), zone) > now:
        return _at(day, *clock)
    if said.part and not said.clock and day == here.date() and said.days == 0:
        return _rest_of_part(phrase, said.part, here)
    return _at(_next_turn(said, day), *clock)


def _names_day(said: Phrase) -> bool:
    known = (said.days, said.months, said.weekday, said.day)
    return said.weeks > 0 or any(value is not None for value in known)


def _clock_of(phrase: str, said: Phrase, here: datetime) -> tuple[int, int]:
    if said.clock:
        hour, minute = said.clock
        if said.part in ("afternoon", "evening") and hour < 12:
            hour += 12
        if hour > 23:
            raise not_understood(phrase, tr("no clock shows {hour}:{minute:02}", hour=hour, minute=minute))
        return hour, minute
    if said.part:
        return _PART_STARTS[said.part]
    if said.same_time:
        return here.hour, here.minute
    if said.days == 0:
        raise not_understood(phrase, tr("it says no time"))
    return (here.hour, here.minute) if said.counted else _WHEN_ONLY_A_DAY


def _next_turn(said: Phrase, day: date) -> date:
    """Return the day on which a time that is over today comes again; an explicit day stays in the past."""
    if not _names_day(said):
        return day + timedelta(days=1)
    if said.weekday is not None and not said.weeks and said.day is None and said.days is None:
        return day + timedelta(days=7)
    if said.day is not None and said.month is None and said.weekday is None:
        return _next_with_day(day + timedelta(days=1), said.day)
    return day


def _rest_of_part(phrase: str, part: str, here: datetime) -> datetime:
    """Return a time within what is left of this afternoon: in about an hour, on the quarter."""
    soon = here.replace(second=0, microsecond=0) + timedelta(minutes=60 + -here.minute % 15)
    if soon.date() != here.date() or soon.hour >= _PART_ENDS[part]:
        raise not_understood(phrase, tr("the {part} is nearly over, give the time", part=part))
    return soon


def _day_of(phrase: str, said: Phrase, today: date) -> date:
    ways = [said.days is not None or said.months is not None, said.day is not None]
    if all(ways) or (said.weeks and any(ways)):
        raise not_understood(phrase, tr("it says two days"))
    if ways[0]:
        day = _months_later(phrase, today, said.months or 0) + timedelta(days=said.days or 0)
    elif said.day is not None:
        day = _calendar_day(phrase, said, today)
    elif said.weekday is not None:
        return _coming(said, today)
    elif said.weeks:
        return today + timedelta(weeks=said.weeks)
    else:
        raise not_understood(phrase, tr("it says no day"))
    if said.weekday is not None and day.weekday() != said.weekday:
        raise not_understood(
            phrase, tr("{day} is a {days}", day=day.isoformat(), days=_DAYS["en"][day.weekday()])
        )
    return day


def _coming(said: Phrase, today: date) -> date:
    weekday = said.weekday or 0
    if said.weeks:
        return today + timedelta(days=weekday - today.weekday(), weeks=said.weeks)
    ahead = (weekday - today.weekday()) % 7
    if ahead == 0 and not said.clock and not said.part:
        ahead = 7
    return today + timedelta(days=ahead + said.later)


def _calendar_day(phrase: str, said: Phrase, today: date) -> date:
    day = said.day or 0
    if said.year is not None and not 1900 <= said.year <= 2200:
        raise not_understood(phrase, tr("the year {year} is not one of ours", year=said.year))
    try:
        if said.year is not None:
            return date(said.year, said.month or 0, day)
        if said.month is not None:
            # 29 February may be years away.
            for year in range(today.year, today.year + 9):
                if day == 29 and said.month == 2 and not _is_leap(year):
                    continue
                if (found := date(year, said.month, day)) >= today:
                    return found
    except ValueError as problem:
        raise not_understood(phrase, tr("no calendar has this day")) from problem
    if not 1 <= day <= 31:
        raise not_understood(phrase, tr("no calendar has this day"))
    if said.weekday is None:
        return _next_with_day(today, day)
    first = found = _next_with_day(today, day)
    for _month in range(3):
        if found.weekday() == said.weekday:
            return found
        found = _next_with_day(found + timedelta(days=1), day)
    return first


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _next_with_day(start: date, day: int) -> date:
    while start.day != day:
        start += timedelta(days=1)
    return start


def _months_later(phrase: str, day: date, months: int) -> date:
    """Return the same day so many months on, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        raise not_understood(phrase, tr("it is too far ahead"))
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001  a wall clock, placed by instant()
