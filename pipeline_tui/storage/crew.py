"""Counts everybody's day at once: calls, hand-offs, deals won, check-ins, and who has a contact in hand."""

from __future__ import annotations

from datetime import date, datetime

from pipeline_tui.domain.crew import AtWork
from pipeline_tui.storage import people
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import epoch, moment, stamp

_CALLS = """SELECT operator_id, COUNT(*), COALESCE(SUM(reached), 0), MAX(dialled_at) FROM call
  WHERE dialled_at >= :since AND counts = 1 AND undone = 0 GROUP BY operator_id"""
_HANDED = """SELECT giver_id, COUNT(*) FROM hand_off
  WHERE given_at >= :since AND state <> 'undone' GROUP BY giver_id"""
_WON = "SELECT owner_id, COUNT(*) FROM deal WHERE state = 'won' AND closed_at >= :since GROUP BY owner_id"
_CHECKED = "SELECT done_by, COUNT(*) FROM check_in WHERE state = 'done' AND done_on = :today GROUP BY done_by"
_IN_HAND = """SELECT p.held_by, p.call_id, c.dialled_at FROM position p LEFT JOIN call c ON c.id = p.call_id
  WHERE p.held_by IS NOT NULL AND (p.lease >= :now OR p.call_id IS NOT NULL)"""


def crew(tx: Tx, since: datetime, today: date, now: datetime) -> tuple[AtWork, ...]:
    """Return everybody with a role and their day since an instant (UTC), in the order they came."""
    named = {"since": stamp(since), "today": today.isoformat(), "now": epoch(now)}
    calls, handed, won, checked, in_hand = (
        {int(row[0]): row for row in tx.all(sql, {key: named[key] for key in named if f":{key}" in sql})}
        for sql in (_CALLS, _HANDED, _WON, _CHECKED, _IN_HAND)
    )
    made = []
    for operator in people.operators(tx):
        rung, held = calls.get(operator.id), in_hand.get(operator.id)
        counts = [
            int(found[operator.id][1]) if operator.id in found else 0 for found in (handed, won, checked)
        ]
        made.append(
            AtWork(
                operator,
                _state(held, busy=rung is not None or any(counts)),
                _since(held, rung),
                calls=int(rung[1]) if rung else 0,
                reached=int(rung[2]) if rung else 0,
                handed_off=counts[0],
                won=counts[1],
                checked_in=counts[2],
            )
        )
    return tuple(made)


def _state(held: Row | None, *, busy: bool) -> str:
    if held is not None:
        return "calling" if held[1] is not None else "in-hand"
    return "idle" if busy else "away"


def _since(held: Row | None, rung: Row | None) -> datetime | None:
    at = held[2] if held is not None and held[2] else rung[3] if rung is not None else None
    return moment(at) if at else None
