"""Contacts that count for the rhythm, inside an act: a visit in the diary, an answer, a call that reached."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import proposing, segmenting
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import check_ins, clients, deals
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import stamp
from pipeline_tui.wording import tr


def plan_visit(
    tx: Tx, shop: Shop, viewer: Viewer, contact_id: int, stage: Stage, at: datetime, act: str, named: str
) -> dict[str, Any]:
    """Put a visit where the desk's agenda reads it: the deal's next step, else the check-in."""
    now = shop.now()
    if stage is Stage.HUNTING:
        deal_id = deals.open_of(tx, viewer, contact_id)
        if deal_id is None:
            raise Refused(
                tr("No deal is open with this contact"),
                tr("A visit is the next step of one."),
                tr("Open a deal first."),
            )
        own = deals.own_open(tx, viewer, deal_id, now)
        event = deals.change(
            tx, own, viewer.operator_id, act, now, "next-step", named, next_do=named, next_at=at
        )
        return {"deal": deal_id, "event": event}
    on = at.astimezone(shop.zone).date()
    planned, before = check_ins.next_of(tx, contact_id), None
    if planned is None:
        planned = check_ins.plan(tx, contact_id, viewer.operator_id, on)
    else:
        own_one = check_ins.own_planned(tx, viewer, planned, now)
        before = own_one.image
    check_ins.move(tx, planned, on, at)
    return {"check_in": planned, "to": on.isoformat(), "before": before}


def counts_as_contact(tx: Tx, shop: Shop, viewer: Viewer, contact_id: int) -> dict[str, Any]:
    """Let the rhythm count from now; a check-in at an agreed time stays where it is."""
    known, now, today = clients.client(tx, contact_id), shop.now(), shop.today()
    clients.note_contact(tx, contact_id, now)
    detail: dict[str, Any] = {"client": known.image if known else None, "next": None}
    planned = check_ins.next_of(tx, contact_id)
    if planned is not None and check_ins.own_planned(tx, viewer, planned, now).due_at is not None:
        return detail
    days = shop.playbook.segment(segmenting.reckon(tx, shop, contact_id)).days
    me, tomorrow = viewer.operator_id, today + timedelta(days=1)
    next_on = proposing.by_rhythm(tx, shop, contact_id, me, today, days, tomorrow).day
    detail["cancelled"] = check_ins.cancel_planned(tx, contact_id)
    detail["next"] = check_ins.plan(tx, contact_id, me, next_on)
    detail["next_on"] = next_on.isoformat()
    return detail


def spoken_to(tx: Tx, shop: Shop, contact_id: int, *, promised: bool) -> dict[str, Any]:
    """Let a call that reached a client count; returns what the undo needs, nothing for who is no client.

    A check-in to come moves on by the rhythm, on its way to a promised or agreed time it does not, nor does
    one that is due: that one waits for its log.
    """
    known, now, today = clients.client(tx, contact_id), shop.now(), shop.today()
    if known is None:
        return {}
    clients.set_last_contact(tx, contact_id, now)
    detail: dict[str, Any] = {"spoken_before": stamp(known.last_contact) if known.last_contact else None}
    planned = None if promised else check_ins.coming(tx, contact_id, today)
    if planned is None or planned.due_at is not None:
        return detail
    days = shop.playbook.segment(segmenting.today_in(tx, shop, contact_id)).days
    tomorrow = today + timedelta(days=1)
    wanted = proposing.by_rhythm(tx, shop, contact_id, planned.owner_id, today, days, tomorrow)
    if wanted.day > planned.due_on:  # one put off for longer is put off for a reason
        check_ins.move(tx, planned.id, wanted.day, None, wanted.wished if wanted.gave_way else None)
        detail["moved_on"] = {
            "check_in": planned.id,
            "owner": planned.owner_id,
            "to": wanted.day.isoformat(),
            "before": planned.image,
        }
    return detail
