"""Reads how long ago the last contact with everybody was, and the proofs kept of people who were erased."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment

# The newest sign from them or of us reaching them; a purchase and a consent are such signs too.
_PEOPLE = """
SELECT c.id, c.country, k.contact_id IS NOT NULL, MAX(c.created_at,
    COALESCE((SELECT MAX(outcome_at) FROM call WHERE contact_id = c.id AND reached = 1), ''),
    COALESCE((SELECT MAX(at) FROM written WHERE contact_id = c.id AND way = 'in' AND undone = 0), ''),
    COALESCE((SELECT MAX(given_at) FROM basis WHERE contact_id = c.id), ''),
    COALESCE((SELECT MAX(bought_on) || 'T00:00:00Z' FROM purchase
              WHERE contact_id = c.id AND undone = 0), ''),
    COALESCE(k.last_contact_at, ''))
FROM contact c JOIN position p ON p.contact_id = c.id LEFT JOIN client k ON k.contact_id = c.id
WHERE c.id > :after AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.contact_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM list l WHERE l.id = p.list_id AND l.state = 'loading')
ORDER BY c.id LIMIT :most"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose data is held."""

    contact_id: int
    country: str
    client: bool
    last_contact: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Proof:
    """A ground kept of somebody who was erased."""

    id: int
    country: str
    given_at: datetime
    used_at: datetime | None


def people_after(tx: Tx, contact_id: int, most: int) -> tuple[Person, ...]:
    """Return the next people, by contact."""
    rows = tx.all(_PEOPLE, {"after": contact_id, "most": most})
    return tuple(Person(row[0], row[1], bool(row[2]), moment(row[3])) for row in rows)


def proofs_of_erased(tx: Tx) -> tuple[Proof, ...]:
    """Return every ground kept of people who were erased; what took one back goes with it."""
    rows = tx.all(
        """SELECT b.id, c.country, COALESCE(o.given_at, b.given_at), COALESCE(o.used_at, b.used_at)
           FROM erasure e JOIN basis b ON b.contact_id = e.contact_id JOIN contact c ON c.id = b.contact_id
           LEFT JOIN basis o ON o.id = b.revokes ORDER BY b.id"""
    )
    return tuple(Proof(row[0], row[1], moment(row[2]), moment(row[3]) if row[3] else None) for row in rows)


def forget_proofs(tx: Tx, ids: Sequence[int]) -> None:
    """Delete grounds whose proof nobody wants any more."""
    tx.run(
        "DELETE FROM basis WHERE id IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps(list(ids))}
    )
