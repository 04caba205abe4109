"""Writes the end of a won deal: purchase, client, first check-in and new owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline_tui.domain.calling import BasisKind
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import check_ins, clients, deals, hand_offs, journal, moves, passing_on, rights
from pipeline_tui.storage.deals import OwnDeal
from pipeline_tui.storage.store import Tx

WON = "deal_won"


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
class Sold:
    """What selling has changed so far, and the images that undoing it needs."""

    event: int
    purchase: int
    position: dict[str, Any]
    client: dict[str, Any] | None
    held: dict[str, Any] | None


def sell(tx: Tx, viewer: Viewer, own: OwnDeal, sale: Sale, act: str, now: datetime, *, segment: str) -> Sold:
    """Close a deal as won and book its purchase; ``segment`` is that of a client who is new.

    The contact still stands where it was: the caller passes it on, then calls ``keep``.
    """
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
    clients.note_contact(tx, contact_id, now, segment=segment, since=sale.bought_on)
    return Sold(event, purchase_id, before, known.image if known else None, held)


@dataclass(frozen=True, slots=True)
class Kept:
    """Who keeps the client from now on."""

    farmer_id: int | None  # None: the team picks
    hand_off_id: int | None  # None: nobody is asked
    first_on: date  # day of the first check-in
    asked: str = ""  # under which name the words are kept by which we asked to ring again
    consent_until: datetime | None = None  # how long such a consent lasts; None: until it is taken back


def keep(
    tx: Tx,
    viewer: Viewer,
    own: OwnDeal,
    sale: Sale,
    sold: Sold,
    kept: Kept,
    act: str,
    now: datetime,
    *,
    made: bool,
) -> dict[str, Any]:
    """Plan the first check-in, note a consent, and write the win into the journal; returns its detail.

    ``made``: the deal was opened for it.
    """
    contact_id, me = own.contact_id, viewer.operator_id
    cancelled = check_ins.cancel_planned(tx, contact_id)
    check_in_id = check_ins.plan(tx, contact_id, kept.farmer_id, kept.first_on)
    if kept.hand_off_id is not None:
        hand_offs.note_first(tx, kept.hand_off_id, kept.first_on)
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
            wording=kept.asked,
            expires_at=kept.consent_until,
        )
    detail: dict[str, Any] = {
        "deal": own.id,
        "event": sold.event,
        "made": made,
        "purchase": sold.purchase,
        "amount": sale.amount_minor,
        "currency": sale.currency,
        "farmer": kept.farmer_id,
        "hand_off": kept.hand_off_id,
        "check_in": check_in_id,
        "due_on": kept.first_on.isoformat(),
        "cancelled": cancelled,
        "consent": sale.follow_up_consent,
        "before": {"position": sold.position, "client": sold.client, "held": sold.held},
    }
    journal.append(tx, me, WON, act, now, contact_id, detail)
    return detail
