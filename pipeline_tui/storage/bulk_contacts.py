"""Writes many new contacts at once, each with its place in the queue, on a list nobody claims from yet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pipeline_tui.domain.calling import Bucket
from pipeline_tui.domain.import_matching import identity_of, look_at
from pipeline_tui.domain.new_contact import NewBasis, NewContact
from pipeline_tui.domain.queue_place import Place
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import fold
from pipeline_tui.storage import likeness
from pipeline_tui.storage.settling import bucket_id, queue_columns
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import stamp

_CONTACT = """INSERT INTO contact (id, firm_id, created_at, created_by, version, civility, first_name,
  last_name, folded, language, firm_role, audience, country, address, postcode, city, zone, region,
  preferred_hours, source, hot)
  VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_FIRM = "INSERT INTO firm (id, name, folded, city) VALUES (?, ?, ?, ?)"
_FIRMS = (
    "SELECT folded, MIN(id) FROM firm WHERE folded IN (SELECT value FROM json_each(:keys)) GROUP BY folded"
)
_NUMBER = """INSERT INTO number (contact_id, e164, extension, kind, holder, place, unusual, zones)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_EMAIL = "INSERT INTO email (contact_id, address) VALUES (?, ?)"
_BASIS = """INSERT INTO basis (contact_id, operator_id, at, act, kind, purpose, given_at, channel, evidence,
  expires_at, wording) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')"""
_NOTE = """INSERT INTO note (contact_id, operator_id, stage, at, body, travels, undone)
  VALUES (?, ?, ?, ?, ?, 1, 0)"""
_ANSWER = "INSERT INTO answer (contact_id, field, value, call_id, at) VALUES (?, ?, ?, NULL, ?)"
_POSITION = """INSERT INTO position (contact_id, stage, list_id, firm_id, bucket_id, rank, due, band, blocker,
  attempts, promise, lease_kind, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', 1)"""
_MEMBER = "INSERT INTO list_member (list_id, row_no, contact_id) VALUES (?, ?, ?)"


class Portion:
    """New contacts made ready to be written, all but what only the transaction knows: ids and firms."""

    __slots__ = ("answers", "contacts", "emails", "grounds", "notes", "numbers", "people", "places")

    def __init__(self, people: Sequence[tuple[NewContact, Place]]) -> None:
        """Lay out the columns; no desk waits for that."""
        self.people = [new for new, _ in people]
        self.places = [place for _, place in people]
        self.contacts = [_columns(new) for new in self.people]
        self.numbers = [
            (at, one.e164, one.extension, one.kind, one.holder, place, int(one.unusual), ",".join(one.zones))
            for at, new in enumerate(self.people)
            for place, one in enumerate(new.numbers)
        ]
        self.emails = [(at, each) for at, new in enumerate(self.people) for each in new.emails]
        self.grounds = [(at, basis) for at, new in enumerate(self.people) for basis in new.bases]
        self.answers = [(at, code, value) for at, new in enumerate(self.people) for code, value in new.own]
        self.notes = [(at, new.note) for at, new in enumerate(self.people) if new.note]


