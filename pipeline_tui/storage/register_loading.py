"""Writes registers: a copy is loaded in portions, hidden until its last number is in, and then it counts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.text import fold
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.registers import RegisterRow
from pipeline_tui.storage.types import epoch

LOADING, CURRENT, REPLACED, UNDONE = "loading", "current", "replaced", "undone"
MISSING = (Blocker.NO_REGISTER.value,)
BOTH = (Blocker.ON_REGISTER.value, Blocker.NO_REGISTER.value)
_REMOVED_AT_ONCE = 20_000

# Contacts a register kept back: they are looked at again when their turn comes, fifty at a time.
_LOOK_AGAIN = """UPDATE position SET due = :now WHERE contact_id IN (
    SELECT contact_id FROM position WHERE blocker IN (SELECT value FROM json_each(:blockers)) AND rank IS NULL
    AND due IS NULL AND held_by IS NULL AND promise_due IS NULL LIMIT :most)"""
# Those who gave no ground at all, of the same list and bucket: the next claims need not try each of them.
_PUT_ASIDE = """UPDATE position SET rank = NULL, due = NULL, blocker = 'register-missing'
  WHERE contact_id IN (SELECT p.contact_id FROM position p INDEXED BY ix_position_ready
    WHERE p.list_id = :list AND p.bucket_id = :bucket AND p.rank IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM basis b WHERE b.contact_id = p.contact_id)
      AND NOT EXISTS (SELECT 1 FROM purchase b WHERE b.contact_id = p.contact_id)
    ORDER BY p.rank LIMIT :most)"""


def begin(tx: Tx, country: str, name: str, dated: date, *, operator_id: int, act: str, now: datetime) -> int:
    """Make the copy that is going to be loaded; it does not count yet."""
    return tx.insert(
        RegisterRow,
        country=country,
        name=name,
        folded=fold(name),
        dated=dated.isoformat(),
        numbers=0,
        state=LOADING,
        loaded_at=now,
        loaded_by=operator_id,
        act=act,
    )


def copy_of(tx: Tx, country: str, name: str) -> tuple[int, date] | None:
    """Return id and date of the copy that counts."""
    row = tx.one(
        "SELECT id, dated FROM register WHERE country = :country AND folded = :folded AND state = :state",
        {"country": country, "folded": fold(name), "state": CURRENT},
    )
    return (row[0], date.fromisoformat(row[1])) if row else None


def add(tx: Tx, register_id: int, numbers: Mapping[int, int]) -> None:
    """Add numbers, by short hash, with the day (see ``registers.days_of``) on which each was put there."""
    tx.many(
        """INSERT INTO register_number (hash, register_id, since) VALUES (:hash, :register, :since)
           ON CONFLICT DO UPDATE SET since = MIN(since, excluded.since)""",
        [{"hash": key, "register": register_id, "since": since} for key, since in numbers.items()],
    )


def since_in(tx: Tx, register_id: int, keys: Sequence[int]) -> dict[int, int]:
    """Return since when each of the numbers stood in a copy; those that did not are left out."""
    rows = tx.all(
        """SELECT hash, since FROM register_number WHERE register_id = :register
           AND hash IN (SELECT value FROM json_each(:keys))""",
        {"register": register_id, "keys": json.dumps(list(keys))},
    )
    return {row[0]: row[1] for row in rows}


def count_from_now(tx: Tx, register_id: int, numbers: int, replaces: int | None) -> None:
    """Let a loaded copy count instead of the one before."""
    if replaces is not None:
        tx.run("UPDATE register SET state = :state WHERE id = :id", {"state": REPLACED, "id": replaces})
    tx.run(
        "UPDATE register SET state = :state, numbers = :numbers WHERE id = :id",
        {"state": CURRENT, "numbers": numbers, "id": register_id},
    )


def settled(tx: Tx, register_id: int) -> None:
    """Say that everybody whom a copy concerns has got their place anew."""
    tx.run("UPDATE register SET settled = 1 WHERE id = :id", {"id": register_id})


def unsettled(tx: Tx) -> tuple[tuple[int, str], ...]:
    """Return id and country of the copies that count, but whose loader died before places followed."""
    rows = tx.all(
        "SELECT id, country FROM register WHERE state = :state AND settled = 0 ORDER BY id",
        {"state": CURRENT},
    )
    return tuple((row[0], row[1]) for row in rows)


def take_back(tx: Tx, register_id: int, replaced: int | None, now: datetime) -> None:
    """Let the copy before count again; whom either kept back is looked at again by the next claims."""
    tx.run("UPDATE register SET state = :state WHERE id = :id", {"state": UNDONE, "id": register_id})
    if replaced is not None:
        tx.run("UPDATE register SET state = :state WHERE id = :id", {"state": CURRENT, "id": replaced})
    look_again(tx, now, BOTH, most=-1)


def stands(tx: Tx, register_id: int) -> bool:
    """Return whether this copy is the one that counts."""
    state = tx.value("SELECT state FROM register WHERE id = :id", {"id": register_id})
    return bool(state == CURRENT)


def superfluous(tx: Tx, keep: int | None) -> tuple[int, ...]:
    """Return the copies nobody needs: loaded by somebody who was killed, undone, or replaced twice."""
    rows = tx.all(
        """SELECT id FROM register WHERE state IN (:loading, :undone)
             OR (state = :replaced AND id <> COALESCE(:keep, 0) AND EXISTS (
               SELECT 1 FROM register n WHERE n.country = register.country AND n.folded = register.folded
               AND n.state = :replaced AND n.id > register.id))""",
        {"loading": LOADING, "undone": UNDONE, "replaced": REPLACED, "keep": keep},
    )
    return tuple(row[0] for row in rows)


def remove_some(tx: Tx, register_id: int, after: int) -> int | None:
    """Remove a portion of a copy's numbers, from a hash on; returns where to go on, None when all is gone."""
    upto = tx.value(
        """SELECT MAX(hash) FROM (SELECT hash FROM register_number WHERE hash > :after ORDER BY hash
           LIMIT :most)""",
        {"after": after, "most": _REMOVED_AT_ONCE},
    )
    if upto is None:
        tx.run("DELETE FROM register WHERE id = :id", {"id": register_id})
        return None
    tx.run(
        "DELETE FROM register_number WHERE hash > :after AND hash <= :upto AND register_id = :id",
        {"after": after, "upto": upto, "id": register_id},
    )
    return int(upto)


