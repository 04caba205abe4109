"""A postal address's time zone and holiday region, for calling windows.

Only what is certain is answered: a country of several zones without a telling postcode gives none, and every
zone the number may lie in then counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from pipeline_tui.domain.american_places import state_of_postcode, zone_of_postcode
from pipeline_tui.domain.german_places import laender_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address lies; each part "" when it is not known."""

    zone: str = ""  # IANA
    # Subdivision with rules or public holidays of its own, as the package ``holidays`` names it; several by
    # comma where a postcode does not tell which.
    region: str = ""


# France but its regions: not "", which is unknown and closed on the holidays of Alsace too. The code
# is what ISO 3166-1 keeps for metropolitan France.
ELSEWHERE_IN_FRANCE = "FX"
_FRANCE = Place("Europe/Paris", ELSEWHERE_IN_FRANCE)
_FRENCH = MappingProxyType(
    {
        "57": Place("Europe/Paris", "57"),  # Moselle and Alsace: Good Friday and 26 December
        "67": Place("Europe/Paris", "6AE"),
        "68": Place("Europe/Paris", "6AE"),
        "971": Place("America/Guadeloupe", "971"),
        "97133": Place("America/St_Barthelemy", "BL"),
        "97150": Place("America/Marigot", "MF"),
        "972": Place("America/Martinique", "972"),
        "973": Place("America/Cayenne", "973"),
        "974": Place("Indian/Reunion", "974"),
        "975": Place("America/Miquelon", "PM"),
        "976": Place("Indian/Mayotte", "976"),
        "977": Place("America/St_Barthelemy", "BL"),
        "978": Place("America/Marigot", "MF"),
        "980": Place("Europe/Monaco"),
        "984": Place("Indian/Kerguelen", "TF"),
        "986": Place("Pacific/Wallis", "WF"),
        "987": Place("Pacific/Tahiti", "PF"),
        "98742": Place("Pacific/Marquesas", "PF"),
        "98755": Place("Pacific/Gambier", "PF"),
        "988": Place("Pacific/Noumea", "NC"),
    }
)
# Codes that say nothing to a reader; the others are those of American states, German Laender and the like.
_NAMES = MappingProxyType(
    {
        "57": "Moselle",
        "6AE": "Alsace",
        "971": "Guadeloupe",
        "972": "Martinique",
        "973": "Guyane",
        "974": "La Réunion",
        "976": "Mayotte",
        "BL": "Saint-Barthélemy",
        "MF": "Saint-Martin",
        "PM": "Saint-Pierre-et-Miquelon",
    }
)
# Overseas numbers have a country code of their own; their postcode tells the same place.
_FRENCH_COUNTRIES = frozenset({"BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "WF", "YT"})

_SCOTTISH = frozenset(
    ["AB", "DD", "DG", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "TD", "ZE"]
)

# Countries of one zone, by themselves enough to tell the clock.
_ONE_ZONE = MappingProxyType(
    {
        "AT": "Europe/Vienna",
        "BE": "Europe/Brussels",
        "BG": "Europe/Sofia",
        "CH": "Europe/Zurich",
        "CZ": "Europe/Prague",
        "DK": "Europe/Copenhagen",
        "EE": "Europe/Tallinn",
        "FI": "Europe/Helsinki",
        "GG": "Europe/Guernsey",
        "GR": "Europe/Athens",
        "HR": "Europe/Zagreb",
        "HU": "Europe/Budapest",
        "IE": "Europe/Dublin",
        "IM": "Europe/Isle_of_Man",
        "IT": "Europe/Rome",
        "JE": "Europe/Jersey",
        "LT": "Europe/Vilnius",
        "LU": "Europe/Luxembourg",
        "LV": "Europe/Riga",
        "MA": "Africa/Casablanca",
        "MC": "Europe/Monaco",
        "NL": "Europe/Amsterdam",
        "NO": "Europe/Oslo",
        "PL": "Europe/Warsaw",
        "RO": "Europe/Bucharest",
        "SE": "Europe/Stockholm",
        "SI": "Europe/Ljubljana",
        "SK": "Europe/Bratislava",
        "TN": "Africa/Tunis",
    }
)


@lru_cache(maxsize=16384)
def place_of(country: str, postcode: str) -> Place:
    """Return zone and holiday region of an address; an empty place when they do not follow from it.

    The country is ISO 3166 alpha-2; the postcode may hold spaces and a country prefix ("F-67000").
    """
    country = country.upper()
    code = re.sub(r"[^0-9A-Z]", "", postcode.upper())
    if country == "FR" or country in _FRENCH_COUNTRIES:
        return _french(country, code)
    if country == "US":
        return _american(code)
    if country == "DE":
        return Place("Europe/Berlin", laender_of(_digits(code, 5)))
    if country == "GB":
        return Place("Europe/London", _british_region(code))
    if country == "ES" and (digits := _digits(code, 5)):
        return Place("Atlantic/Canary" if digits[:2] in ("35", "38") else "Europe/Madrid")
    if country == "PT" and (digits := _digits(code, 4)):
        if digits[:1] != "9":
            return Place("Europe/Lisbon")
        return Place("Atlantic/Madeira" if digits[:2] < "95" else "Atlantic/Azores")
    return Place(_ONE_ZONE.get(country, ""))


def _french(country: str, code: str) -> Place:
    digits = _digits(code, 5)
    if not digits:
        return Place()
    for length in (5, 3, 2):
        if found := _FRENCH.get(digits[:length]):
            # A territory with a country code has its holidays under that code.
            return found if country == "FR" else Place(found.zone)
    return _FRANCE if digits[:2] not in ("97", "98", "99", "00") else Place()


def _american(code: str) -> Place:
    found = re.fullmatch(r"(\d{5})(?:\d{4})?", code)
    return Place(zone_of_postcode(found[1]), state_of_postcode(found[1])) if found else Place()


def _british_region(code: str) -> str:
    found = re.match(r"[A-Z]{1,2}(?=\d)", code)
    if not found:
        return ""
    if found[0] == "BT":
        return "NIR"
    if found[0] == "TD":  # Berwick lies in England
        return "ENG,SCT"
    return "SCT" if found[0] in _SCOTTISH else "ENG"  # Wales has England's holidays


def _digits(code: str, count: int) -> str:
    """Return the first digits of a postcode after its country prefix; "" when there are too few."""
    found = re.fullmatch(rf"[A-Z]{{0,2}}(\d{{{count}}})(?:CEDEX\d*|\d{{3}})?", code)
    return found[1] if found else ""


def region_words(country: str, regions: Iterable[str]) -> str:
    """Return regions for reading: by name in France, whose codes say nothing, else by their usual code."""
    return ", ".join(_NAMES.get(one, one) if country == "FR" else one for one in regions)
