"""Presence: the last sign of life of every desk, and who of them could take a call now."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.floor import SEEN_WITHIN, AtDesk, Present
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.storage import people
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch, moment, stamp

# A pause that runs counts for more than what the desk last said of itself.
_PRESENT = """SELECT x.operator_id, o.name, x.place,
  CASE WHEN EXISTS (SELECT 1 FROM pause p WHERE p.operator_id = x.operator_id AND p.ended_at IS NULL)
       THEN 'paused' ELSE x.state END, x.since, x.seen_at
  FROM presence x JOIN operator o ON o.id = x.operator_id
  WHERE x.seen_at >= :since AND x.state <> 'gone' AND o.active = 1 ORDER BY o.id"""

_TALKING = """SELECT held_by FROM position WHERE held_by IS NOT NULL AND call_id IS NOT NULL
              AND lease >= :instant"""


def attend(tx: Tx, operator_id: int, place: str, state: AtDesk, now: datetime) -> None:
    """Store a sign of life; ``since`` stands while the state does. No journal entry."""
    tx.run(
        """INSERT INTO presence (operator_id, place, state, since, seen_at)
           VALUES (:me, :place, :state, :now, :now)
           ON CONFLICT (operator_id) DO UPDATE SET place = excluded.place, seen_at = excluded.seen_at,
             since = CASE WHEN state = excluded.state THEN since ELSE excluded.since END,
             state = excluded.state""",
        {"me": operator_id, "place": place, "state": state.value, "now": stamp(now)},
    )


def present(tx: Tx, now: datetime) -> tuple[Present, ...]:
    """Return who gave a sign of life within the last minute, in the order they came to the shop."""
    rows = tx.all(_PRESENT, {"since": stamp(now - SEEN_WITHIN)})
    return tuple(
        Present(row[0], row[1], row[2], AtDesk(row[3]), moment(row[4]), moment(row[5])) for row in rows
    )


def free(tx: Tx, structure: Structure, stage: Stage, now: datetime) -> tuple[int, ...]:
    """Return who works a stage, is at a desk, and has neither a call nor a pause."""
    covering = {one.id for one in people.covering(tx, structure, stage)}
    talking = {row[0] for row in tx.all(_TALKING, {"instant": epoch(now)})}
    at_rest = (AtDesk.FREE, AtDesk.IN_HAND, AtDesk.TALKING)  # talking or not is read from the calls
    return tuple(
        one.operator_id
        for one in present(tx, now)
        if one.state in at_rest and one.operator_id in covering - talking
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
