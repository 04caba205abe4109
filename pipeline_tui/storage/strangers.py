"""What the gate is told about a number that is nobody's here."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.calling import Audience, CallFacts, NumberFacts, Purpose
from pipeline_tui.domain.phones import country_of, zones_of
from pipeline_tui.domain.queue_place import Method
from pipeline_tui.storage import registers
from pipeline_tui.storage.facts import keyed_hash, prospecting_calls, suppressed
from pipeline_tui.storage.store import Tx


def stranger(tx: Tx, e164: str, audience: Audience | None, method: Method, at: datetime) -> CallFacts:
    """Return the facts of a number without a person: suppressions and earlier calls are of the number."""
    country = country_of(e164, method.country)
    digest = keyed_hash(method.secret, e164)
    attempts = prospecting_calls(tx, e164, at)
    number = NumberFacts(
        id=0,
        e164=e164,
        zones=zones_of(e164, country),
        suppressed=digest in suppressed(tx, (digest,)),
        attempts=attempts,
        listings=registers.listings(tx, registers.current(tx), {e164: digest}).get(e164, ()),
    )
    return CallFacts(
        purpose=Purpose.PROSPECTING,
        audience=audience,
        country=country,
        region="",
        place_zone="",
        number=number,
        person_suppressed=False,
        bases=(),
        refused_at=None,
        person_attempts=(),
    )
