"""Writes a lost deal: why, to whom, and the day on which the queue has its contact again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import deals, journal, moves, passing_on
from pipeline_tui.storage.deals import OwnDeal
from pipeline_tui.storage.store import Tx

LOST = "deal_lost"


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a deal was lost, to whom, and when its contact comes back; checked and clean."""

    reason: str
    note: str
    said: str  # as its history tells it
    competitor: str
    competitor_minor: int | None
    win_back_on: date | None
    rests_until: datetime | None  # UTC: the queue has the contact again from then on


def lose(
    tx: Tx,
    viewer: Viewer,
    own: OwnDeal,
    stage: Stage,
    owner_id: int | None,
    act: str,
    now: datetime,
    loss: Loss,
) -> dict[str, Any]:
    """Store a lost deal and its journal entry, and return the entry's detail."""
    before = moves.image(tx, own.contact_id)
    held = passing_on.finish_hold(
        tx, viewer, own.contact_id, now, outcome="lost", reached=True, note=loss.note
    )
    event = deals.change(
        tx,
        own,
        viewer.operator_id,
        act,
        now,
        "lost",
        loss.said,
        state="lost",
        closed_at=now,
        lost_reason=loss.reason,
        note=loss.note,
        competitor=loss.competitor,
        competitor_minor=loss.competitor_minor,
        win_back_on=loss.win_back_on.isoformat() if loss.win_back_on else "",
    )
    passing_on.move_on(tx, viewer, own.contact_id, now, stage, owner_id)
    if loss.rests_until is not None:
        moves.rest(tx, own.contact_id, loss.rests_until)
    detail: dict[str, Any] = {
        "deal": own.id,
        "event": event,
        "reason": loss.reason,
        "stage": stage.value,
        "owner": owner_id,
        "before": {"position": before, "held": held},
    }
    journal.append(tx, viewer.operator_id, LOST, act, now, own.contact_id, detail)
    return detail
