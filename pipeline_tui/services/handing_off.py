"""Handing a contact on to the next stage, and answering what was handed over."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pipeline_tui.domain.acts import Accepted, HandedOff
from pipeline_tui.domain.desk import LONGEST_NOTE, Draft
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.hand_over import needs_ceremony
from pipeline_tui.domain.hunting import HandOff, Receipt
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.playbook import NamedCode
from pipeline_tui.domain.stages import Stage, way_back
from pipeline_tui.domain.text import clean
from pipeline_tui.services import receiving
from pipeline_tui.services.asking_for_offers import open_deal
from pipeline_tui.services.claiming import awaits_outcome, claim_in, desk_for, needs_stage, next_desk
from pipeline_tui.services.giving import from_and_to, give, keep
from pipeline_tui.services.receiving import the_team
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    check_ins,
    contact_lines,
    deals,
    first_days,
    hand_offs,
    holds,
    journal,
    moves,
    passing_on,
    people,
    sight,
    standing,
)
from pipeline_tui.storage import receipts as stored_receipts
from pipeline_tui.storage.holds import Hold
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import from_epoch
from pipeline_tui.wording import tr


def hand_off(
    shop: Shop,
    viewer: Viewer,
    token: str,
    brief: Mapping[str, str],
    *,
    act: str,
    to: str | None = None,
    slot: datetime | None = None,
    note: str = "",
    draft: Draft | None = None,
    then_next: bool = False,
    next_act: str = "",
    lease: str = "desk",
) -> HandedOff:
    """Give the hot contact in hand to the next stage, with its brief.

    Between people the brief is checked, the receiver accepts within a limit of working time; within one tier
    there is no ceremony: the contact stays in hand and its deal is open. A ``slot`` (UTC) books the receiver,
    or with the team whoever is free then; Refused with the nearest free times when it is taken.
    """
    now = shop.now()
    following: Hold | None = None
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, "handed_off")
        if done is None:
            hold = holds.held_with(tx, viewer.operator_id, token, now)
            stage, target = from_and_to(tx, viewer, hold)
            # The stages may have been grouped anew while they talked.
            as_it_is = standing.as_it_is(tx, viewer)
            if needs_ceremony(as_it_is.structure, stage, target) or not as_it_is.covers(target):
                give(tx, shop, viewer, hold, brief, act, to, note, draft, stage, target, slot)
            else:
                keep(tx, shop, viewer, hold, brief, act, note, draft, stage, target)
            done = journal.seen(tx, act)
            assert done is not None
        contact_id, detail = done.contact_id or 0, done.detail
        name = contact_lines.name_of(tx, contact_id)
        receiver = people.name_of(tx, detail["receiver"]) or the_team()
        kept = bool(detail["kept"])
        if kept:
            following = holds.current(tx, viewer.operator_id)
        elif then_next:
            following = claim_in(tx, shop, viewer, next_act or uuid.uuid4().hex, lease)
    desk, empty = None, None
    if kept and following is not None:
        desk = desk_for(shop, viewer, following)
    elif then_next and not kept:
        desk, empty = next_desk(shop, viewer, following, lease)
    return HandedOff(
        detail["hand_off"],
        contact_id,
        name,
        receiver,
        kept,
        detail.get("deal"),
        desk,
        empty,
        from_epoch(detail["slot"]) if "slot" in detail else None,
    )


def inbox(shop: Shop, viewer: Viewer) -> tuple[HandOff, ...]:
    """Return the hand-offs waiting for the viewer, with the brief and all that was said before."""
    _needs_receiving(viewer)
    with shop.store.read() as tx:
        return hand_offs.inbox(tx, viewer, shop.now(), shop.today())


def accept(shop: Shop, viewer: Viewer, hand_off_id: int, *, act: str) -> Accepted:
    """Accept a hand-off: owner, rights and history come over.

    With a hunter a deal opens with the brief's next step; a farmer takes over the planned check-in.
    """
    _needs_receiving(viewer)
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, "accepted")
        if done is None:
            first_days.require_released(tx, viewer.operator_id)
            offered = hand_offs.waiting(tx, viewer, hand_off_id, now, shop.today())
            contact_id = offered.contact_id
            before = moves.image(tx, contact_id)
            passing_on.require_free(tx, viewer, contact_id, now)
            hand_offs.answer(tx, hand_off_id, "accepted", viewer.operator_id, now)
            moves.move(tx, contact_id, offered.to_stage, viewer.operator_id)
            detail: dict[str, Any] = {"hand_off": hand_off_id, "deal": None, "before": before}
            if offered.to_stage is Stage.HUNTING:
                detail["deal"] = open_deal(
                    tx, shop, viewer, contact_id, hand_off_id, offered.brief, now, offered.slot_at
                )
            else:
                detail["check_ins"] = check_ins.hand_over(tx, contact_id, viewer.operator_id)
            journal.append(tx, viewer.operator_id, "accepted", act, now, contact_id, detail)
        else:
            detail = done.detail
        answered = hand_offs.answered_by(tx, viewer, hand_off_id, now)
        deal = deals.deal(tx, detail["deal"], now, shop.playbook) if detail["deal"] is not None else None
    if answered is None:
        raise sight.not_on_your_desk()
    return Accepted(answered, deal)


def give_back(
    shop: Shop, viewer: Viewer, hand_off_id: int, *, reason: str, note: str = "", act: str
) -> HandOff:
    """Return a hand-off with one of the joint's reasons, in one act with its check-in.

    A scout finds the contact on top of the queue, a hunter or farmer has it back in their own inbox. Where
    the giver has left, whoever of their stage has the least to do receives it.
    """
    _needs_receiving(viewer)
    _check_reason(reason, shop.playbook.every_reason_to_return)
    now = shop.now()
    with shop.store.act() as tx:
        if not done_before(tx, viewer, act, "returned"):
            offered = hand_offs.waiting(tx, viewer, hand_off_id, now, shop.today())
            _check_reason(reason, shop.playbook.reasons_to_return(offered.from_stage, offered.to_stage))
            detail = _given_back(tx, shop, viewer, offered, reason, note, act)
            journal.append(tx, viewer.operator_id, "returned", act, now, offered.contact_id, detail)
        answered = hand_offs.answered_by(tx, viewer, hand_off_id, now)
    if answered is None:
        raise sight.not_on_your_desk()
    return answered


def receipts(shop: Shop, viewer: Viewer) -> tuple[Receipt, ...]:
    """Return what became of the viewer's own hand-offs."""
    with shop.store.read() as tx:
        return stored_receipts.receipts(tx, viewer, shop.now())


