"""Live transfer: a call passed on while the contact is on the line, to the first free desk that takes it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from pipeline_tui.domain.briefs import check_brief
from pipeline_tui.domain.desk import LONGEST_NOTE, Desk, Draft
from pipeline_tui.domain.errors import PipelineError, Refused
from pipeline_tui.domain.floor import OFFERED_FOR, LiveCall
from pipeline_tui.domain.hand_over import needs_ceremony
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.asking_for_offers import open_deal
from pipeline_tui.services.claiming import awaits_outcome, desk_for
from pipeline_tui.services.drafting import cleaned
from pipeline_tui.services.giving import end_call, from_and_to
from pipeline_tui.services.passing import time_limit
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    calls,
    contact_lines,
    drafts,
    first_days,
    floor,
    hand_offs,
    holds,
    journal,
    moves,
    people,
    sight,
    transfers,
)
from pipeline_tui.storage.holds import Hold
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.transfers import Transfer
from pipeline_tui.wording import tr

OFFERED, TOOK, ENDED = "offered_live", "took_live", "offer_ended"


def offer_live(
    shop: Shop,
    viewer: Viewer,
    token: str,
    brief: Mapping[str, str],
    *,
    act: str,
    note: str = "",
    draft: Draft | None = None,
) -> LiveCall:
    """Offer the call in hand to every free desk of the next stage, for twenty seconds.

    What was typed is kept as the draft, so that nothing is lost however it ends. Raises Refused when the
    brief lacks a required field, and with ``needs`` "nobody" when no desk is free: then nothing was offered.
    """
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, OFFERED)
        if done is None:
            _sweep(tx, viewer, now)
            hold = holds.held_with(tx, viewer.operator_id, token, now)
            transfer_id, asked = _offer(tx, shop, viewer, hold, brief, note, draft)
            detail = {"transfer": transfer_id, "call": hold.call_id, "asked": asked}
            journal.append(tx, viewer.operator_id, OFFERED, act, now, hold.contact_id, detail)
        else:
            transfer_id, asked = int(done.detail["transfer"]), int(done.detail["asked"])
        return _live_call(tx, viewer, transfer_id, asked)


def live_call(shop: Shop, viewer: Viewer, transfer_id: int) -> LiveCall:
    """Return what has become of the viewer's own offer."""
    with shop.store.read() as tx:
        return _live_call(tx, viewer, transfer_id)


def end_offer(shop: Shop, viewer: Viewer, transfer_id: int, *, act: str) -> LiveCall:
    """End one's own offer: lapsed when its time is over, withdrawn before; one that was taken stays taken."""
    now = shop.now()
    with shop.store.act() as tx:
        if done_before(tx, viewer, act, ENDED) is None:
            own = transfers.own(tx, viewer, transfer_id)
            if own is None:
                raise sight.not_on_your_desk()
            state = "lapsed" if now >= own.until else "withdrawn"
            if transfers.close(tx, transfer_id, state, now):
                detail = {"transfer": transfer_id, "state": state}
                journal.append(tx, viewer.operator_id, ENDED, act, now, own.contact_id, detail)
        return _live_call(tx, viewer, transfer_id)


def take_live(shop: Shop, viewer: Viewer, transfer_id: int, *, act: str) -> Desk:
    """Take an offered call: the first one wins, and has the contact in hand with the call on the line.

    In one act the giver's call ends as hot, hand-off and acceptance are stored, stage and owner move and the
    deal opens; an undialled contact in the taker's hand goes back first. Refused when it is over already.
    """
    now = shop.now()
    with shop.store.act() as tx:
        if done_before(tx, viewer, act, TOOK) is None:
            offered = transfers.standing(tx, viewer, transfer_id, now)
            if offered is None:
                raise _over()
            _take(tx, shop, viewer, offered, act)
        hold = holds.current(tx, viewer.operator_id)
    if hold is None:
        raise sight.not_on_your_desk()
    return desk_for(shop, viewer, hold)


