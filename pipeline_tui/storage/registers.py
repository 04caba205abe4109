"""Registers that were loaded: which are current, and what they say of numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline_tui.domain.registers import Listing
from pipeline_tui.storage.store import Row, Tx

_AT_ONCE = 2000
_BEGINNING = date(1970, 1, 1)
_CURRENT = "SELECT id, country, name, dated FROM register WHERE state = 'current' ORDER BY id"
# The same as one value, for a query that reads other things too.
CURRENT = f"(SELECT json_group_array(json_array(id, country, name, dated)) FROM ({_CURRENT}))"
_LISTED = """SELECT hash, register_id, since FROM register_number
  WHERE hash IN (SELECT value FROM json_each(:values))"""


@dataclass(frozen=True, slots=True)
class Current:
    """A register as it counts now."""

    id: int
    country: str
    name: str
    dated: date


def current(tx: Tx) -> tuple[Current, ...]:
    """Return the registers that count."""
    return _current(tx.all(_CURRENT))


def read_current(value: str) -> tuple[Current, ...]:
    """Return them from what ``CURRENT`` gave."""
    return _current(json.loads(value))


def short_hash(digest: str) -> int:
    """Return the first 63 bits of a keyed hash, under which a number stands in a register."""
    return int(digest[:16], 16) >> 1


def listings(
    tx: Tx, registers: Iterable[Current], digests: Mapping[str, str]
) -> dict[str, tuple[Listing, ...]]:
    """Return what each register says of each number; ``digests`` holds their keyed hashes."""
    every = tuple(registers)
    if not every:
        return {}
    numbers: dict[int, str] = {short_hash(digest): e164 for e164, digest in digests.items()}
    found: dict[tuple[str, int], int] = {}
    keys = list(numbers)
    for start in range(0, len(keys), _AT_ONCE):
        rows = tx.all(_LISTED, {"values": json.dumps(keys[start : start + _AT_ONCE])})
        found |= {(numbers[row[0]], row[1]): row[2] for row in rows}
    return {
        e164: tuple(
            Listing(
                one.country,
                one.name,
                one.dated,
                (e164, one.id) in found,
                day_of(found.get((e164, one.id), 0)),
            )
            for one in every
        )
        for e164 in digests
    }


def day_of(days: int) -> date | None:
    """Return the day a number was put on a register; None when nobody said."""
    return _BEGINNING + timedelta(days=days) if days else None


def days_of(day: date | None) -> int:
    """Return the same as it is stored."""
    return (day - _BEGINNING).days if day is not None else 0


def _current(rows: Iterable[Row]) -> tuple[Current, ...]:
    return tuple(Current(row[0], row[1], row[2], date.fromisoformat(row[3])) for row in rows)
