"""Handing a contact on to the next stage, and answering what was handed over."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from pipeline_tui.domain.acts import Accepted, HandedOff
from pipeline_tui.domain.briefs import check_brief
from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.hand_over import limit_at, needs_ceremony
from pipeline_tui.domain.hunting import HandOff, Receipt
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Move, Stage, stage_after
from pipeline_tui.domain.text import clean
from pipeline_tui.services import staffing
from pipeline_tui.services.asking_for_offers import note_request, open_deal
from pipeline_tui.services.claiming import awaits_outcome, claim_in, desk_for, needs_stage, next_desk
from pipeline_tui.services.drafting import LONGEST_NOTE, cleaned
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    calls,
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
from pipeline_tui.storage.holds import Hold
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Tx

HOT = "hot"  # the outcome of the call a hand-off ends
TEAM = "the team"


def hand_off(
    shop: Shop,
    viewer: Viewer,
    token: str,
    brief: Mapping[str, str],
    *,
    act: str,
    to: str | None = None,
    note: str = "",
    draft: Draft | None = None,
    then_next: bool = False,
    next_act: str = "",
    lease: str = "desk",
) -> HandedOff:
    """Give the hot contact in hand to the next stage, with its brief.

    Between people the brief is checked, the receiver accepts within a limit of working time; within one tier
    there is no ceremony: the contact stays in hand and its deal is open.
    """
    now = shop.now()
    following: Hold | None = None
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, "handed_off")
        if done is None:
            hold = holds.held_with(tx, viewer.operator_id, token, now)
            stage, target = _from_and_to(tx, viewer, hold)
            if needs_ceremony(viewer.structure, stage, target):
                _give(tx, shop, viewer, hold, brief, act, to, note, draft, stage, target)
            else:
                _keep(tx, shop, viewer, hold, brief, act, note, draft, stage, target)
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
    return HandedOff(detail["hand_off"], contact_id, name, receiver, kept, detail.get("deal"), desk, empty)


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
            deal_id = open_deal(tx, shop, viewer, offered.contact_id, hand_off_id, offered.brief, now)
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
            if held is not None and held.contact_id == offered.contact_id:
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
            journal.append(tx, viewer.operator_id, "returned", act, now, offered.contact_id, detail)
        answered = hand_offs.answered_by(tx, viewer, hand_off_id, now)
    if answered is None:
        raise sight.not_on_your_desk()
    return answered


def receipts(shop: Shop, viewer: Viewer) -> tuple[Receipt, ...]:
    """Return what became of the viewer's own hand-offs."""
    with shop.store.read() as tx:
        return hand_offs.receipts(tx, viewer)


def _from_and_to(tx: Tx, viewer: Viewer, hold: Hold) -> tuple[Stage, Stage]:
    stage = Stage(moves.image(tx, hold.contact_id)["stage"])
    role = viewer.role_for(stage)
    target = stage_after(stage, Move.HAND_OFF, role) if role else None
    if target is None:
        raise Refused(
            "This contact is not handed on from here",
            f"It stands in {stage.value}; only a scout hands on, to the hunters.",
            "A deal goes on to the farmer by winning it.",
        )
    return stage, target


def _give(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    hold: Hold,
    brief: Mapping[str, str],
    act: str,
    to: str | None,
    note: str,
    draft: Draft | None,
    stage: Stage,
    target: Stage,
) -> None:
    now = shop.now()
    checked = check_brief(shop.playbook.brief, brief)
    receiver = staffing.receiver(shop, to, target).id if to is not None else None
    joint = shop.playbook.joint(stage, target)
    limit = None
    if joint is not None:
        limit = limit_at(now, joint.limit_minutes, shop.hours, shop.workspace.zone, shop.closed)
    before = moves.image(tx, hold.contact_id)
    _end_call(tx, viewer, hold, note, draft, now)
    note_request(tx, viewer, hold.contact_id, act, now)
    moves.move(tx, hold.contact_id, target, receiver)
    holds.let_go(tx, hold.contact_id, shop.method, now)
    hand_off_id = hand_offs.give(
        tx, hold.contact_id, viewer.operator_id, receiver, stage, target, checked, now, limit
    )
    detail = {
        "hand_off": hand_off_id,
        "receiver": receiver,
        "call": hold.call_id,
        "kept": False,
        "before": before,
    }
    journal.append(tx, viewer.operator_id, "handed_off", act, now, hold.contact_id, detail)


def _keep(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    hold: Hold,
    brief: Mapping[str, str],
    act: str,
    note: str,
    draft: Draft | None,
    stage: Stage,
    target: Stage,
) -> None:
    """Hand over to oneself: no brief is asked, nobody accepts, the contact stays in hand."""
    now = shop.now()
    known = {field.key for field in shop.playbook.brief}
    said = {key: clean(text, limit=400) for key, text in brief.items() if key in known and text.strip()}
    before = moves.image(tx, hold.contact_id)
    _end_call(tx, viewer, hold, note, draft, now)
    note_request(tx, viewer, hold.contact_id, act, now)
    moves.move(tx, hold.contact_id, target, viewer.operator_id)
    tx.run("UPDATE position SET call_id = NULL WHERE contact_id = :contact", {"contact": hold.contact_id})
    me = viewer.operator_id
    hand_off_id = hand_offs.give(tx, hold.contact_id, me, me, stage, target, said, now, None)
    hand_offs.answer(tx, hand_off_id, "accepted", me, now)
    deal_id = open_deal(tx, shop, viewer, hold.contact_id, hand_off_id, said, now)
    detail = {
        "hand_off": hand_off_id,
        "receiver": me,
        "call": hold.call_id,
        "kept": True,
        "deal": deal_id,
        "before": before,
    }
    journal.append(tx, me, "handed_off", act, now, hold.contact_id, detail)


def _end_call(tx: Tx, viewer: Viewer, hold: Hold, note: str, draft: Draft | None, now: datetime) -> None:
    kept = calls.draft_of(tx, viewer.operator_id, hold.contact_id)
    said = cleaned(draft) if draft is not None else kept
    words = clean(note, limit=LONGEST_NOTE, multiline=True) or said.note
    if hold.call_id is None:
        raise Refused(
            "Nothing was dialled",
            "A contact is handed on after a call on this very claim.",
            "Dial first; then hand it on.",
        )
    calls.finish_call(
        tx,
        hold.call_id,
        now,
        outcome=HOT,
        reason="",
        reached=True,
        refusal=False,
        note=words,
        path=said.path,
        unsaid=said.unsaid,
    )
    calls.keep_answers(tx, hold.contact_id, said.answers, hold.call_id, now)
    calls.drop_draft(tx, viewer.operator_id, hold.contact_id)
