"""The life of a list that is being loaded: hidden until its last row is in, removed when its loader died.

Claims look at active lists only. A list in the state "loading" that no program loads was left by a dead one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from pipeline_tui.storage import arrivals, likeness
from pipeline_tui.storage.contact_writing import add_list, list_named
from pipeline_tui.storage.store import Tx

LOADING = "loading"

_CHILDREN = (*arrivals.TABLES, "number", "email", "basis", "note", "answer", "list_member", "position")

_MEMBERS = "SELECT contact_id FROM list_member WHERE list_id = :part AND row_no BETWEEN :first AND :last"
# Rung while they still stood on the list of the part; by contact, since calls have no index by list.
_CALLS = "UPDATE call SET list_id = :target WHERE list_id = :part AND contact_id IN ("


def begin(tx: Tx, name: str, *, source: str, now: datetime, operator_id: int, act: str) -> int:
    """Make the hidden list; it has its name already unless an older list is called so."""
    own = name if list_named(tx, name) is None else f"{name} · {act}"
    return add_list(tx, own, source=source, now=now, operator_id=operator_id, state=LOADING)


def abandoned(tx: Tx) -> tuple[int, ...]:
    """Return the lists that are loading; whoever holds the loader's lock knows that their loaders died."""
    return tuple(row[0] for row in tx.all("SELECT id FROM list WHERE state = :state", {"state": LOADING}))


def remove_some(tx: Tx, list_id: int, most: int) -> int:
    """Remove a portion of an abandoned list's contacts, then the list itself; return how many went."""
    ids = [
        row[0]
        for row in tx.all(
            "SELECT contact_id FROM position WHERE list_id = :list ORDER BY contact_id LIMIT :most",
            {"list": list_id, "most": most},
        )
    ]
    remove(tx, ids)
    if not ids:
        tx.run("DELETE FROM list_member WHERE list_id = :list", {"list": list_id})
        tx.run("DELETE FROM list WHERE id = :list", {"list": list_id})
    return len(ids)


def remove(tx: Tx, ids: Sequence[int]) -> None:
    """Remove contacts that nobody ever worked on, and firms that stand empty without them."""
    gone = {"ids": json.dumps(ids)}
    firms = {row[0] for row in tx.all(f"SELECT DISTINCT firm_id FROM contact WHERE {_among('id')}", gone)}
    likeness.leave(tx, ids)
    for table in _CHILDREN:
        tx.run(f"DELETE FROM {table} WHERE {_among('contact_id')}", gone)
    tx.run(f"DELETE FROM contact WHERE {_among('id')}", gone)
    tx.run(
        """DELETE FROM firm WHERE id IN (SELECT value FROM json_each(:firms))
           AND NOT EXISTS (SELECT 1 FROM contact c WHERE c.firm_id = firm.id)
           AND NOT EXISTS (SELECT 1 FROM position p WHERE p.firm_id = firm.id)""",
        {"firms": json.dumps(sorted(firms - {None}))},
    )


def open_up(tx: Tx, part_id: int, name: str, rows: int) -> tuple[int, int]:
    """Show a loaded list in one short step; return the list shown and the row number its rows follow.

    An older list of that name shows the new contacts at once: they are still on their own list, which is as
    active as the older one, and move over to it afterwards.
    """
    target = list_named(tx, name)
    if target is None or target == part_id:
        tx.run("UPDATE list SET state = 'active' WHERE id = :list", {"list": part_id})
        return part_id, 0
    after = int(
        tx.value("SELECT COALESCE(MAX(row_no), 0) FROM list_member WHERE list_id = :list", {"list": target})
    )
    tx.run(
        """UPDATE list SET joins = :target, state = (SELECT state FROM list WHERE id = :target),
             priority = (SELECT priority FROM list WHERE id = :target) WHERE id = :part""",
        {"part": part_id, "target": target},
    )
    # The last row goes first: whoever adds to the older list meanwhile comes after it.
    _move_rows(tx, part_id, target, rows, rows, after)
    return target, after


def move_some(tx: Tx, part_id: int, target: int, above: int, most: int, shift: int) -> tuple[int, int]:
    """Move the next rows above a row number to the list shown; return the last one and how many they were.

    (0, 0) when none is left; the emptied list goes with the last one.
    """
    last, count = tx.one(
        """SELECT MAX(row_no), COUNT(*) FROM (SELECT row_no FROM list_member
           WHERE list_id = :part AND row_no > :above ORDER BY row_no LIMIT :most)""",
        {"part": part_id, "above": above, "most": most},
    ) or (None, 0)
    if last is None:
        # Whoever was added by hand to the list while it was one of its own.
        by_hand = {"part": part_id, "target": target}
        tx.run(f"{_CALLS} SELECT contact_id FROM position WHERE list_id = :part)", by_hand)
        tx.run("UPDATE position SET list_id = :target WHERE list_id = :part", by_hand)
        tx.run("DELETE FROM list WHERE id = :part", {"part": part_id})
        return 0, 0
    _move_rows(tx, part_id, target, above + 1, last, shift)
    return last, count


def _move_rows(tx: Tx, part_id: int, target: int, first: int, last: int, shift: int) -> None:
    among = {"part": part_id, "target": target, "first": first, "last": last, "shift": shift}
    for moves in (_CALLS, "UPDATE position SET list_id = :target WHERE list_id = :part AND contact_id IN ("):
        tx.run(f"{moves}{_MEMBERS})", among)
    tx.run(
        """UPDATE list_member SET list_id = :target, row_no = row_no + :shift
           WHERE list_id = :part AND row_no BETWEEN :first AND :last""",
        among,
    )


def _among(column: str) -> str:
    return f"{column} IN (SELECT value FROM json_each(:ids))"
