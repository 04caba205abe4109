"""Moves known contacts of a list to the hunters or the farmers, with what the list says of them, and back.

It belongs to a change of the contact: the image from before stands beside that of its fields, so that taking
the load back finds both, and whoever was worked on since stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from pipeline_tui.domain.coming_along import Stays, why_it_stays
from pipeline_tui.domain.import_standing import Arrival
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import check_ins, clients, moves
from pipeline_tui.storage.arrivals import Terms
from pipeline_tui.storage.loads import Load
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.keeping import PurchaseRow
from pipeline_tui.storage.tables.selling import DealRow, HandOffRow
from pipeline_tui.storage.types import moment, stamp

_AT_ONCE = 500
_STAND = """SELECT p.contact_id, p.stage, p.held_by IS NOT NULL, p.owner_id IS NOT NULL,
    p.promise_due IS NOT NULL,
    EXISTS (SELECT 1 FROM deal d WHERE d.contact_id = p.contact_id AND d.state = 'open')
    OR EXISTS (SELECT 1 FROM hand_off h WHERE h.contact_id = p.contact_id AND h.state = 'waiting')
    OR EXISTS (SELECT 1 FROM check_in k WHERE k.contact_id = p.contact_id AND k.state = 'planned')
  FROM position p WHERE p.contact_id IN (SELECT value FROM json_each(:ids))"""
_BOUGHT = """SELECT 1 FROM purchase WHERE contact_id = :contact AND bought_on = :on AND amount_minor = :amount
  AND undone = 0 AND act <> :act LIMIT 1"""
_CLIENT = """INSERT INTO client (contact_id, segment, segment_by_hand, since, last_contact_at)
  VALUES (:contact, :segment, 0, :since, :last)
  ON CONFLICT (contact_id) DO UPDATE SET
    since = COALESCE(MIN(since, excluded.since), since, excluded.since),
    last_contact_at = COALESCE(MAX(last_contact_at, excluded.last_contact_at), last_contact_at,
      excluded.last_contact_at)"""
# All of this as the load left it; a purchase or a refund by anybody else is work, too.
_AS_IT_CAME = """SELECT 1 FROM position p WHERE p.contact_id = :contact AND p.stage = :stage
  AND p.owner_id IS :owner AND p.promise_due IS NULL AND p.held_by IS NULL
  AND (:deal IS NULL OR EXISTS (SELECT 1 FROM deal WHERE id = :deal AND state = 'open' AND version = 1))
  AND (:hand_off IS NULL OR EXISTS (SELECT 1 FROM hand_off WHERE id = :hand_off AND state = 'waiting'))
  AND (:check_in IS NULL OR EXISTS (
    SELECT 1 FROM check_in WHERE id = :check_in AND state = 'planned' AND version = 1))
  AND NOT EXISTS (SELECT 1 FROM purchase WHERE contact_id = :contact AND id > :bought AND act <> :act)"""


def staying(tx: Tx, contact_ids: Iterable[int], to: Stage) -> dict[int, Stays]:
    """Return which known contacts do not come along to a stage, and why."""
    ids = sorted(contact_ids)
    found: dict[int, Stays] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = tx.all(_STAND, {"ids": json.dumps(ids[start : start + _AT_ONCE])})
        for contact_id, stage, in_hand, owned, promised, work in rows:
            why = why_it_stays(
                Stage(stage),
                to,
                in_hand=bool(in_hand),
                owned=bool(owned),
                promised=bool(promised),
                work=bool(work),
            )
            if why is not None:
                found[contact_id] = why
    return found


def as_json(one: Arrival, terms: Terms) -> dict[str, Any]:
    """Return where a known contact arrives, to be kept until the load is seen."""
    return {
        "stage": terms.stage.value,
        "from": terms.comes_from.value,
        "step": terms.step,
        "currency": terms.currency,
        "brief": dict(terms.brief),
        "owner": one.owner_id,
        "last": stamp(one.last_contact) if one.last_contact else None,
        "since": one.since.isoformat() if one.since else None,
        "bought": [[each.on.isoformat(), each.amount_minor, each.what] for each in one.bought],
        "segment": one.segment,
        "on": one.check_in_on.isoformat() if one.check_in_on else None,
        "wished": one.wished_on.isoformat() if one.wished_on else None,
        "do": one.next_do,
        "next": stamp(one.next_at) if one.next_at else None,
    }


def come(tx: Tx, load: Load, contact_id: int, said: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Move one contact and write what it brings along; return the image that taking it back needs."""
    stage, owner = Stage(said["stage"]), said["owner"]
    client = clients.client(tx, contact_id)
    image = {
        "position": moves.image(tx, contact_id),
        "client": client.image if client is not None else None,
        "stage": stage.value,
        "owner": owner,
        "bought": int(tx.value("SELECT COALESCE(MAX(id), 0) FROM purchase")),
        "deal": None,
        "hand_off": None,
        "check_in": None,
    }
    moves.move(tx, contact_id, stage, owner)
    if stage is Stage.FARMING:
        image["check_in"] = _be_a_client(tx, load, contact_id, said)
    elif owner is not None:
        image["deal"] = _open_deal(tx, contact_id, said, now)
    if owner is None:
        image["hand_off"] = _offer(tx, load, contact_id, said, now)
    return image


