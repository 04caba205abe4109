"""What a shop's country settles by itself: its clock, and the language it most likely speaks."""

from __future__ import annotations

from types import MappingProxyType

# The most populous zone of each country we have rules for; elsewhere the set-up asks.
ZONES = MappingProxyType(
    {
        "FR": "Europe/Paris",
        "BE": "Europe/Brussels",
        "CH": "Europe/Zurich",
        "LU": "Europe/Luxembourg",
        "DE": "Europe/Berlin",
        "AT": "Europe/Vienna",
        "GB": "Europe/London",
        "IE": "Europe/Dublin",
        "ES": "Europe/Madrid",
        "IT": "Europe/Rome",
        "PT": "Europe/Lisbon",
        "NL": "Europe/Amsterdam",
        "US": "America/New_York",
        "CA": "America/Toronto",
    }
)
_FRENCH = frozenset({"FR", "BE", "CH", "LU", "MC", "RE", "GP", "MQ", "GF", "YT"})


def default_language(country: str) -> str:
    """Return the language the shop most likely speaks, of those the playbooks have."""
    return "fr" if country.upper() in _FRENCH else "en"
