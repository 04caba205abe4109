"""Computes where many new contacts will stand in the queue, before they are stored.

The same facts as ``facts.gather`` reads, told from memory: a newcomer has no calls of its own, but its
numbers may be suppressed or have been rung for somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from pipeline_tui.domain.calling import Basis, BasisKind, CallFacts, NumberFacts
from pipeline_tui.domain.new_contact import NewContact, NewNumber
from pipeline_tui.domain.queue_place import Method, Place, place_of, purpose_of
from pipeline_tui.domain.regions import region_of_number
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import registers
from pipeline_tui.storage.facts import LOOK_BACK, keyed_hash
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment, stamp

_AT_ONCE = 2000

_SUPPRESSED = """SELECT hash FROM suppression
  WHERE lifted_at IS NULL AND hash IN (SELECT value FROM json_each(:values))"""
_ATTEMPTS = """SELECT e164, dialled_at FROM call
  WHERE e164 IN (SELECT value FROM json_each(:values)) AND dialled_at >= :since
    AND counts = 1 AND purpose = 'prospecting' ORDER BY dialled_at"""


class PlacesOfNew:
    """Knows what is on record about the numbers of new contacts, at one instant (UTC)."""

    def __init__(
        self,
        tx: Tx,
        method: Method,
        now: datetime,
        contacts: Sequence[NewContact],
        stage: Stage = Stage.SCOUTING,
    ) -> None:
        """Read what is on record about the numbers of contacts that are to stand at a stage."""
        self._stage = stage
        self._method = method
        self._now = now
        self._memo: dict[object, Place] = {}
        numbers = sorted({number.e164 for contact in contacts for number in contact.numbers})
        self._suppressed = _suppressed(tx, method.secret, numbers)
        self._attempts = _attempts(tx, numbers, stamp(now - LOOK_BACK))
        loaded = registers.current(tx)
        hashes = {e164: keyed_hash(method.secret, e164) for e164 in numbers} if loaded else {}
        self._registers = registers.listings(tx, loaded, hashes)

    def place(self, new: NewContact) -> Place:
        """Return a new contact's place; its number is not named, for it has no id yet."""
        key = (
            new.audience,
            new.country,
            new.region,
            new.zone,
            new.hot,
            new.language,
            tuple([(basis.kind, basis.purpose, basis.expires_at) for basis in new.bases]),
            tuple([self._number_key(number, new) for number in new.numbers]),
        )
        place = self._memo.get(key)
        if place is None:
            place = self._memo[key] = self._compute(new)
        return place

    def _number_key(self, number: NewNumber, new: NewContact) -> object:
        shared = number.holder == "switchboard"
        e164 = number.e164
        listed = e164 in self._registers and any(one.listed for one in self._registers[e164])
        on_record = listed or e164 in self._suppressed or e164 in self._attempts
        area = "" if new.region else region_of_number(new.country, e164)
        return number.zones, area, shared, e164 if on_record else ""

    def _compute(self, new: NewContact) -> Place:
        bases = tuple(
            Basis(basis.kind, basis.given_at, basis.expires_at, purpose=basis.purpose)
            for basis in new.bases
            if basis.kind is not BasisKind.OWN_REQUEST or self._stage is Stage.HUNTING
        )
        purpose = purpose_of(self._stage, [basis.kind for basis in bases])
        candidates = [
            CallFacts(
                purpose=purpose,
                audience=new.audience,
                country=new.country,
                region=new.region,
                place_zone=new.zone,
                number=self._facts(number),
                person_suppressed=False,
                bases=bases,
                refused_at=None,
                person_attempts=(),
            )
            for number in new.numbers
        ]
        return place_of(candidates, (), self._method, self._now, hot=new.hot, language=new.language)

    def _facts(self, number: NewNumber) -> NumberFacts:
        shared = number.holder == "switchboard"
        attempts = () if shared else self._attempts.get(number.e164, ())
        return NumberFacts(
            0,
            number.e164,
            number.zones,
            number.e164 in self._suppressed,
            attempts,
            shared,
            listings=self._registers.get(number.e164, ()),
        )


def _suppressed(tx: Tx, secret: str, numbers: Sequence[str]) -> frozenset[str]:
    if tx.value("SELECT 1 FROM suppression WHERE lifted_at IS NULL LIMIT 1") is None:
        return frozenset()
    found: set[str] = set()
    for start in range(0, len(numbers), _AT_ONCE):
        by_hash = {keyed_hash(secret, e164): e164 for e164 in numbers[start : start + _AT_ONCE]}
        rows = tx.all(_SUPPRESSED, {"values": json.dumps(list(by_hash))})
        found.update(by_hash[row[0]] for row in rows)
    return frozenset(found)


def _attempts(tx: Tx, numbers: Sequence[str], since: str) -> dict[str, tuple[datetime, ...]]:
    found: dict[str, list[datetime]] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = {"values": json.dumps(numbers[start : start + _AT_ONCE]), "since": since}
        for e164, dialled_at in tx.all(_ATTEMPTS, some):
            found.setdefault(e164, []).append(moment(dialled_at))
    return {e164: tuple(dialled) for e164, dialled in found.items()}
