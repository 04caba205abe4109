"""The words people use for times, English and French: numbers, units, days, months, turns of phrase."""

from __future__ import annotations

import re
from types import MappingProxyType

NUMBERS = MappingProxyType(
    {
        word: count
        for words, count in (
            ("a an one un une", 1),
            ("two deux", 2),
            ("three trois", 3),
            ("four quatre", 4),
            ("five cinq", 5),
            ("six", 6),
            ("seven sept", 7),
            ("eight huit", 8),
            ("nine neuf", 9),
            ("ten dix", 10),
            ("twelve douze", 12),
            ("fifteen quinze", 15),
            ("twenty vingt", 20),
            ("thirty trente", 30),
        )
        for word in words.split()
    }
)
UNITS = (
    (re.compile(r"mo|months?|mois"), "months", 1),
    (re.compile(r"y|yrs?|years?|ans?|annees?"), "months", 12),
    (re.compile(r"fortnights?|quinzaines?"), "days", 14),
    (re.compile(r"w|wks?|weeks?|sem|semaines?"), "days", 7),
    (re.compile(r"d|days?|j|jrs?|jours?"), "days", 1),
    (re.compile(r"h|hrs?|hours?|heures?"), "minutes", 60),
    (re.compile(r"m|mn|mins?|minutes?"), "minutes", 1),
)
_NUMBER = rf"\d{{1,4}}|(?:{'|'.join(NUMBERS)})(?=\s)"
_UNIT = "|".join(unit.pattern for unit, _, _ in UNITS)
_ONE_QUANTITY = rf"(?:{_NUMBER})\s*(?:{_UNIT})(?![a-z])"
QUANTITY = rf"{_ONE_QUANTITY}(?:\s*(?:and|et)?\s*(?:{_ONE_QUANTITY}|[0-5]\d(?![\dh:])))*"
EACH_QUANTITY = re.compile(rf"({_NUMBER})\s*({_UNIT})(?![a-z])([0-5]\d(?![\dh:]))?")

WEEKDAYS = MappingProxyType(
    {
        name: day
        for day, names in enumerate(
            (
                "monday mon lundi lun",
                "tuesday tues tue mardi mar",
                "wednesday wed mercredi mer",
                "thursday thurs thur thu jeudi jeu",
                "friday fri vendredi ven",
                "saturday sat samedi sam",
                "sunday sun dimanche dim",
            )
        )
        for name in names.split()
    }
)
MONTHS = MappingProxyType(
    {
        name: month
        for month, names in enumerate(
            (
                "january janvier jan janv",
                "february fevrier feb fev fevr",
                "march mars mar",
                "april avril apr avr",
                "may mai",
                "june juin jun",
                "july juillet jul juil",
                "august aout aug aou",
                "september septembre sept sep",
                "october octobre oct",
                "november novembre nov",
                "december decembre dec",
            ),
            1,
        )
        for name in names.split()
    }
)
WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH_NOT_MARDI = MONTH.replace("|mar|", "|")
NO_TIME = r"(?!\d|\s*(?:h|:|am\b|pm\b))"  # the number before is a day, not an hour
ORDINAL = r"(?:st|nd|rd|th|er)"

FILLERS = re.compile(
    r"\b(?:on|at|le|la|les|l'|a|au|the|this|ce|cet|cette|vers|around|about|of|de|du|pour|by|for|call|rappeler"
    r"|rappel|in|dans|o'clock|and|et|coming)(?![a-z])|[,;@-]"
)


def _by_day(hour: str) -> int:
    """Return the hour meant: nobody rings before eight, so "half past three" is in the afternoon."""
    return int(hour) + 12 if 1 <= int(hour) <= 7 else int(hour)


# Said in several words: put into the form the rules read.
SAID_OTHERWISE = (
    (re.compile(r"(?:half an|a half|(?:une )?demi)[ -](?:hour|heure)"), "30 min"),
    (re.compile(r"(?:three|trois) quart(?:er)?s (?:of an hour|d'heure)"), "45 min"),
    (re.compile(r"(?:a |un )?quart(?:er)? (?:of an hour|d'heure)"), "15 min"),
    (re.compile(r"(?:an|one) hour and a half|une heure et demie"), "90 min"),
    (re.compile(r"\bdans (\w+?) ?h(?:eures?)? et demie"), r"dans \1 h 30 min"),
    (re.compile(r"half past (\d{1,2})"), lambda found: f"{_by_day(found[1])}:30"),
    (re.compile(r"quarter past (\d{1,2})"), lambda found: f"{_by_day(found[1])}:15"),
    (re.compile(r"quarter to (\d{1,2})"), lambda found: f"{_by_day(found[1]) - 1}:45"),
    (re.compile(r"(\d{1,2}) ?h(?:eures?)? et demie"), lambda found: f"{_by_day(found[1])}:30"),
    (re.compile(r"(\d{1,2}) ?h(?:eures?)? et quart"), lambda found: f"{_by_day(found[1])}:15"),
    (re.compile(r"(\d{1,2}) ?h(?:eures?)? moins (?:le )?quart"), lambda found: f"{_by_day(found[1]) - 1}:45"),
    (re.compile(r"\bmidi et demie?\b"), "12:30"),
    (re.compile(r"\bmidi et quart\b"), "12:15"),
    (re.compile(r"\b(?:noon|midday)\b|(?<!apres[ -])\bmidi\b"), "12:00"),
    (re.compile(r"\b([ap])\.m\.?"), r"\1m"),
    (re.compile(r"(?<=[a-z])\."), " "),
)
