"""Counts in which parts of the day an operator reaches people, and steers a retry by it."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.best_hour import LOOK_BACK, Reach, Tally, best_part, tally
from pipeline_tui.domain.playbook import Outcome
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment, stamp

SHOP_CALLS = 2000  # the last cold calls of everybody, which tell the shop's rate at a constant cost

_HOURS = """SELECT substr(dialled_at, 1, 13), json_extract(gate, '$.zone'), COUNT(*), SUM(reached) FROM call
  WHERE operator_id = :me AND dialled_at >= :since AND counts = 1 AND undone = 0 AND outcome <> ''
    AND stage = 'scouting' GROUP BY 1, 2"""
_SHOP = """SELECT COUNT(*), COALESCE(SUM(reached), 0) FROM (
  SELECT reached FROM call WHERE counts = 1 AND undone = 0 AND outcome <> '' AND stage = 'scouting'
  ORDER BY id DESC LIMIT :most)"""


def read_reach(tx: Tx, operator_id: int, now: datetime) -> Reach:
    """Return how an operator's cold calls of the last sixty days reached people.

    An hour of UTC is taken as a whole, also where a zone's hours begin in its middle.
    """
    rows = tx.all(_HOURS, {"me": operator_id, "since": stamp(now - LOOK_BACK)})
    hours: dict[tuple[datetime, str], Tally] = {
        (moment(f"{row[0]}:00:00.000000Z"), row[1] or "UTC"): (row[2], row[3]) for row in rows
    }
    calls, reached = tx.one(_SHOP, {"most": SHOP_CALLS}) or (0, 0)
    return tally(hours, (calls, reached))


def choice(tx: Tx, call_id: int, outcome: Outcome, now: datetime, reach: Reach) -> str:
    """Return where the retry of a call that ends now reaches most, "" where the plan's own time stands."""
    if outcome.retry is None or not outcome.retry.other_part_of_day or not reach.by_slot:
        return ""
    zone = tx.value("SELECT json_extract(gate, '$.zone') FROM call WHERE id = :call", {"call": call_id})
    return best_part(outcome, now, zone or "UTC", reach)


def last_choice(tx: Tx, contact_id: int) -> tuple[str, str]:
    """Return what was frozen on a contact's last call, and the zone it was rung in."""
    row = tx.one(
        """SELECT next_part, COALESCE(json_extract(gate, '$.zone'), '') FROM call
           WHERE contact_id = :contact ORDER BY dialled_at DESC, id DESC LIMIT 1""",
        {"contact": contact_id},
    )
    return (row[0], row[1] or "UTC") if row else ("", "UTC")
