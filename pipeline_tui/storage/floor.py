"""Presence: the last sign of life of every desk, and who of them could take a call now."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.floor import SEEN_WITHIN, AtDesk, Present
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.storage import people
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch, moment, stamp

# What somebody does is read from the facts: a desk says only that it is there.
_PRESENT = """SELECT x.operator_id, o.name, x.place,
  CASE WHEN u.id IS NOT NULL THEN 'paused' WHEN p.call_id IS NOT NULL THEN 'talking'
       WHEN p.contact_id IS NOT NULL THEN 'in-hand' ELSE 'free' END,
  COALESCE(u.began_at, k.dialled_at, x.since), x.seen_at
  FROM presence x JOIN operator o ON o.id = x.operator_id
  LEFT JOIN pause u ON u.operator_id = x.operator_id AND u.ended_at IS NULL
  LEFT JOIN position p ON p.held_by = x.operator_id AND p.lease >= :instant
  LEFT JOIN call k ON k.id = p.call_id
  WHERE x.seen_at >= :since AND x.state = 'here' AND o.active = 1 ORDER BY o.id"""


def attend(tx: Tx, operator_id: int, place: str, now: datetime) -> None:
    """Store a sign of life; ``since`` stands while the desk is the same. No journal entry."""
    tx.run(
        """INSERT INTO presence (operator_id, place, state, since, seen_at)
           VALUES (:me, :place, 'here', :now, :now)
           ON CONFLICT (operator_id) DO UPDATE SET seen_at = excluded.seen_at,
             since = CASE WHEN place = excluded.place AND state = 'here' THEN since ELSE excluded.since END,
             place = excluded.place, state = 'here'""",
        {"me": operator_id, "place": place, "now": stamp(now)},
    )


def leave(tx: Tx, operator_id: int) -> None:
    """Store that nobody sits there any longer."""
    tx.run("UPDATE presence SET state = 'gone' WHERE operator_id = :me", {"me": operator_id})


def present(tx: Tx, now: datetime) -> tuple[Present, ...]:
    """Return who gave a sign of life within the last minute, in the order they came to the shop."""
    rows = tx.all(_PRESENT, {"since": stamp(now - SEEN_WITHIN), "instant": epoch(now)})
    return tuple(
        Present(row[0], row[1], row[2], AtDesk(row[3]), moment(row[4]), moment(row[5])) for row in rows
    )


def free(tx: Tx, structure: Structure, stage: Stage, now: datetime) -> tuple[int, ...]:
    """Return who works a stage, is at a desk, and has neither a call nor a pause."""
    covering = {one.id for one in people.covering(tx, structure, stage)}
    at_rest = (AtDesk.FREE, AtDesk.IN_HAND)
    return tuple(
        one.operator_id for one in present(tx, now) if one.state in at_rest and one.operator_id in covering
    )


def may_take(tx: Tx, operator_id: int, now: datetime) -> bool:
    """Return whether an operator has neither a call nor a pause."""
    busy = tx.value(
        """SELECT 1 WHERE EXISTS (SELECT 1 FROM pause WHERE operator_id = :me AND ended_at IS NULL)
           OR EXISTS (SELECT 1 FROM position WHERE held_by = :me AND call_id IS NOT NULL
                      AND lease >= :instant)""",
        {"me": operator_id, "instant": epoch(now)},
    )
    return busy is None