def worked_on(tx: Tx, load: Load, contact_id: int, image: Mapping[str, Any]) -> bool:
    """Return whether a contact that came along no longer stands as it came."""
    names = ("stage", "owner", "deal", "hand_off", "check_in", "bought")
    asks = {"contact": contact_id, "act": load.act, **{name: image[name] for name in names}}
    return tx.value(_AS_IT_CAME, asks) is None


def go_back(tx: Tx, load: Load, contact_id: int, image: Mapping[str, Any]) -> None:
    """Put a contact back where it stood; its place in the queue is settled by the caller."""
    for table in ("check_in", "deal", "hand_off"):
        tx.run(f"DELETE FROM {table} WHERE id = :id", {"id": image[table]})
    tx.run(
        "DELETE FROM purchase WHERE contact_id = :contact AND act = :act",
        {"contact": contact_id, "act": load.act},
    )
    clients.put_back(tx, contact_id, image["client"])
    moves.put_back(tx, contact_id, image["position"])


def _be_a_client(tx: Tx, load: Load, contact_id: int, said: Mapping[str, Any]) -> int:
    tx.run(
        _CLIENT,
        {
            "contact": contact_id,
            "segment": said["segment"],
            "since": said["since"],
            "last": said["last"],
        },
    )
    for on, amount, what in said["bought"]:
        asks = {"contact": contact_id, "on": on, "amount": amount, "act": load.act}
        if tx.value(_BOUGHT, asks) is not None:  # booked here already, before they went back to the scouts
            continue
        tx.insert(
            PurchaseRow,
            contact_id=contact_id,
            operator_id=said["owner"] or load.operator_id,
            bought_on=on,
            what=what,
            amount_minor=amount,
            currency=said["currency"],
            act=load.act,
        )
    wished = date.fromisoformat(said["wished"]) if said["wished"] else None
    return check_ins.plan(tx, contact_id, said["owner"], date.fromisoformat(said["on"]), wished_on=wished)


def _open_deal(tx: Tx, contact_id: int, said: Mapping[str, Any], now: datetime) -> int:
    return tx.insert(
        DealRow,
        contact_id=contact_id,
        owner_id=said["owner"],
        step=said["step"],
        step_since=now,
        currency=said["currency"],
        next_do=said["do"],
        next_at=moment(said["next"]) if said["next"] else None,
        opened_at=now,
    )


def _offer(tx: Tx, load: Load, contact_id: int, said: Mapping[str, Any], now: datetime) -> int:
    return tx.insert(
        HandOffRow,
        contact_id=contact_id,
        giver_id=load.operator_id,
        from_stage=said["from"],
        to_stage=said["stage"],
        given_at=now,
        brief=json.dumps(said["brief"], ensure_ascii=False),
        kind="base",
        first_on=said["on"],
    )