def _offer(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    hold: Hold,
    brief: Mapping[str, str],
    note: str,
    draft: Draft | None,
) -> tuple[int, int]:
    now, me = shop.now(), viewer.operator_id
    stage, target = from_and_to(tx, viewer, hold)
    if not needs_ceremony(viewer.structure, stage, target):
        raise Refused(
            tr("You carry this contact on yourself"),
            tr("There is nobody to pass the call to."),
            tr("Press h: it stays."),
        )
    if hold.call_id is None:
        raise Refused(
            tr("Nothing was dialled"),
            tr("A call is passed on while they are on the line."),
            tr("Dial first, then pass on."),
        )
    checked = check_brief(shop.playbook.brief, brief)
    asked = [one for one in floor.free(tx, viewer.structure, target, now) if one != me]
    if not asked:
        raise Refused(
            tr("Nobody is free to take the call"),
            tr("Every colleague of the next stage is talking, pausing or away."),
            tr("Agree a time in a diary, or hand off; your brief stands as you wrote it."),
            {"needs": "nobody"},
        )
    kept = drafts.draft_of(tx, me, hold.contact_id)
    said = cleaned(draft) if draft is not None else kept
    words = clean(note, limit=LONGEST_NOTE, multiline=True) or said.note
    if not said.empty or words:
        drafts.keep_draft(tx, me, hold.contact_id, replace(said, note=words), now, hold.token)
    transfer_id = transfers.offer(
        tx,
        contact_id=hold.contact_id,
        giver_id=me,
        call_id=hold.call_id,
        token=hold.token,
        to_stage=target,
        brief=checked,
        note=words,
        now=now,
        until=now + OFFERED_FOR,
    )
    return transfer_id, len(asked)


def _take(tx: Tx, shop: Shop, viewer: Viewer, offered: Transfer, act: str) -> None:
    now, me, contact_id = shop.now(), viewer.operator_id, offered.contact_id
    first_days.require_released(tx, me)
    detail: dict[str, object] = {"transfer": offered.id}
    mine = holds.current(tx, me)
    if mine is not None and mine.call_id is not None:
        raise awaits_outcome()
    if not floor.may_take(tx, me, now):
        raise Refused(
            tr("You are on a pause"),
            tr("Calls are offered to who is at work."),
            tr("Go back to work, then take it."),
        )
    if mine is not None:
        holds.let_go(tx, mine.contact_id, shop.method, now)
        detail["let_go"] = mine.contact_id
    given = holds.current(tx, offered.giver_id)
    giver = people.by_id(tx, offered.giver_id)
    if given is None or giver is None:
        raise _over()
    before = moves.image(tx, contact_id)
    giving = Viewer.of(giver, viewer.structure)
    from_stage, target = from_and_to(tx, giving, given)
    given_act = uuid.uuid4().hex
    typed_since = drafts.draft_of(tx, giver.id, contact_id).note
    end_call(tx, giving, given, typed_since or offered.note, None, given_act, now)
    moves.move(tx, contact_id, target, None)
    holds.let_go(tx, contact_id, shop.method, now)
    waits = moves.image(tx, contact_id)  # so it would stand in the team's inbox
    limit = time_limit(shop, from_stage, target)
    hand_off_id = hand_offs.give(
        tx, contact_id, giver.id, None, from_stage, target, offered.brief, now, limit
    )
    handed = {
        "hand_off": hand_off_id,
        "receiver": me,
        "call": offered.call_id,
        "kept": False,
        "before": before,
    }
    journal.append(tx, giver.id, "handed_off", given_act, now, contact_id, {**handed, "transfer": offered.id})
    hand_offs.answer(tx, hand_off_id, "accepted", me, now)
    moves.move(tx, contact_id, target, me)
    deal_id = open_deal(tx, shop, viewer, contact_id, hand_off_id, offered.brief, now)
    transfers.taken(tx, offered.id, me, hand_off_id, now)
    call_id = transfers.begin_call(tx, me, act, offered.call_id, target, now)
    detail |= {"hand_off": hand_off_id, "deal": deal_id, "call": call_id, "before": waits}
    if holds.take(tx, me, contact_id, now, act, "desk", TOOK, detail) is None:
        raise _over()
    calls.put_on_the_line(tx, contact_id, call_id)


def _sweep(tx: Tx, viewer: Viewer, now: datetime) -> None:
    """End one's own earlier offers, and those whose givers died over them: the entry is the finder's."""
    for transfer_id, contact_id, state in transfers.left_open(tx, viewer.operator_id, now):
        if transfers.close(tx, transfer_id, state, now):
            detail = {"transfer": transfer_id, "state": state}
            journal.append(tx, viewer.operator_id, ENDED, uuid.uuid4().hex, now, contact_id, detail)


def _live_call(tx: Tx, viewer: Viewer, transfer_id: int, asked: int = 0) -> LiveCall:
    own = transfers.own(tx, viewer, transfer_id)
    if own is None:
        raise sight.not_on_your_desk()
    taker = people.by_id(tx, own.taken_by) if own.taken_by is not None else None
    return LiveCall(
        own.id,
        own.contact_id,
        contact_lines.name_of(tx, own.contact_id),
        own.state,
        own.until,
        asked,
        taker.name if taker is not None else "",
        taker.extension if taker is not None else "",
    )


def _over() -> PipelineError:
    return Refused(
        tr("This call is no longer offered"),
        tr("A colleague was quicker, or its time ran out; nothing was changed."),
        tr("Go on where you were."),
    )
