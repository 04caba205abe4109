"""What of the gate's answer is kept with an attempt, before the telephone rings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC

from pipeline_tui.domain.calling import Verdict


def proof_of(verdict: Verdict) -> Mapping[str, str | int | None]:
    """Return the proof of an allowed call: codes, ids, counts and times, no word of a person."""
    until = verdict.open_until
    return {
        "rules": verdict.rules,
        "zone": verdict.zone,
        "region": verdict.region,
        "basis": verdict.basis.kind.value if verdict.basis else "",
        "basis_id": verdict.basis.id if verdict.basis else 0,
        "attempts": verdict.attempts,
        "cap": verdict.cap,
        "open_until": f"{until.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}" if until is not None else "",
    }
