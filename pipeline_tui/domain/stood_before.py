"""Other rules that hold beside a contact's own: those before a change by hand, and those of its line.

So nobody opens a closed window, a used cap or a missing ground by typing another town or "business", for
somebody known or for somebody added by hand on their line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from pipeline_tui.domain.calling import Audience, CallFacts, Verdict

COUNTS_FOR = timedelta(days=30)  # as long as the longest cap of a shipped rule file
CHANGED = "The place was changed by hand: for 30 days the one before counts too."
AUDIENCE = "Consumer or business was changed by hand: for 30 days what it was before counts too."
SHARED = "Somebody known before on this line lives elsewhere: both places count."


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a contact was taken to live before the first change of the last days, or where its line is.

    ``audience`` is what it was before a change, "" for unknown; None when it is what it was.
    """

    country: str  # ISO 3166
    region: str
    zone: str  # "" when it was not known
    why: str = CHANGED
    audience: str | None = None


def as_it_stood(facts: CallFacts, stood: Stood) -> CallFacts:
    """Return the gate's facts with the place before.

    Where no zone was known the number's own counts; one that names none, or several, is what asking for the
    place is for.
    """
    zone = stood.zone
    if not zone and (facts.number is None or len(facts.number.zones) != 1):
        zone = facts.place_zone
    told = replace(facts, country=stood.country, region=stood.region, place_zone=zone)
    if stood.audience is None:
        return told
    return replace(told, audience=Audience(stood.audience) if stood.audience else None)


def because(verdict: Verdict, stood: Stood) -> Verdict:
    """Return a refusal by the rules of another place, saying so."""
    return replace(verdict, reason=f"{verdict.reason} {stood.why}")