class BulkWriter:
    """Writes portions of one import; remembers firms and buckets between them."""

    def __init__(self, list_id: int, now: datetime, operator_id: int, act: str) -> None:
        """Name the list, the moment (UTC), who imports, and the act."""
        self._list_id = list_id
        self._now = now
        self._at = stamp(now)
        self._operator_id = operator_id
        self._act = act
        self._firms: dict[str, int] = {}
        self._buckets: dict[Bucket, int] = {}
        self._places: dict[int, tuple[Place, tuple[Any, ...]]] = {}

    def write(self, tx: Tx, portion: Sequence[tuple[NewContact, Place]]) -> range:
        """Store the contacts with their likeness, and return their ids, in order."""
        ids = self.store(tx, Portion(portion))
        alike = [look_at(identity_of(new), new.postcode).alike for new, _ in portion]
        likeness.enter_many(tx, likeness.entries(ids, alike))
        return ids

    def store(self, tx: Tx, portion: Portion) -> range:
        """Store the contacts all but their likeness, and return their ids, in order.

        Ids are taken inside the transaction: no other writer can take them too.
        """
        first = int(tx.value("SELECT COALESCE(MAX(id), 0) + 1 FROM contact"))
        ids = range(first, first + len(portion.people))
        firms = self._firms_of(tx, portion.people)
        at, me = self._at, self._operator_id
        tx.bulk(
            _CONTACT,
            [(key, firm, at, me, *row) for key, firm, row in zip(ids, firms, portion.contacts, strict=True)],
        )
        tx.bulk(_NUMBER, [(first + one[0], *one[1:]) for one in portion.numbers])
        tx.bulk(_EMAIL, [(first + place, address) for place, address in portion.emails])
        tx.bulk(_BASIS, [(first + place, me, at, self._act, *_ground(one)) for place, one in portion.grounds])
        stage = Stage.SCOUTING.value
        tx.bulk(_NOTE, [(first + place, me, stage, at, body) for place, body in portion.notes])
        tx.bulk(_ANSWER, [(first + place, code, value, at) for place, code, value in portion.answers])
        tx.bulk(
            _POSITION,
            [
                (key, stage, self._list_id, firm, *self._queued(tx, place))
                for key, firm, place in zip(ids, firms, portion.places, strict=True)
            ],
        )
        return ids

    def link(self, tx: Tx, rows: Sequence[tuple[int, int]]) -> None:
        """Remember from which row (file line) each contact (id) came."""
        tx.bulk(_MEMBER, [(self._list_id, row, key) for row, key in rows])

    def _queued(self, tx: Tx, place: Place) -> tuple[Any, ...]:
        """Return the columns of a place in the queue; many contacts share one."""
        found = self._places.get(id(place))
        if found is None or found[0] is not place:
            rank, due = queue_columns(place, self._now)
            bucket = self._bucket(tx, place.bucket) if place.bucket else None
            blocker = place.blocker.value if place.blocker else ""
            found = self._places[id(place)] = place, (bucket, rank, due, place.band, blocker)
        return found[1]

    def _firms_of(self, tx: Tx, people: Sequence[NewContact]) -> list[int | None]:
        """Return each contact's firm, new ones made; a firm is known by its name, as ``firm_id`` does."""
        keys = [fold(new.firm) if new.firm else "" for new in people]
        unknown: dict[str, NewContact] = {}
        for key, new in zip(keys, people, strict=True):
            if key and key not in self._firms:
                unknown.setdefault(key, new)  # its first row says where it is
        found = tx.all(_FIRMS, {"keys": json.dumps(list(unknown))}) if unknown else ()
        self._firms.update((row[0], row[1]) for row in found)
        new_keys = [key for key in unknown if key not in self._firms]
        first = int(tx.value("SELECT COALESCE(MAX(id), 0) + 1 FROM firm"))
        self._firms.update(zip(new_keys, range(first, first + len(new_keys)), strict=True))
        tx.bulk(_FIRM, [(self._firms[key], unknown[key].firm, key, unknown[key].city) for key in new_keys])
        return [self._firms.get(key) for key in keys]

    def _bucket(self, tx: Tx, bucket: Bucket) -> int:
        found = self._buckets.get(bucket)
        if found is None:
            found = self._buckets[bucket] = bucket_id(tx, bucket)
        return found


def _columns(new: NewContact) -> tuple[Any, ...]:
    return (
        new.civility,
        new.first_name,
        new.last_name,
        fold(f"{new.last_name} {new.first_name}"),
        new.language,
        new.firm_role,
        new.audience.value if new.audience else "",
        new.country,
        new.address,
        new.postcode,
        new.city,
        new.zone,
        new.region,
        new.preferred_hours,
        new.source,
        int(new.hot),
    )


def _ground(basis: NewBasis) -> tuple[Any, ...]:
    return (
        basis.kind.value,
        basis.purpose.value if basis.purpose else "",
        stamp(basis.given_at),
        basis.channel,
        basis.evidence,
        stamp(basis.expires_at) if basis.expires_at else None,
    )
