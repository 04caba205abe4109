"""What of the gate's answer is kept with an attempt, before the telephone rings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC

from pipeline_tui.domain.calling import NumberFacts, Verdict


def proof_of(verdict: Verdict, number: NumberFacts | None) -> Mapping[str, str | int | None]:
    """Return the proof of an allowed call: codes, ids, counts and times, no word of a person.

    ``number`` tells which registers were looked through, by name and date of the copy.
    """
    country = verdict.rules.partition(" ")[0]
    listings = number.listings if number is not None else ()
    asked = [f"{one.name} {one.dated:%Y-%m-%d}" for one in listings if one.country == country]
    until = verdict.open_until
    return {
        "rules": verdict.rules,
        "zone": verdict.zone,
        "region": verdict.region,
        "registers": ", ".join(asked),
        "basis": verdict.basis.kind.value if verdict.basis else "",
        "basis_id": verdict.basis.id if verdict.basis else 0,
        "attempts": verdict.attempts,
        "cap": verdict.cap,
        "open_until": f"{until.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}" if until is not None else "",
    }
