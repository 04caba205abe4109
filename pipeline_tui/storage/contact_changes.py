"""Changes of a contact's fields, numbers and addresses, each with the before-image that undoing needs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pipeline_tui.domain.contact_acts import ContactFields, NumberChange
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.new_contact import NewNumber
from pipeline_tui.storage import contact_lines, likeness
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.contacts import ContactChangeRow
from pipeline_tui.storage.types import stamp
from pipeline_tui.wording import tr

COLUMNS = frozenset(
    {
        *("civility", "first_name", "last_name", "folded", "language", "firm_id", "firm_role", "country"),
        "audience",
        *("address", "postcode", "city", "zone", "region", "preferred_hours"),
    }
)
_ALIKE = frozenset({"first_name", "last_name", "firm_id", "postcode"})  # what likeness is looked up by
GONE = "stranger"  # as after a call that reached somebody else


def fields_of(tx: Tx, contact_id: int, secret: str) -> ContactFields:
    """Return what may be changed of a contact; whoever asks holds it."""
    lines = contact_lines.contact_lines(tx, contact_id)
    version, postcode, audience = tx.one(
        "SELECT version, postcode, audience FROM contact WHERE id = :contact", {"contact": contact_id}
    ) or (0, "", "")
    return ContactFields(
        contact_id=contact_id,
        version=version,
        name=lines.name,
        civility=lines.civility,
        first_name=lines.first_name,
        last_name=lines.last_name,
        language=lines.language,
        audience=audience,
        firm=lines.firm,
        role=lines.role,
        postcode=postcode,
        city=lines.city,
        country=lines.country,
        preferred_hours=lines.preferred_hours,
        emails=contact_lines.emails(tx, contact_id),
        numbers=contact_lines.number_lines(tx, contact_id, secret),
    )


class Change:
    """One change under way: it gathers the image while it writes."""

    def __init__(self, tx: Tx, contact_id: int) -> None:
        """Name the contact."""
        self._tx, self._contact = tx, contact_id
        self.image: dict[str, Any] = {}

    def set(self, values: Mapping[str, Any], version: int | None) -> None:
        """Set columns; refused when somebody changed the contact since ``version`` was read."""
        if not set(values) <= COLUMNS:
            raise ValueError(f"a contact's {', '.join(sorted(set(values) - COLUMNS))} cannot be changed so")
        columns = sorted(values)
        row = self._tx.one(
            f"SELECT {', '.join(['version', *columns])} FROM contact WHERE id = :contact",
            {"contact": self._contact},
        )
        if row is None:
            raise LookupError(f"contact {self._contact} is not stored")
        if version is not None and row[0] != version:
            raise Refused(
                tr("Somebody changed this contact meanwhile"),
                tr("It is no longer as it stood in the form; nothing was changed."),
                tr("Open the fields again: they show what holds now."),
                {"needs": "reading"},
            )
        self.image["contact"] = dict(zip(columns, row[1:], strict=True))
        self._write(values)

    def set_numbers(self, changes: Sequence[NumberChange]) -> None:
        """Set holder and extension of numbers, or say that they are no longer theirs."""
        known = {
            row[0]: list(row)
            for row in self._tx.all(
                "SELECT id, holder, extension, wrong FROM number WHERE contact_id = :contact",
                {"contact": self._contact},
            )
        }
        for one in changes:
            if one.id not in known:
                raise UsageTrouble(
                    tr("This contact has no number {id}", id=one.id), "", tr("Give one of its own numbers.")
                )
        self.image["numbers"] = [known[one.id] for one in changes]
        self._tx.many(
            "UPDATE number SET holder = :holder, extension = :extension, wrong = :wrong WHERE id = :id",
            [
                {
                    "id": one.id,
                    "holder": one.holder,
                    "extension": one.extension,
                    "wrong": GONE if one.gone else None,
                }
                for one in changes
            ],
        )

    def add_numbers(self, numbers: Sequence[NewNumber]) -> None:
        """Add numbers the contact does not have; one that was no longer theirs stands again."""
        added: list[int] = []
        for number in numbers:
            row = self._tx.one(
                """SELECT id, holder, extension, wrong FROM number
                   WHERE contact_id = :contact AND e164 = :e164""",
                {"contact": self._contact, "e164": number.e164},
            )
            if row is not None:
                self.image["numbers"] = [*self.image.get("numbers", []), list(row)]
                self._tx.run("UPDATE number SET wrong = NULL WHERE id = :id", {"id": row[0]})
                continue
            added.append(int(self._tx.value(_ADD_NUMBER, self._number_row(number))))
        self.image["added"] = added

    def set_emails(self, addresses: Sequence[str]) -> None:
        """Replace the addresses."""
        self.image["emails"] = list(contact_lines.emails(self._tx, self._contact))
        _replace_emails(self._tx, self._contact, addresses)

    def set_answers(self, values: Mapping[str, str], now: datetime) -> None:
        """Set fields that stand beside the answers to scripts; "" takes one away."""
        known = {
            row[0]: list(row)
            for row in self._tx.all(
                "SELECT field, value, call_id, at FROM answer WHERE contact_id = :contact",
                {"contact": self._contact},
            )
        }
        self.image["answers"] = [known.get(code, [code, None, None, ""]) for code in values]
        _set_answers(
            self._tx, self._contact, [[code, value, None, stamp(now)] for code, value in values.items()]
        )

    def keep(self, operator_id: int, act: str, now: datetime) -> int:
        """Store the image and return its id."""
        return self._tx.insert(
            ContactChangeRow,
            contact_id=self._contact,
            operator_id=operator_id,
            at=now,
            act=act,
            image=json.dumps(self.image),
        )

    def _write(self, values: Mapping[str, Any]) -> None:
        _set_columns(self._tx, self._contact, values)

    def _number_row(self, number: NewNumber) -> dict[str, Any]:
        return {
            "contact": self._contact,
            "e164": number.e164,
            "extension": number.extension,
            "kind": number.kind,
            "holder": number.holder,
            "unusual": int(number.unusual),
            "zones": ",".join(number.zones),
        }


_ADD_NUMBER = """INSERT INTO number (contact_id, e164, extension, kind, holder, place, unusual, zones)
  SELECT :contact, :e164, :extension, :kind, :holder, COALESCE(MAX(place), -1) + 1, :unusual, :zones
  FROM number WHERE contact_id = :contact RETURNING id"""


def take_back(tx: Tx, change_id: int) -> None:
    """Put a contact back to what it was before a change."""
    row = tx.one(
        "SELECT contact_id, image FROM contact_change WHERE id = :id AND undone = 0", {"id": change_id}
    )
    if row is None:
        raise LookupError(f"change {change_id} is not stored, or was taken back")
    contact_id, image = row[0], json.loads(row[1])
    _set_columns(tx, contact_id, image.get("contact", {}))
    tx.many(
        "UPDATE number SET holder = :holder, extension = :extension, wrong = :wrong WHERE id = :id",
        [
            dict(zip(("id", "holder", "extension", "wrong"), one, strict=True))
            for one in reversed(image.get("numbers", []))  # one that was changed twice ends as it was first
        ],
    )
    for number_id in image.get("added", []):
        # A number that was dialled stands in that call's record: it is only no longer theirs.
        dialled = tx.value(
            "SELECT 1 FROM call WHERE contact_id = :contact AND number_id = :id LIMIT 1",
            {"contact": contact_id, "id": number_id},
        )
        if dialled is not None:
            tx.run("UPDATE number SET wrong = :wrong WHERE id = :id", {"id": number_id, "wrong": GONE})
        else:
            tx.run("DELETE FROM number WHERE id = :id", {"id": number_id})
    _set_answers(tx, contact_id, image.get("answers", []))
    if "emails" in image:
        _replace_emails(tx, contact_id, image["emails"])
    tx.run("UPDATE contact_change SET undone = 1 WHERE id = :id", {"id": change_id})


def _set_columns(tx: Tx, contact_id: int, values: Mapping[str, Any]) -> None:
    columns = "".join(f"{name} = :{name}, " for name in values)
    named = bool(_ALIKE & values.keys())
    if named:
        likeness.leave(tx, (contact_id,))
    tx.run(
        f"UPDATE contact SET {columns}version = version + 1 WHERE id = :contact",
        {**values, "contact": contact_id},
    )
    if "firm_id" in values:  # the queue's own copy: nobody rings two of a firm at once
        tx.run(
            "UPDATE position SET firm_id = :firm WHERE contact_id = :contact",
            {"firm": values["firm_id"], "contact": contact_id},
        )
    if named:
        likeness.enter(tx, contact_id)


def _set_answers(tx: Tx, contact_id: int, rows: Sequence[Sequence[Any]]) -> None:
    """Store field, value, call and moment as they are; a value that is nothing takes the row away."""
    for code, value, call_id, at in rows:
        key = {"contact": contact_id, "field": code}
        tx.run("DELETE FROM answer WHERE contact_id = :contact AND field = :field", key)
        if value:
            tx.run(
                """INSERT INTO answer (contact_id, field, value, call_id, at)
                   VALUES (:contact, :field, :value, :call, :at)""",
                {**key, "value": value, "call": call_id, "at": at},
            )


def _replace_emails(tx: Tx, contact_id: int, addresses: Sequence[str]) -> None:
    tx.run("DELETE FROM email WHERE contact_id = :contact", {"contact": contact_id})
    tx.many(
        "INSERT INTO email (contact_id, address) VALUES (:contact, :address)",
        [{"contact": contact_id, "address": one} for one in addresses],
    )
