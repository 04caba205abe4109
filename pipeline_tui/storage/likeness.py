"""The index of likeness: which known contacts are worth comparing by name, however large the base.

It holds small hashes of ``likeness_hashes``, never a name; whoever shares one is compared in full afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from sqlalchemy import Connection, text

from pipeline_tui.domain.duplicates import Identity
from pipeline_tui.domain.import_matching import look_at
from pipeline_tui.storage.store import Tx

_AT_ONCE = 2000
_WHO = """SELECT c.id, c.first_name, c.last_name, COALESCE(f.name, ''), c.postcode
  FROM contact c LEFT JOIN firm f ON f.id = c.firm_id"""
_ADD = "INSERT OR IGNORE INTO likeness (key, contact_id) VALUES (:key, :contact)"


def enter(tx: Tx, contact_id: int) -> None:
    """Enter a contact under its name, firm and postal code as they are stored now."""
    tx.many(_ADD, _stored(tx, (contact_id,)))


def leave(tx: Tx, contact_ids: Sequence[int]) -> None:
    """Take contacts out, as long as their names are still stored as they were entered."""
    tx.many("DELETE FROM likeness WHERE key = :key AND contact_id = :contact", _stored(tx, contact_ids))


def entries(ids: Sequence[int], alike: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    """Return the hashes of contacts with their ids, in the order in which they are quickest to enter."""
    found = [(key, contact_id) for contact_id, keys in zip(ids, alike, strict=True) for key in keys]
    found.sort(key=itemgetter(0))  # the ids are in order already
    return found


def enter_many(tx: Tx, entries: Sequence[tuple[int, int]]) -> None:
    """Enter hashes with their contacts; quickest in the order of the hashes."""
    tx.bulk("INSERT INTO likeness (key, contact_id) VALUES (?, ?)", entries)


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
    """Enter every contact there is, as an upgrade does once."""
    after = 0
    while rows := conn.execute(
        text(f"{_WHO} WHERE c.id > :after ORDER BY c.id LIMIT {_AT_ONCE}"), {"after": after}
    ).fetchall():
        if entries := [entry for row in rows for entry in _entries(row)]:
            conn.execute(text(_ADD), entries)
        after = rows[-1][0]


def _stored(tx: Tx, contact_ids: Sequence[int]) -> list[dict[str, int]]:
    rows = tx.all(
        f"{_WHO} WHERE c.id IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps(list(contact_ids))}
    )
    return [entry for row in rows for entry in _entries(row)]


def _entries(row: Sequence[object]) -> list[dict[str, int]]:
    contact_id, first, last, firm, postcode = row
    look = look_at(Identity(first=str(first), last=str(last), firm=str(firm)), str(postcode))
    return [{"contact": int(str(contact_id)), "key": key} for key in look.alike]
