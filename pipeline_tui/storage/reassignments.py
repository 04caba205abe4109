"""Gives what is one person's to others, and keeps a row of each thing, so that it can be given back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from pipeline_tui.domain.open_work import Thing, What
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import journal, left_drafts
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch

# Table, key, the column that says whose it is, and under which condition it still waits.
_WHERE = MappingProxyType(
    {
        What.OWNER: ("position", "contact_id", "owner_id", "stage <> 'closed'"),
        What.PROMISE: ("position", "contact_id", "promise_owner", "promise_due IS NOT NULL"),
        What.DEAL: ("deal", "id", "owner_id", "state = 'open'"),
        What.CHECK_IN: ("check_in", "id", "owner_id", "state = 'planned'"),
        What.HAND_OFF: ("hand_off", "id", "receiver_id", "state = 'waiting'"),
        What.MESSAGE: ("message", "id", "to_id", "read_at IS NULL AND undone = 0"),
    }
)
_KINDS = json.dumps([what.value for what in What])  # beside them stand drafts, which are not work
_WORK = "what IN (SELECT value FROM json_each(:kinds))"
_VERSIONED = frozenset({"position", "deal", "check_in"})
_NOTE = """INSERT INTO reassignment (act, what, row_id, contact_id, stage, from_id, to_id)
  VALUES (:act, :what, :row, :contact, :stage, :from, :to)"""


def give(tx: Tx, act: str, from_id: int, given: Mapping[int | None, Sequence[Thing]]) -> None:
    """Give each receiver what is theirs from now on (None: the team), as this transaction read it."""
    rows = [
        {
            "act": act,
            "what": one.what.value,
            "row": one.row_id,
            "contact": one.contact_id,
            "stage": one.stage.value,
            "from": from_id,
            "to": to_id,
        }
        for to_id, things in given.items()
        for one in things
    ]
    tx.many(_NOTE, rows)
    for what in What:
        _set(tx, act, what, "to_id")


def given(tx: Tx, act: str) -> Mapping[tuple[int | None, str], Sequence[Thing]]:
    """Return what each receiver got, by id and name; the team last, without a name."""
    things: dict[tuple[int | None, str], list[Thing]] = {}
    for to_id, name, what, row_id, contact_id, stage in tx.all(
        f"""SELECT r.to_id, COALESCE(o.name, ''), r.what, r.row_id, r.contact_id, r.stage
           FROM reassignment r LEFT JOIN operator o ON o.id = r.to_id WHERE r.act = :act
             AND r.{_WORK}
           ORDER BY r.to_id IS NULL, r.to_id""",
        {"act": act, "kinds": _KINDS},
    ):
        one = Thing(What(what), row_id, contact_id, Stage(stage))
        things.setdefault((to_id, name), []).append(one)
    return things


def contacts_of(tx: Tx, act: str) -> tuple[int, ...]:
    """Return of which contacts an act gave something away; what was half typed is no work of theirs."""
    rows = tx.all(
        f"SELECT DISTINCT contact_id FROM reassignment WHERE act = :act AND {_WORK}",
        {"act": act, "kinds": _KINDS},
    )
    return tuple(row[0] for row in rows)


def stand(tx: Tx, act: str) -> bool:
    """Return whether everything an act gave away still waits where it was given."""
    return all(_standing(tx, act, what) for what in What)


def worked_on_since(tx: Tx, act: str, but: int, now: datetime) -> bool:
    """Return whether anybody but one has worked on a contact that an act gave away, or has it in hand."""
    in_hand = tx.value(
        f"""SELECT 1 FROM position p WHERE p.held_by <> :but AND p.lease >= :now AND p.contact_id IN (
             SELECT contact_id FROM reassignment WHERE act = :act AND {_WORK}) LIMIT 1""",
        {"act": act, "but": but, "now": epoch(now), "kinds": _KINDS},
    )
    if in_hand is not None:
        return True
    return any(journal.touched_since(tx, contact_id, act, but) for contact_id in contacts_of(tx, act))


def take_back(tx: Tx, act: str) -> None:
    """Give everything back to whose it was; the caller knows that it stands."""
    for what in What:
        _set(tx, act, what, "from_id")
    left_drafts.take_back(tx, act)


def _set(tx: Tx, act: str, what: What, whose: str) -> None:
    table, key, column, _ = _WHERE[what]
    version = ", version = version + 1" if table in _VERSIONED else ""
    tx.run(
        f"""UPDATE {table} SET {column} = (SELECT r.{whose} FROM reassignment r
              WHERE r.act = :act AND r.what = :what AND r.row_id = {table}.{key}){version}
            WHERE {key} IN (SELECT row_id FROM reassignment WHERE act = :act AND what = :what)""",
        {"act": act, "what": what.value},
    )


def _standing(tx: Tx, act: str, what: What) -> bool:
    table, key, column, waits = _WHERE[what]
    gone = tx.value(
        f"""SELECT 1 FROM reassignment r WHERE r.act = :act AND r.what = :what AND NOT EXISTS (
              SELECT 1 FROM {table} WHERE {table}.{key} = r.row_id AND {column} IS r.to_id AND {waits})
            LIMIT 1""",
        {"act": act, "what": what.value},
    )
    return gone is None