def _needs_receiving(viewer: Viewer) -> None:
    """Refuse who works no stage that anything is handed over to."""
    if not viewer.covers(Stage.FARMING):
        needs_stage(viewer, Stage.HUNTING)


def _check_reason(reason: str, reasons: Sequence[NamedCode]) -> None:
    known = [one.code for one in reasons]
    if reason not in known:
        raise UsageTrouble(
            tr("{reason} is no reason for a return", reason=clean(reason, limit=40) or "Nothing"),
            tr("Known: {known}.", known=", ".join(known)),
            tr("Use one of these for --reason."),
            {"known": known},
        )


def _given_back(
    tx: Tx, shop: Shop, viewer: Viewer, offered: HandOff, reason: str, note: str, act: str
) -> dict[str, Any]:
    """Put a returned contact back where it came from, and return the journal's detail."""
    now, contact_id = shop.now(), offered.contact_id
    back = way_back(offered.from_stage, offered.to_stage)
    if back is None:
        raise sight.not_on_your_desk()
    before = moves.image(tx, contact_id)
    passing_on.require_free(tx, viewer, contact_id, now)
    held = holds.current(tx, viewer.operator_id)
    in_hand = held is not None and held.contact_id == contact_id
    if held is not None and in_hand:
        if held.call_id is not None:
            raise awaits_outcome()
        holds.let_go(tx, held.contact_id, shop.method, now)
    words = clean(note, limit=LONGEST_NOTE, multiline=True)
    hand_offs.answer(tx, offered.id, "returned", viewer.operator_id, now, reason, words)
    giver = receiving.returned_to(tx, shop, hand_offs.giver(tx, offered.id), back, act)
    detail: dict[str, Any] = {"hand_off": offered.id, "reason": reason, "giver": giver, "before": before}
    detail["stage"] = back.value
    if back is Stage.SCOUTING:
        moves.move(tx, contact_id, back, None)
        moves.promise(tx, contact_id, "returned", giver, now)
        settle(tx, (contact_id,), shop.method, now)
    else:
        moves.move(tx, contact_id, back, giver)
    if offered.to_stage is Stage.FARMING:
        detail["cancelled"] = check_ins.cancel_planned(tx, contact_id)
    if in_hand:
        detail["let_go"] = contact_id
    return detail
