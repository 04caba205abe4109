"""The words of a typed time, English and French alike, taken apart into a ``Phrase`` without any clock.

``RULES`` is tried in order; what a rule matches is used up, and what no rule wants is named in the refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.text import fold
from pipeline_tui.domain.time_vocabulary import (
    EACH_QUANTITY,
    FILLERS,
    MONTH,
    MONTH_NOT_MARDI,
    MONTHS,
    NO_TIME,
    NUMBERS,
    ORDINAL,
    QUANTITY,
    SAID_OTHERWISE,
    UNITS,
    WEEKDAY,
    WEEKDAYS,
)
from pipeline_tui.wording import quoted, tr

EXAMPLES = 'Write for example "tue 14:20", "demain 15h" or "+2h".'


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says, still relative to no clock; None or 0 where it says nothing."""

    elapsed: timedelta | None = None  # minutes and hours: real time
    days: int | None = None  # from today
    months: int | None = None
    counted: bool = False  # "in 3 weeks": the wall clock is kept
    weekday: int | None = None  # Monday 0
    weeks: int = 0  # 1 for "next monday": that day of next week
    later: int = 0  # days after the coming weekday: "mardi en huit"
    year: int | None = None
    month: int | None = None
    day: int | None = None  # of the month
    clock: tuple[int, int] | None = None
    part: str = ""  # morning, afternoon, evening
    same_time: bool = False
    half_day: bool = False  # the next half-day
    offset: timedelta | None = None  # from UTC, of an ISO time


Fields = dict[str, Any]
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], Fields]]


def _rule(pattern: str, make: Callable[[re.Match[str]], Fields] | Fields) -> Rule:
    whole = re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])")
    return whole, make if callable(make) else (lambda _found: make)


def _quantity(found: re.Match[str]) -> Fields:
    total = {"months": 0, "days": 0, "minutes": 0}
    for number, unit, minutes in EACH_QUANTITY.findall(found[0]):
        count = int(number) if number.isdigit() else NUMBERS[number]
        kind, size = next((kind, size) for known, kind, size in UNITS if known.fullmatch(unit))
        total[kind] += count * size
        total["minutes"] += int(minutes or 0)
    fields: Fields = {kind: total[kind] for kind in ("months", "days") if total[kind]}
    if fields:
        fields["counted"] = True
    if total["minutes"] or not fields:
        fields["elapsed"] = timedelta(minutes=total["minutes"])
    return fields


def _iso(found: re.Match[str]) -> Fields:
    fields: Fields = {"year": int(found[1]), "month": int(found[2]), "day": int(found[3])}
    if found[4]:
        fields["clock"] = (int(found[4]), int(found[5]))
    if zone := found[6]:
        sign = -1 if zone[0] == "-" else 1
        digits = zone[1:].replace(":", "")
        fields["offset"] = (
            sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
            if digits.isdigit()
            else timedelta(0)
        )
    return fields


def _date(day: str, month: str, year: str | None) -> Fields:
    fields: Fields = {"day": int(day), "month": int(month) if month.isdigit() else MONTHS[month]}
    if year:
        fields["year"] = int(year) + (2000 if len(year) == 2 else 0)
    return fields


def _clock(found: re.Match[str]) -> Fields:
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return {"clock": (hour, minute)}


