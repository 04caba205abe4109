"""Where a number may lie: its country and every time zone it may ring in."""

from __future__ import annotations

from functools import lru_cache

_UNKNOWN_ZONE = "Etc/Unknown"
_NO_COUNTRY = "001"  # satellite, universal freephone


@lru_cache(maxsize=8192)
def country_of(e164: str, country: str = "") -> str:
    """Return the ISO 3166 country of a number, "" for one of no country.

    An unassigned number under a code that several countries share (+1, +44, +7) is taken for ``country``
    where that is one of them, else for the code's main country.
    """
    from phonenumbers import parse, region_code_for_number, region_codes_for_country_code

    if only := _only_country(_calling_code(e164)):
        return only
    number = parse(e164)
    region = region_code_for_number(number)
    if region is None:
        sharing = region_codes_for_country_code(number.country_code or 0)
        region = country if country in sharing else sharing[0] if sharing else ""
    return "" if region == _NO_COUNTRY else region


@lru_cache(maxsize=8192)
def zones_of(e164: str, country: str = "") -> tuple[str, ...]:
    """Return every IANA zone the number may ring in; () when none is known, and the place must be asked.

    A number that names no zone uses all zones of its country (see ``country_of``).
    """
    from phonenumbers import parse
    from phonenumbers.timezone import time_zones_for_number

    if only := _only_zones(_calling_code(e164)):
        return only
    number = parse(e164)
    zones = tuple(zone for zone in time_zones_for_number(number) if zone != _UNKNOWN_ZONE)
    if zones:
        return zones
    region = country_of(e164, country)
    return zones_of_country(region) if region else ()


def _calling_code(e164: str) -> int:
    """Return the country calling code of a number; no code begins with another one. 0: there is none."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    for length in (2, 3, 1):
        if (code := int(e164[1 : 1 + length])) in COUNTRY_CODE_TO_REGION_CODE:
            return code
    return 0


@lru_cache(maxsize=256)
def _only_country(code: int) -> str:
    """Return the one country that uses a calling code, "" when several do: those numbers must be parsed."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    regions = COUNTRY_CODE_TO_REGION_CODE.get(code, ())
    return regions[0] if len(regions) == 1 and regions[0] != _NO_COUNTRY else ""


@lru_cache(maxsize=256)
def _only_zones(code: int) -> tuple[str, ...]:
    """Return the zones of a calling code whose every number lies in the same ones, () for any other."""
    from phonenumbers.tzdata import TIMEZONE_DATA

    entries = [zones for prefix, zones in TIMEZONE_DATA.items() if prefix.startswith(str(code))]
    if len(entries) != 1 or not _only_country(code) or _UNKNOWN_ZONE in entries[0]:
        return ()
    return tuple(entries[0])


@lru_cache(maxsize=256)
def zones_of_country(country: str) -> tuple[str, ...]:
    """Return the IANA zones that telephone numbers of a country lie in, in order of name; () when unknown."""
    from phonenumbers import (
        COUNTRY_CODE_TO_REGION_CODE,
        country_code_for_region,
        example_number,
        national_significant_number,
        parse,
        region_code_for_number,
    )
    from phonenumbers.tzdata import TIMEZONE_DATA

    code = country_code_for_region(country)
    every = tuple(zone for zone in TIMEZONE_DATA.get(str(code), ()) if zone != _UNKNOWN_ZONE)
    example = example_number(country)
    if len(COUNTRY_CODE_TO_REGION_CODE.get(code, ())) < 2 or example is None:
        return every
    # Countries share the code: keep the zones of prefixes under which this country has numbers.
    national = national_significant_number(example)
    found: set[str] = set()
    for prefix, zones in TIMEZONE_DATA.items():
        start = prefix.removeprefix(str(code))
        if start == prefix or not start or len(zones) > 3:
            continue
        if region_code_for_number(parse(f"+{code}{start}{national[len(start) :]}")) == country:
            found.update(zones)
    return tuple(sorted(found)) or every
