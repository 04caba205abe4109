"""Handing a contact on to the next stage, and answering what was handed over."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from pipeline_tui.domain.acts import Accepted, HandedOff
from pipeline_tui.domain.desk import LONGEST_NOTE, Draft
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.hand_over import needs_ceremony
from pipeline_tui.domain.hunting import HandOff, Receipt
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean
from pipeline_tui.services.asking_for_offers import open_deal
from pipeline_tui.services.claiming import awaits_outcome, claim_in, desk_for, needs_stage, next_desk
from pipeline_tui.services.giving import from_and_to, give, keep
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    contact_lines,
    deals,
    hand_offs,
    holds,
    journal,
    moves,
    passing_on,
    people,
    sight,
)
from pipeline_tui.storage import receipts as stored_receipts
from pipeline_tui.storage.holds import Hold
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.types import from_epoch

TEAM = "the team"


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
            if needs_ceremony(viewer.structure, stage, target):
                give(tx, shop, viewer, hold, brief, act, to, note, draft, stage, target, slot)
            else:
                keep(tx, shop, viewer, hold, brief, act, note, draft, stage, target)
            done = journal.seen(tx, act)
            assert done is not None
        contact_id, detail = done.contact_id or 0, done.detail
        name = contact_lines.name_of(tx, contact_id)
        receiver = people.name_of(tx, detail["receiver"]) or TEAM
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
    needs_stage(viewer, Stage.HUNTING)
    with shop.store.read() as tx:
        return hand_offs.inbox(tx, viewer, shop.now())


def accept(shop: Shop, viewer: Viewer, hand_off_id: int, *, act: str) -> Accepted:
    """Accept a hand-off: owner, rights and history come over, and a deal opens with the brief's next step."""
    needs_stage(viewer, Stage.HUNTING)
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, "accepted")
        if done is None:
            offered = hand_offs.waiting(tx, viewer, hand_off_id, now)
            before = moves.image(tx, offered.contact_id)
            passing_on.require_free(tx, viewer, offered.contact_id, now)
            hand_offs.answer(tx, hand_off_id, "accepted", viewer.operator_id, now)
            moves.move(tx, offered.contact_id, offered.to_stage, viewer.operator_id)
            deal_id = open_deal(
                tx, shop, viewer, offered.contact_id, hand_off_id, offered.brief, now, offered.slot_at
            )
            detail = {"hand_off": hand_off_id, "deal": deal_id, "before": before}
            journal.append(tx, viewer.operator_id, "accepted", act, now, offered.contact_id, detail)
        else:
            deal_id = int(done.detail["deal"])
        answered = hand_offs.answered_by(tx, viewer, hand_off_id, now)
        deal = deals.deal(tx, deal_id, now, shop.playbook)
    if answered is None:
        raise sight.not_on_your_desk()
    return Accepted(answered, deal)


def give_back(
    shop: Shop, viewer: Viewer, hand_off_id: int, *, reason: str, note: str = "", act: str
) -> HandOff:
    """Return a hand-off with one of the playbook's reasons; its giver finds it on top of the queue."""
    needs_stage(viewer, Stage.HUNTING)
    known = [one.code for one in shop.playbook.return_reasons]
    if reason not in known:
        raise UsageTrouble(
            f"{clean(reason, limit=40) or 'Nothing'} is no reason for a return",
            f"Known: {', '.join(known)}.",
            "Use one of these for --reason.",
        )
    now = shop.now()
    with shop.store.act() as tx:
        if not done_before(tx, viewer, act, "returned"):
            offered = hand_offs.waiting(tx, viewer, hand_off_id, now)
            before = moves.image(tx, offered.contact_id)
            passing_on.require_free(tx, viewer, offered.contact_id, now)
            held = holds.current(tx, viewer.operator_id)
            in_hand = held is not None and held.contact_id == offered.contact_id
            if held is not None and in_hand:
                if held.call_id is not None:
                    raise awaits_outcome()
                holds.let_go(tx, held.contact_id, shop.method, now)
            words = clean(note, limit=LONGEST_NOTE, multiline=True)
            hand_offs.answer(tx, hand_off_id, "returned", viewer.operator_id, now, reason, words)
            giver = hand_offs.giver(tx, hand_off_id)
            moves.move(tx, offered.contact_id, offered.from_stage, None)
            moves.promise(tx, offered.contact_id, "returned", giver, now)
            settle(tx, (offered.contact_id,), shop.method, now)
            detail = {"hand_off": hand_off_id, "reason": reason, "giver": giver, "before": before}
            if in_hand:
                detail["let_go"] = offered.contact_id
            journal.append(tx, viewer.operator_id, "returned", act, now, offered.contact_id, detail)
        answered = hand_offs.answered_by(tx, viewer, hand_off_id, now)
    if answered is None:
        raise sight.not_on_your_desk()
    return answered


def receipts(shop: Shop, viewer: Viewer) -> tuple[Receipt, ...]:
    """Return what became of the viewer's own hand-offs."""
    with shop.store.read() as tx:
        return stored_receipts.receipts(tx, viewer)