def hashes_after(tx: Tx, register_id: int, after: int, most: int) -> tuple[int, ...]:
    """Return the next numbers of a copy, by short hash."""
    rows = tx.all(
        """SELECT hash FROM register_number WHERE hash > :after AND register_id = :id
           ORDER BY hash LIMIT :most""",
        {"after": after, "id": register_id, "most": most},
    )
    return tuple(row[0] for row in rows)


def numbers_after(tx: Tx, number_id: int, start: str, most: int) -> list[Row]:
    """Return id, number and contact of the next numbers of a country, by the beginning of E.164."""
    return tx.all(
        """SELECT id, e164, contact_id FROM number WHERE id > :id AND substr(e164, 1, :length) = :start
           ORDER BY id LIMIT :most""",
        {"id": number_id, "start": start, "length": len(start), "most": most},
    )


def held_back(tx: Tx, after: int, most: int) -> tuple[int, ...]:
    """Return the next contacts that a register keeps from being rung."""
    rows = tx.all(
        """SELECT contact_id FROM position WHERE blocker = 'on-register' AND contact_id > :after
           ORDER BY contact_id LIMIT :most""",
        {"after": after, "most": most},
    )
    return tuple(row[0] for row in rows)


def look_again(tx: Tx, now: datetime, blockers: Sequence[str] = MISSING, most: int = 5000) -> int:
    """Bring some of the contacts a register kept back before the next claims; returns how many."""
    return tx.run(_LOOK_AGAIN, {"now": epoch(now), "blockers": json.dumps(blockers), "most": most})


def put_aside(tx: Tx, contact_id: int, most: int = 1000) -> int:
    """Take out of the queue who is kept back like this contact for want of a register; returns how many."""
    row = tx.one(
        "SELECT list_id, bucket_id FROM position WHERE contact_id = :contact", {"contact": contact_id}
    )
    if row is None or None in row:
        return 0
    return tx.run(_PUT_ASIDE, {"list": row[0], "bucket": row[1], "most": most})


def every(tx: Tx) -> list[Row]:
    """Return country, name, date and count of the copies that count, and who loaded each when."""
    return tx.all(
        "SELECT country, name, dated, numbers FROM register WHERE state = :state ORDER BY country, name",
        {"state": CURRENT},
    )
