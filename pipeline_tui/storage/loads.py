"""The record of each load: which contacts it made, how far it is, and what taking it back has done so far."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import datetime

from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.loading import LoadRow

LOADING = "loading"  # its new contacts are being stored, unseen
SHOWN = "shown"  # they are seen; known contacts are being changed
DONE = "done"
UNDOING = "undoing"
UNDONE = "undone"

_COLUMNS = """id, act, list_id, part_id, operator_id, state, made, first_row, last_row, undo_act, list_state,
  cursor, removed, restored, kept"""


@dataclass(frozen=True, slots=True)
class Load:
    """One load as it stands."""

    id: int
    act: str
    list_id: int  # the list shown, or the hidden one while it loads
    part_id: int | None  # the list its contacts still stand on, until they have moved
    operator_id: int
    state: str
    made: tuple[tuple[int, int], ...]  # first and last id of its new contacts, portion by portion
    first_row: int
    last_row: int
    undo_act: str
    list_state: str
    cursor: int  # the new contact looked at last while it is taken back; 0: none yet
    removed: int
    restored: int
    kept: int


def begin(tx: Tx, list_id: int, operator_id: int, act: str, now: datetime) -> int:
    """Record a load that begins on a hidden list, and return its id."""
    return tx.insert(
        LoadRow, act=act, list_id=list_id, part_id=list_id, operator_id=operator_id, at=now, state=LOADING
    )


def read(tx: Tx, load_id: int) -> Load:
    """Return a load as it stands."""
    row = tx.one(f"SELECT {_COLUMNS} FROM load WHERE id = :load", {"load": load_id})
    if row is None:
        raise LookupError(f"load {load_id} is not stored")
    return _load(row)


def unfinished(tx: Tx) -> tuple[Load, ...]:
    """Return the loads that stopped half-way; whoever holds the loader's lock knows that nobody goes on."""
    rows = tx.all(
        f"""SELECT {_COLUMNS} FROM load
            WHERE state IN ('{LOADING}', '{SHOWN}', '{UNDOING}') ORDER BY id"""
    )
    return tuple(map(_load, rows))


def newest_standing(tx: Tx, list_id: int) -> Load | None:
    """Return the newest load of a list that was not taken back."""
    row = tx.one(
        f"""SELECT {_COLUMNS} FROM load WHERE list_id = :list AND state = '{DONE}'
            ORDER BY id DESC LIMIT 1""",
        {"list": list_id},
    )
    return _load(row) if row else None


def note_made(tx: Tx, load_id: int, made: list[list[int]], ids: range) -> None:
    """Remember new contacts; ``made`` is what is remembered so far, and grows."""
    if not ids:
        return
    if made and made[-1][1] + 1 == ids[0]:
        made[-1][1] = ids[-1]
    else:
        made.append([ids[0], ids[-1]])
    tx.run("UPDATE load SET made = :made WHERE id = :load", {"made": json.dumps(made), "load": load_id})


def show(tx: Tx, load_id: int, list_id: int, part_id: int | None, rows: tuple[int, int]) -> None:
    """Say that a load is seen now, on which list, and under which of its row numbers."""
    tx.run(
        f"""UPDATE load SET state = '{SHOWN}', list_id = :list, part_id = :part, first_row = :first,
              last_row = :last WHERE id = :load""",
        {"list": list_id, "part": part_id, "first": rows[0], "last": rows[1], "load": load_id},
    )


def joined(tx: Tx, load_id: int) -> None:
    """Say that a load's contacts stand on the list shown."""
    tx.run("UPDATE load SET part_id = NULL WHERE id = :load", {"load": load_id})


def finish(tx: Tx, load_id: int, state: str) -> None:
    """Say that a load, or its undoing, is complete."""
    tx.run("UPDATE load SET state = :state WHERE id = :load", {"state": state, "load": load_id})


def begin_undoing(tx: Tx, load: Load, act: str, list_state: str) -> None:
    """Say that a load is being taken back, by which act, and how its list stood before."""
    tx.run(
        f"UPDATE load SET state = '{UNDOING}', undo_act = :act, list_state = :stood WHERE id = :load",
        {"act": act, "stood": list_state, "load": load.id},
    )


def count(tx: Tx, load_id: int, *, removed: int = 0, restored: int = 0, kept: int = 0) -> None:
    """Add to what taking a load back has done."""
    tx.run(
        """UPDATE load SET removed = removed + :removed, restored = restored + :restored, kept = kept + :kept
           WHERE id = :load""",
        {"removed": removed, "restored": restored, "kept": kept, "load": load_id},
    )


def under_way(tx: Tx) -> bool:
    """Return whether a list is being loaded or taken back: whose its contacts are is not settled yet."""
    asks = {"states": json.dumps([LOADING, SHOWN, UNDOING])}
    return (
        tx.value("SELECT 1 FROM load WHERE state IN (SELECT value FROM json_each(:states))", asks) is not None
    )


def looked_at(tx: Tx, load_id: int, contact_id: int) -> None:
    """Remember how far taking a load's new contacts out has come."""
    tx.run("UPDATE load SET cursor = :cursor WHERE id = :load", {"cursor": contact_id, "load": load_id})


def forget_list(tx: Tx, list_id: int) -> None:
    """Remove the record of a load that nobody ever saw, by the hidden list it loaded."""
    asks = {"list": list_id}
    tx.run(
        f"""DELETE FROM load_change WHERE load_id IN (
              SELECT id FROM load WHERE list_id = :list AND state = '{LOADING}')""",
        asks,
    )
    tx.run(f"DELETE FROM load WHERE list_id = :list AND state = '{LOADING}'", asks)


def _load(row: Row) -> Load:
    stands = dict(zip((field.name for field in fields(Load)), row, strict=True))
    return Load(**{**stands, "made": tuple((first, last) for first, last in json.loads(stands["made"]))})