def _rules(language: str) -> tuple[Rule, ...]:
    english = language[:2] == "en"
    return (
        _rule(
            r"(\d{4})-(\d{1,2})-(\d{1,2})"
            r"(?:(?:t|\s+)(\d{1,2})[:h](\d{2})(?::\d{2}(?:\.\d+)?)?\s*(z|utc|[+-]\d{2}:?\d{2})?)?",
            _iso,
        ),
        _rule(rf"(?:in|dans|d'ici|within|sous)\s+{QUANTITY}", _quantity),
        (re.compile(rf"\+\s*{QUANTITY}(?![a-z0-9])"), _quantity),
        _rule(rf"{QUANTITY}\s+(?:from now|later|plus tard)", _quantity),
        _rule(r"(?:next|prochaine)\s+(?:half|demi)[ -](?:day|journee)", {"half_day": True}),
        _rule(r"(?:at )?(?:the )?same (?:time|hour)|(?:a la )?meme heure", {"same_time": True}),
        _rule(r"(?:the )?day after tomorrow|apres[ -]demain|surlendemain", {"days": 2}),
        _rule(r"tomorrow|tmrw|tmr|tom|demain", {"days": 1}),
        _rule(r"today|aujourd'? ?hui|auj|ajd", {"days": 0}),
        _rule(r"yesterday|hier", {"days": -1}),
        _rule(r"tonight|ce soir|this evening", {"days": 0, "part": "evening"}),
        _rule(r"this afternoon|cet(?:te)? apres[ -]?midi|cet(?:te)? aprem", {"days": 0, "part": "afternoon"}),
        _rule(r"this morning|ce matin", {"days": 0, "part": "morning"}),
        _rule(r"next month|(?:le )?mois prochain", {"months": 1, "counted": True}),
        _rule(
            rf"(\d{{1,2}}){ORDINAL}?\s+(?:of\s+|de\s+|d')?({MONTH})(?:\s*,?\s+(\d{{4}}))?",
            lambda found: _date(found[1], found[2], found[3]),
        ),
        _rule(
            # "mar 3" is Tuesday the 3rd to a French reader, the 3rd of March to an English one.
            rf"({MONTH if english else MONTH_NOT_MARDI})\s+(\d{{1,2}}){ORDINAL}?{NO_TIME}"
            r"(?:\s*,?\s+(\d{4}))?",
            lambda found: _date(found[2], found[1], found[3]),
        ),
        _rule(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?", lambda found: _numeric(found, english)),
        _rule(r"(\d{1,2})[.-](\d{1,2})[.-](\d{4}|\d{2})", lambda found: _numeric(found, english)),
        _rule(
            rf"({WEEKDAY})\s+en\s+(huit|quinze)",
            lambda found: {"weekday": WEEKDAYS[found[1]], "later": 7 if found[2] == "huit" else 14},
        ),
        _rule(
            rf"next\s+({WEEKDAY})|({WEEKDAY})\s+(?:prochain|next(?!\s+week))",
            lambda found: {"weekday": WEEKDAYS[found[1] or found[2]], "weeks": 1},
        ),
        _rule(r"(?:of )?next week|(?:de )?(?:la )?semaine prochaine", {"weeks": 1}),
        _rule(rf"({WEEKDAY})", lambda found: {"weekday": WEEKDAYS[found[1]]}),
        _rule(
            r"(?P<hour>\d{1,2})\s*(?:h|heures?|hrs?|:|\.)\s*(?P<minute>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>am|pm)?",
            _clock,
        ),
        _rule(r"(?P<hour>\d{1,2})(?P<minute>)\s*(?P<half>am|pm)", _clock),
        _rule(r"(?P<hour>\d{1,2})(?P<minute>)(?P<half>)\s*(?:h|heures?|hrs?|o'clock)", _clock),
        _rule(
            rf"(?:the|le)\s+(\d{{1,2}}){ORDINAL}?{NO_TIME}|(\d{{1,2}}){ORDINAL}",
            lambda found: {"day": int(found[1] or found[2])},
        ),
        _rule(r"(?:in the |du |le )?(?:morning|matin|matinee)", {"part": "morning"}),
        _rule(r"(?:in the |de l'|l')?(?:afternoon|apres[ -]?midi|aprem)", {"part": "afternoon"}),
        _rule(r"(?:in the |du |le )?(?:evening|soir|soiree)", {"part": "evening"}),
    )


def _numeric(found: re.Match[str], english: bool) -> Fields:
    """Day before month, always; an English 12/25 can only be December."""
    day, month = found[1], found[2]
    if english and int(month) > 12 >= int(day):
        day, month = month, day
    return _date(day, month, found[3])


RULES = MappingProxyType({language: _rules(language) for language in ("en", "fr")})


def take_apart(phrase: str, language: str) -> Phrase:
    """Return what a typed phrase says; UsageTrouble names the words nobody understood."""
    rest = " ".join(fold(phrase).replace("−", "-").split())
    if rest in ("1", "2", "3"):
        presets: dict[str, Fields] = {
            "1": {"elapsed": timedelta(hours=1)},
            "2": {"days": 1, "same_time": True},
            "3": {"half_day": True},
        }
        return Phrase(**presets[rest])
    for said, meant in SAID_OTHERWISE:
        rest = said.sub(meant, rest)
    fields: Fields = {}
    for pattern, make in RULES["en" if language[:2] == "en" else "fr"]:
        if (found := pattern.search(rest)) is None:
            continue
        new = make(found)
        if not fields.keys().isdisjoint(new):
            continue  # said twice: the second stays, and is named
        fields |= new
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    rest = " ".join(FILLERS.sub(" ", rest).split())
    if re.fullmatch(r"\d{1,2}", rest) and (loose := _loose_number(int(rest), fields)):
        fields |= loose
        rest = ""
    if rest or not fields:
        raise not_understood(
            phrase, tr('"{rest}" was not understood', rest=rest[:40]) if fields else tr("it says no time")
        )
    return Phrase(**fields)


def _loose_number(number: int, fields: Fields) -> Fields:
    """Return what a number without any mark means: "tomorrow 9" is an hour, "lundi 14 15h" a day."""
    if "clock" not in fields:
        # Nobody rings before eight: "tomorrow 3" is three in the afternoon.
        early = 1 <= number <= 7 and fields.get("part") != "morning"
        return {"clock": (number + 12 if early else number, 0)}
    return {"day": number} if "weekday" in fields and "day" not in fields else {}


def not_understood(phrase: str, why: str) -> UsageTrouble:
    """Return the refusal of a phrase, with the reason and three examples."""
    return UsageTrouble(
        tr("Time not understood"),
        tr("{label}: {text}", label=quoted(phrase.strip()[:60]), text=f"{why}."),
        EXAMPLES,
    )
