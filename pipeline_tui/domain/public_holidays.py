"""Public holidays by country and region, as the ``holidays`` package knows them (until the year 2100)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

# Categories of the package with days that a part of a region keeps.
_IN_PARTS = MappingProxyType({"DE": ("catholic",)})


def public_holiday(day: date, country: str, region: str = "", language: str = "en") -> str | None:
    """Return the name of the public holiday on a day, or None on a working day and for an unknown country.

    ``country`` and ``region`` are ISO 3166 codes; an unknown region gets the country's common holidays. The
    name comes in the language asked for, else in English, else in the country's own. What only a part of the
    region keeps, as Bavaria's Assumption Day, is one.
    """
    return _year(day.year, country.upper(), region.upper(), language[:2].lower()).get(day)


@lru_cache(maxsize=512)
def _year(year: int, country: str, region: str, language: str) -> Mapping[date, str]:
    import holidays

    if len(country) != 2 or not hasattr(holidays, country):
        return {}
    regions, languages = _known(country)
    return dict(
        holidays.country_holidays(
            country,
            subdiv=region if region in regions else None,
            years=year,
            categories=("public", *_IN_PARTS.get(country, ())),
            expand=False,
            language=next(
                (name for wanted in (language, "en") for name in languages if name[:2] == wanted), None
            ),
        )
    )


@lru_cache(maxsize=256)
def _known(country: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the regions and languages the package has for a country."""
    import holidays

    known = getattr(holidays, country)
    return frozenset(known.subdivisions), tuple(known.supported_languages)
