"""Takes the new contacts of a load out again, portion by portion, but for those somebody has built on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from pipeline_tui.storage import arrivals, journal, list_loading, newcomers
from pipeline_tui.storage.loads import Load
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables import metadata
from pipeline_tui.storage.types import epoch

# What comes in with a contact, and goes with it; a row in any other table that names it is somebody's work.
_COME_ALONG = frozenset(
    {
        *arrivals.TABLES,
        "position",
        "number",
        "email",
        "note",
        "answer",
        "basis",
        "list_member",
        "load_change",
        "contact_change",
    }
)
_PORTION = """SELECT id FROM contact WHERE id BETWEEN :first AND :last AND id < :before
  ORDER BY id DESC LIMIT :most"""
_AMONG = "contact_id IN (SELECT value FROM json_each(:ids))"
_IN_HAND = f"SELECT contact_id FROM position WHERE {_AMONG} AND held_by IS NOT NULL AND lease >= :now"
_PROMISED = f"SELECT contact_id FROM position WHERE {_AMONG} AND promise_due IS NOT NULL"
_OTHER_GROUNDS = f"SELECT contact_id FROM basis WHERE {_AMONG} AND act <> :act"
_OTHER_LISTS = f"""SELECT contact_id FROM list_member
  WHERE {_AMONG} AND NOT (list_id = :list AND row_no BETWEEN :first AND :last)"""
_CHANGED = f"SELECT contact_id FROM contact_change WHERE {_AMONG} AND undone = 0"
# What a load past the scouts brought along, once somebody has done something with it.
_ARRIVED = (
    f"""SELECT contact_id FROM deal
        WHERE {_AMONG} AND (state <> 'open' OR version > 1 OR hand_off_id IS NOT NULL)""",
    f"SELECT contact_id FROM hand_off WHERE {_AMONG} AND (state <> 'waiting' OR kind <> 'base')",
    f"SELECT contact_id FROM check_in WHERE {_AMONG} AND (state <> 'planned' OR version > 1)",
    f"SELECT contact_id FROM purchase WHERE {_AMONG} AND act <> :act",
    f"SELECT contact_id FROM client WHERE {_AMONG} AND segment_by_hand = 1",
)
_ONLY_SEEN = frozenset({"look"})  # that somebody looked is remembered of whoever goes, and keeps nobody
_JOURNALLED = f"SELECT DISTINCT contact_id FROM journal WHERE {_AMONG}"


def take_out_some(tx: Tx, load: Load, before: int, most: int, now: datetime) -> tuple[int, int, int]:
    """Take the next new contacts out, the last first; return the last one, how many went, how many stay.

    One that was claimed but not worked on leaves an empty closed row, whose id no other contact gets.
    (0, 0, 0) when none is left.
    """
    ids = _next(tx, load, before, most)
    if not ids:
        return 0, 0, 0
    stay = _built_on(tx, load, ids, now)
    seen = _seen(tx, ids) - stay
    gone = [one for one in ids if one not in stay and one not in seen]
    tx.run(
        f"DELETE FROM contact_change WHERE {_AMONG}",  # of changes that were undone
        {"ids": json.dumps(gone)},
    )
    list_loading.remove(tx, gone)
    arrivals.remove(tx, sorted(seen))
    for contact_id in sorted(seen):
        newcomers.withdraw(tx, contact_id)
    return ids[-1], len(ids) - len(stay), len(stay)


def forget_rows(tx: Tx, load: Load, above: int, most: int) -> int:
    """Forget the next rows of a load that known contacts came from; return the last, 0 when none is left."""
    last = tx.value(
        """SELECT MAX(row_no) FROM (SELECT row_no FROM list_member WHERE list_id = :list
           AND row_no BETWEEN :above + 1 AND :last ORDER BY row_no LIMIT :most)""",
        {"list": load.list_id, "above": above, "last": load.last_row, "most": most},
    )
    if last is None:
        return 0
    made = json.dumps(load.made)
    tx.run(
        """DELETE FROM list_member WHERE list_id = :list AND row_no BETWEEN :above + 1 AND :last
           AND NOT EXISTS (SELECT 1 FROM json_each(:made) m
             WHERE contact_id BETWEEN json_extract(m.value, '$[0]') AND json_extract(m.value, '$[1]'))""",
        {"list": load.list_id, "above": above, "last": last, "made": made},
    )
    return int(last)


def settle_list(tx: Tx, load: Load) -> bool:
    """Remove a list that stands empty after the undo, else let it stand as before; return whether it went."""
    asks = {"list": load.list_id, "state": load.list_state}
    empty = tx.value(
        """SELECT 1 FROM list WHERE id = :list AND NOT EXISTS (SELECT 1 FROM position WHERE list_id = :list)
           AND NOT EXISTS (SELECT 1 FROM list_member WHERE list_id = :list)""",
        asks,
    )
    if empty is not None:
        tx.run("DELETE FROM list WHERE id = :list", asks)
    else:
        tx.run("UPDATE list SET state = :state WHERE id = :list AND state = 'undoing'", asks)
    return empty is not None


def hide_list(tx: Tx, load: Load) -> str:
    """Keep everybody from claiming from a list that holds nothing but the load; return how it stood."""
    state = str(tx.value("SELECT state FROM list WHERE id = :list", {"list": load.list_id}))
    others = tx.value(
        """SELECT 1 FROM list_member WHERE list_id = :list AND NOT row_no BETWEEN :first AND :last
           UNION ALL SELECT 1 FROM position WHERE list_id = :list AND contact_id NOT IN (
             SELECT contact_id FROM list_member WHERE list_id = :list) LIMIT 1""",
        {"list": load.list_id, "first": load.first_row, "last": load.last_row},
    )
    if others is None:
        tx.run("UPDATE list SET state = 'undoing' WHERE id = :list", {"list": load.list_id})
    return state


def _next(tx: Tx, load: Load, before: int, most: int) -> list[int]:
    for first, last in reversed(load.made):
        if first < before:
            asks = {"first": first, "last": last, "before": before, "most": most}
            if rows := tx.all(_PORTION, asks):
                return [row[0] for row in rows]
    return []


def _built_on(tx: Tx, load: Load, ids: Sequence[int], now: datetime) -> set[int]:
    asks = {
        "ids": json.dumps(list(ids)),
        "now": epoch(now),
        "act": load.act,
        "list": load.list_id,
        "first": load.first_row,
        "last": load.last_row,
    }
    found: set[int] = set()
    for sql in (_IN_HAND, _PROMISED, _OTHER_GROUNDS, _OTHER_LISTS, _CHANGED, *_ARRIVED):
        found.update(row[0] for row in tx.all(sql, asks))
    for table, column in _naming_contacts():
        found.update(
            row[0]
            for row in tx.all(
                f'SELECT "{column}" FROM "{table}" WHERE "{column}" IN (SELECT value FROM json_each(:ids))',
                asks,
            )
        )
    worked = [one for one in ids if one not in found and journal.worked_on_after(tx, one, 0)]
    return found | set(worked)


def _seen(tx: Tx, ids: Sequence[int]) -> set[int]:
    """Return who stands in the journal, or was looked at: their rows stay, empty, and their ids with them."""
    asks = {"ids": json.dumps(list(ids))}
    found = {row[0] for row in tx.all(_JOURNALLED, asks)}
    for table in sorted(_ONLY_SEEN & metadata.tables.keys()):
        found.update(row[0] for row in tx.all(f'SELECT contact_id FROM "{table}" WHERE {_AMONG}', asks))
    return found


@lru_cache(maxsize=1)
def _naming_contacts() -> tuple[tuple[str, str], ...]:
    """Return every column of another table that names a contact, however it came to be there."""
    found = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "contact" for key in column.foreign_keys)
    }
    found.add(("contact", "referred_by"))
    return tuple(sorted(pair for pair in found if pair[0] not in _COME_ALONG | _ONLY_SEEN))
