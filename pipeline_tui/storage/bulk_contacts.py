"""Writes many new contacts at once, each with its place in the queue, on a list nobody claims from yet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from pipeline_tui.domain.calling import Bucket
from pipeline_tui.domain.duplicates import likeness_keys
from pipeline_tui.domain.import_matching import identity_of
from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.queue_place import Place
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import fold
from pipeline_tui.storage.likeness import hashed
from pipeline_tui.storage.settling import bucket_id, queue_columns
from pipeline_tui.storage.store import Params, Tx
from pipeline_tui.storage.types import stamp

_CONTACT = """INSERT INTO contact (id, civility, first_name, last_name, folded, language, firm_id, firm_role,
  audience, country, address, postcode, city, zone, region, preferred_hours, source, hot, created_at,
  created_by, version)
  VALUES (:id, :civility, :first_name, :last_name, :folded, :language, :firm, :firm_role, :audience, :country,
  :address, :postcode, :city, :zone, :region, :hours, :source, :hot, :at, :operator, 1)"""
_FIRM = "INSERT INTO firm (id, name, folded, city) VALUES (:id, :name, :folded, :city)"
_FIRMS = (
    "SELECT folded, MIN(id) FROM firm WHERE folded IN (SELECT value FROM json_each(:keys)) GROUP BY folded"
)
_NUMBER = """INSERT INTO number (contact_id, e164, extension, kind, holder, place, unusual, zones)
  VALUES (:contact, :e164, :extension, :kind, :holder, :place, :unusual, :zones)"""
_EMAIL = "INSERT INTO email (contact_id, address) VALUES (:contact, :address)"
_BASIS = """INSERT INTO basis (contact_id, kind, purpose, given_at, channel, evidence, wording, expires_at,
  revoked_at, slot_at, used_at, operator_id, at, act) VALUES (:contact, :kind, :purpose, :given_at, :channel,
  :evidence, '', :expires_at, NULL, NULL, NULL, :operator, :at, :act)"""
_NOTE = """INSERT INTO note (contact_id, operator_id, stage, at, body, travels, undone)
  VALUES (:contact, :operator, :stage, :at, :body, 1, 0)"""
_POSITION = """INSERT INTO position (contact_id, stage, owner_id, list_id, firm_id, bucket_id, rank, due,
  band, blocker, attempts, promise, lease_kind, version) VALUES (:contact, :stage, NULL, :list, :firm,
  :bucket, :rank, :due, :band, :blocker, 0, '', '', 1)"""
_ALIKE = "INSERT INTO likeness (contact_id, key) VALUES (:contact, :key)"
_MEMBER = "INSERT INTO list_member (list_id, row_no, contact_id) VALUES (:list, :row, :contact)"


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

    def write(self, tx: Tx, portion: Sequence[tuple[NewContact, Place]]) -> range:
        """Store the contacts and return their ids, in order.

        Ids are taken inside the transaction: no other writer can take them too.
        """
        first = int(tx.value("SELECT COALESCE(MAX(id), 0) + 1 FROM contact"))
        ids = range(first, first + len(portion))
        firms = self._firms_of(tx, [new for new, _ in portion])
        tx.many(
            _CONTACT,
            [
                self._contact_row(key, new, firm)
                for key, (new, _), firm in zip(ids, portion, firms, strict=True)
            ],
        )
        self._write_lines(tx, ids, portion)
        tx.many(
            _POSITION,
            [
                self._position_row(tx, key, place, firm)
                for key, (_, place), firm in zip(ids, portion, firms, strict=True)
            ],
        )
        return ids

    def link(self, tx: Tx, rows: Sequence[tuple[int, int]]) -> None:
        """Remember from which row (file line) each contact (id) came."""
        tx.many(_MEMBER, [{"list": self._list_id, "row": row, "contact": key} for row, key in rows])

    def _contact_row(self, key: int, new: NewContact, firm: int | None) -> Params:
        return {
            "id": key,
            "civility": new.civility,
            "first_name": new.first_name,
            "last_name": new.last_name,
            "folded": fold(f"{new.last_name} {new.first_name}"),
            "language": new.language,
            "firm": firm,
            "firm_role": new.firm_role,
            "audience": new.audience.value if new.audience else "",
            "country": new.country,
            "address": new.address,
            "postcode": new.postcode,
            "city": new.city,
            "zone": new.zone,
            "region": new.region,
            "hours": new.preferred_hours,
            "source": new.source,
            "hot": int(new.hot),
            "at": self._at,
            "operator": self._operator_id,
        }

    def _write_lines(self, tx: Tx, ids: range, portion: Sequence[tuple[NewContact, Place]]) -> None:
        people = [(key, new) for key, (new, _) in zip(ids, portion, strict=True)]
        tx.many(
            _NUMBER,
            [
                {
                    "contact": key,
                    "e164": number.e164,
                    "extension": number.extension,
                    "kind": number.kind,
                    "holder": number.holder,
                    "place": place,
                    "unusual": int(number.unusual),
                    "zones": ",".join(number.zones),
                }
                for key, new in people
                for place, number in enumerate(new.numbers)
            ],
        )
        tx.many(_EMAIL, [{"contact": key, "address": each} for key, new in people for each in new.emails])
        tx.many(
            _BASIS,
            [
                {
                    "contact": key,
                    "kind": basis.kind.value,
                    "purpose": basis.purpose.value if basis.purpose else "",
                    "given_at": stamp(basis.given_at),
                    "channel": basis.channel,
                    "evidence": basis.evidence,
                    "expires_at": stamp(basis.expires_at) if basis.expires_at else None,
                    "operator": self._operator_id,
                    "at": self._at,
                    "act": self._act,
                }
                for key, new in people
                for basis in new.bases
            ],
        )
        tx.many(
            _ALIKE,
            [
                {"contact": key, "key": each}
                for key, new in people
                for each in hashed(likeness_keys(identity_of(new), new.postcode))
            ],
        )
        notes = [
            {
                "contact": key,
                "operator": self._operator_id,
                "stage": Stage.SCOUTING.value,
                "at": self._at,
                "body": new.note,
            }
            for key, new in people
            if new.note
        ]
        tx.many(_NOTE, notes)

    def _position_row(self, tx: Tx, key: int, place: Place, firm: int | None) -> Params:
        rank, due = queue_columns(place, self._now)
        return {
            "contact": key,
            "stage": Stage.SCOUTING.value,
            "list": self._list_id,
            "firm": firm,
            "bucket": self._bucket(tx, place.bucket) if place.bucket else None,
            "rank": rank,
            "due": due,
            "band": place.band,
            "blocker": place.blocker.value if place.blocker else "",
        }

    def _firms_of(self, tx: Tx, people: Sequence[NewContact]) -> list[int | None]:
        """Return each contact's firm, new ones made; a firm is known by its name, as ``firm_id`` does."""
        keys = [fold(new.firm) if new.firm else "" for new in people]
        unknown = {key: new for key, new in zip(keys, people, strict=True) if key not in self._firms}
        unknown.pop("", None)
        found = tx.all(_FIRMS, {"keys": json.dumps(list(unknown))}) if unknown else ()
        self._firms.update((row[0], row[1]) for row in found)
        new_keys = [key for key in unknown if key not in self._firms]
        first = int(tx.value("SELECT COALESCE(MAX(id), 0) + 1 FROM firm"))
        self._firms.update(zip(new_keys, range(first, first + len(new_keys)), strict=True))
        rows = [(self._firms[key], key, unknown[key]) for key in new_keys]
        tx.many(
            _FIRM, [{"id": at, "name": new.firm, "folded": key, "city": new.city} for at, key, new in rows]
        )
        return [self._firms.get(key) for key in keys]

    def _bucket(self, tx: Tx, bucket: Bucket) -> int:
        found = self._buckets.get(bucket)
        if found is None:
            found = self._buckets[bucket] = bucket_id(tx, bucket)
        return found
