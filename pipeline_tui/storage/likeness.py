"""The index of likeness: which known contacts are worth comparing by name, however large the base.

It holds small hashes of ``likeness_keys``, never a name; whoever shares one is compared in full afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

from sqlalchemy import Connection, text

from pipeline_tui.domain.duplicates import Identity, likeness_keys
from pipeline_tui.storage.store import Tx

_AT_ONCE = 2000
_WHO = """SELECT c.id, c.first_name, c.last_name, COALESCE(f.name, ''), c.postcode
  FROM contact c LEFT JOIN firm f ON f.id = c.firm_id"""
_ADD = "INSERT INTO likeness (contact_id, key) VALUES (:contact, :key)"


def hashed(keys: Iterable[str]) -> frozenset[int]:
    """Return the hashes under which keys stand in the index; two keys may share one."""
    return frozenset(crc32(key.encode()) for key in keys)


def enter(tx: Tx, contact_id: int) -> None:
    """Bring a contact's entries in line with its name, firm and postal code as they are stored now."""
    forget(tx, (contact_id,))
    rows = tx.all(f"{_WHO} WHERE c.id = :contact", {"contact": contact_id})
    tx.many(_ADD, [row for one in rows for row in _entries(one)])


def forget(tx: Tx, contact_ids: Sequence[int]) -> None:
    """Take contacts out of the index."""
    tx.run(
        "DELETE FROM likeness WHERE contact_id IN (SELECT value FROM json_each(:ids))",
        {"ids": json.dumps(list(contact_ids))},
    )


def sharing_keys(tx: Tx, keys: Iterable[int]) -> Iterator[int]:
    """Yield the contacts that stand under one of the hashes; one may come several times."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), _AT_ONCE):
        some = json.dumps(ordered[start : start + _AT_ONCE])
        for row in tx.all(
            "SELECT contact_id FROM likeness WHERE key IN (SELECT value FROM json_each(:keys))",
            {"keys": some},
        ):
            yield row[0]


def fill(conn: Connection) -> None:
    """Index every contact there is, as an upgrade does once."""
    after = 0
    while rows := conn.execute(
        text(f"{_WHO} WHERE c.id > :after ORDER BY c.id LIMIT {_AT_ONCE}"), {"after": after}
    ).fetchall():
        if entries := [entry for row in rows for entry in _entries(row)]:
            conn.execute(text(_ADD), entries)
        after = rows[-1][0]


def _entries(row: Sequence[object]) -> list[dict[str, int]]:
    contact_id, first, last, firm, postcode = row
    who = Identity(first=str(first), last=str(last), firm=str(firm))
    return [
        {"contact": int(str(contact_id)), "key": key} for key in hashed(likeness_keys(who, str(postcode)))
    ]
