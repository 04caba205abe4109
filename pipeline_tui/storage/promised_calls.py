"""A call promised by a hunter or a farmer: the deal's next step, or the check-in, moves to that time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import check_ins, deals
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment, stamp


def promise_call(
    tx: Tx, viewer: Viewer, contact_id: int, stage: Stage, at: datetime, zone: str, act: str, now: datetime
) -> dict[str, Any]:
    """Move the deal's next step or the check-in to ``at`` (UTC); returns what taking it back needs."""
    if stage is Stage.HUNTING:
        return _on_the_deal(tx, viewer, contact_id, at, act, now)
    if stage is Stage.FARMING:
        return _on_the_check_in(tx, contact_id, at, zone)
    return {}


def take_back(tx: Tx, detail: dict[str, Any]) -> None:
    """Put the deal's next step or the check-in back where it was."""
    if "deal_event" in detail:
        deals.take_back(tx, detail["deal_event"])
    if "check_in" in detail:
        check_ins.put_back(tx, detail["check_in"]["id"], detail["check_in"])


def _on_the_deal(
    tx: Tx, viewer: Viewer, contact_id: int, at: datetime, act: str, now: datetime
) -> dict[str, Any]:
    deal_id = deals.open_of(tx, viewer, contact_id)
    if deal_id is None:
        return {}
    own = deals.own_open(tx, viewer, deal_id, now)
    planned = tx.value("SELECT next_do FROM deal WHERE id = :deal", {"deal": deal_id}) or ""
    event = deals.change(tx, own, viewer.operator_id, act, now, "next-step", planned, next_at=at)
    return {"deal_event": event}


def _on_the_check_in(tx: Tx, contact_id: int, at: datetime, zone: str) -> dict[str, Any]:
    row = tx.one(
        """SELECT id, due_on, due_at FROM check_in WHERE contact_id = :contact AND state = 'planned'
           ORDER BY due_on LIMIT 1""",
        {"contact": contact_id},
    )
    if row is None:
        return {}
    day = at.astimezone(zone_named(zone)).date()
    check_ins.move(tx, row[0], day, at)
    due_at = row[2] if row[2] is None or isinstance(row[2], str) else stamp(moment(row[2]))
    return {"check_in": {"id": row[0], "due_on": row[1], "due_at": due_at}}
