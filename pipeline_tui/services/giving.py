"""Giving a contact to the next stage, inside an act: its call ends, stage and owner move, a brief waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pipeline_tui.domain.briefs import check_brief
from pipeline_tui.domain.desk import LONGEST_NOTE, Draft
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Move, Stage, stage_after
from pipeline_tui.domain.text import clean
from pipeline_tui.services import diaries, receiving
from pipeline_tui.services.asking_for_offers import note_request, open_deal
from pipeline_tui.services.drafting import cleaned
from pipeline_tui.services.passing import time_limit
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import calls, drafts, hand_offs, holds, journal, moves
from pipeline_tui.storage.holds import Hold
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch
from pipeline_tui.wording import tr

HOT = "hot"  # the outcome of the call a hand-off ends


def from_and_to(tx: Tx, viewer: Viewer, hold: Hold) -> tuple[Stage, Stage]:
    """Return where a contact in hand stands and where it would go on to; refused when it goes nowhere."""
    stage = Stage(moves.image(tx, hold.contact_id)["stage"])
    role = viewer.role_for(stage)
    target = stage_after(stage, Move.HAND_OFF, role) if role else None
    if target is None:
        raise Refused(
            tr("This contact is not handed on from here"),
            tr("It stands in {value}; only a scout hands on, to the hunters.", value=tr(stage.value)),
            tr("A deal goes on to the farmer by winning it."),
        )
    return stage, target


def give(
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
    slot: datetime | None = None,
) -> None:
    """Hand over to somebody else, named or of the team; ``slot`` (UTC) is booked in the receiver's diary."""
    now = shop.now()
    checked = check_brief(shop.playbook.brief, brief)
    named = receiving.named_receiver(tx, shop, to, target) if to and not receiving.means_team(to) else None
    if slot is not None:
        named = diaries.agree(tx, shop, hold.contact_id, named, slot)
    receiver = named.id if named is not None else None
    if to is None and slot is None:
        receiver = receiving.choose(tx, shop, stage, target, act)
    limit = time_limit(shop, stage, target)
    before = moves.image(tx, hold.contact_id)
    end_call(tx, viewer, hold, note, draft, act, now)
    moves.move(tx, hold.contact_id, target, receiver)
    holds.let_go(tx, hold.contact_id, shop.method, now)
    hand_off_id = hand_offs.give(
        tx, hold.contact_id, viewer.operator_id, receiver, stage, target, checked, now, limit, slot
    )
    detail: dict[str, object] = {
        "hand_off": hand_off_id,
        "receiver": receiver,
        "call": hold.call_id,
        "kept": False,
        "before": before,
    }
    if slot is not None:
        detail["slot"] = epoch(slot)
    journal.append(tx, viewer.operator_id, "handed_off", act, now, hold.contact_id, detail)


def keep(
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
    end_call(tx, viewer, hold, note, draft, act, now)
    moves.move(tx, hold.contact_id, target, viewer.operator_id)
    calls.put_on_the_line(tx, hold.contact_id, None)
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


def end_call(
    tx: Tx, viewer: Viewer, hold: Hold, note: str, draft: Draft | None, act: str, now: datetime
) -> None:
    """End the dialled call as hot, with the words typed or kept; in it they asked for an offer."""
    operator_id = viewer.operator_id
    kept = drafts.draft_of(tx, operator_id, hold.contact_id)
    said = cleaned(draft) if draft is not None else kept
    words = clean(note, limit=LONGEST_NOTE, multiline=True) or said.note
    if hold.call_id is None:
        raise Refused(
            tr("Nothing was dialled"),
            tr("A contact is handed on after a call on this very claim."),
            tr("Dial first; then hand it on."),
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
    drafts.drop_draft(tx, operator_id, hold.contact_id, now)
    note_request(tx, viewer, hold.contact_id, act, now)
