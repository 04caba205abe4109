"""In which region of a country somebody may be rung: by the address, else by the number, else nobody knows.

A region is a subdivision with rules or public holidays of its own, as the package ``holidays`` names it.
Several by comma are all possible; "" is unknown, and then the strictest of the country's regions holds.
"""

from __future__ import annotations

from pipeline_tui.domain.american_places import ZONES, state_of_number
from pipeline_tui.domain.calling import CallFacts


def region_of(facts: CallFacts) -> str:
    """Return the region whose rules and holidays hold for a call."""
    if facts.region or facts.number is None:
        return facts.region
    return region_of_number(facts.country, facts.number.e164)


def region_of_number(country: str, e164: str) -> str:
    """Return the region a number's area lies in; "" where areas do not tell."""
    if country == "US":
        return state_of_number(e164)
    if country == "GB" and e164.startswith("+4428"):
        return "NIR"
    return ""


def zones_for(facts: CallFacts) -> tuple[str, ...]:
    """Return every zone in which it must be time to ring.

    The one of a known address stands for all; an address that tells only the region has all zones of that;
    else the number's own.
    """
    if facts.place_zone:
        return (facts.place_zone,)
    if facts.country == "US" and facts.region in ZONES:
        return ZONES[facts.region]
    return facts.number.zones if facts.number is not None else ()
