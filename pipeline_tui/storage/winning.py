"""Writes the end of a deal: won, with purchase, client, first check-in and new owner; or lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline_tui.domain.calling import BasisKind
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import check_ins, clients, deals, journal, moves, passing_on, rights
from pipeline_tui.storage.deals import OwnDeal
from pipeline_tui.storage.store import Tx

WON, LOST = "deal_won", "deal_lost"


@dataclass(frozen=True, slots=True)
class Sale:
    """What was sold, checked and clean."""

    amount_minor: int
    currency: str
    what: str
    bought_on: date  # in the shop's zone
    delivered_on: date | None
    follow_up_consent: bool


@dataclass(frozen=True, slots=True)
class Keeping:
    """Who keeps the client from now on, and how."""

    stage: Stage
    farmer_id: int
    segment: str  # of a client who is new
    first_on: date  # day of the first check-in


def win(
    tx: Tx, viewer: Viewer, own: OwnDeal, sale: Sale, keeping: Keeping, act: str, now: datetime, *, made: bool
) -> dict[str, Any]:
    """Store a win and its journal entry, and return its detail; ``made``: the deal was opened for it."""
    contact_id, me = own.contact_id, viewer.operator_id
    before, known = moves.image(tx, contact_id), clients.client(tx, contact_id)
    held = passing_on.finish_hold(tx, viewer, contact_id, now, outcome="won", reached=True)
    event = deals.change(
        tx,
        own,
        me,
        act,
        now,
        "won",
        sale.what,
        state="won",
        closed_at=now,
        value_minor=sale.amount_minor,
    )
    purchase_id = clients.add_purchase(
        tx,
        contact_id,
        me,
        sale.bought_on,
        sale.amount_minor,
        sale.currency,
        what=sale.what,
        delivered_on=sale.delivered_on,
        deal_id=own.id,
    )
    clients.note_contact(tx, contact_id, now, segment=keeping.segment, since=sale.bought_on)
    passing_on.move_on(tx, viewer, contact_id, now, keeping.stage, keeping.farmer_id)
    cancelled = check_ins.cancel_planned(tx, contact_id)
    check_in_id = check_ins.plan(tx, contact_id, keeping.farmer_id, keeping.first_on)
    if sale.follow_up_consent:
        rights.grant(
            tx,
            contact_id,
            BasisKind.CONSENT,
            now,
            act=act,
            operator_id=me,
            channel="telephone",
            evidence="agreed to follow-up calls when buying",
        )
    detail: dict[str, Any] = {
        "deal": own.id,
        "event": event,
        "made": made,
        "purchase": purchase_id,
        "amount": sale.amount_minor,
        "currency": sale.currency,
        "farmer": keeping.farmer_id,
        "check_in": check_in_id,
        "due_on": keeping.first_on.isoformat(),
        "cancelled": cancelled,
        "consent": sale.follow_up_consent,
        "before": {"position": before, "client": known.image if known else None, "held": held},
    }
    journal.append(tx, me, WON, act, now, contact_id, detail)
    return detail


def lose(
    tx: Tx,
    viewer: Viewer,
    own: OwnDeal,
    stage: Stage,
    owner_id: int | None,
    act: str,
    now: datetime,
    *,
    reason: str,
    note: str,
    said: str,
) -> dict[str, Any]:
    """Store a lost deal and its journal entry, and return the entry's detail."""
    before = moves.image(tx, own.contact_id)
    held = passing_on.finish_hold(tx, viewer, own.contact_id, now, outcome="lost", reached=True, note=note)
    event = deals.change(
        tx,
        own,
        viewer.operator_id,
        act,
        now,
        "lost",
        said,
        state="lost",
        closed_at=now,
        lost_reason=reason,
        note=note,
    )
    passing_on.move_on(tx, viewer, own.contact_id, now, stage, owner_id)
    detail: dict[str, Any] = {
        "deal": own.id,
        "event": event,
        "reason": reason,
        "stage": stage.value,
        "owner": owner_id,
        "before": {"position": before, "held": held},
    }
    journal.append(tx, viewer.operator_id, LOST, act, now, own.contact_id, detail)
    return detail
