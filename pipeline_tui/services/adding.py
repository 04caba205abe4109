"""Adding people by hand: walk-ins, callers, referrals; whoever is known already is taken instead.

A newcomer stands at the first stage the operator works, or at that of the desk they are added from: a scout's
in the queue, a hunter's with a deal, a farmer's with a check-in for today.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pipeline_tui.domain.calling import BasisKind, Blocker, Verdict
from pipeline_tui.domain.contact_acts import Added, Standing
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.new_contact import NewBasis, NewContact
from pipeline_tui.domain.newcomers import Ground, How, NewPerson, as_contact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services.asking_for_offers import REQUEST_STANDS, open_deal
from pipeline_tui.services.claiming import desk_for
from pipeline_tui.services.own_list import own_list
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    acquaintances,
    check_ins,
    checks,
    clients,
    contact_lines,
    desks,
    first_days,
    holds,
    journal,
    moves,
    newcomers,
    notes,
    passing_on,
    same_firm,
    sight,
)
from pipeline_tui.storage.acquaintances import Acquaintance
from pipeline_tui.storage.facts import gather
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.settling import settle, sharing_any
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

_STAGES = (Stage.SCOUTING, Stage.HUNTING, Stage.FARMING)
_CHANNELS = {How.WALK_IN: "in person", How.INCOMING: "telephone", How.REFERRED: "by referral", How.OTHER: ""}


def add_contact(
    shop: Shop,
    viewer: Viewer,
    person: NewPerson,
    *,
    act: str,
    take: bool = True,
    stage: Stage | None = None,
    another: bool | None = None,
    lease: str = "desk",
    form: str = "",
) -> Added:
    """Keep somebody new, or take the known contact they turn out to be.

    ``stage`` is the desk's own; ``another`` says whether somebody alike by name only is another person.
    With ``take`` they come into the free hand; beside a contact in hand they are the operator's own next.
    Raises Refused when a colleague has them, or ``needs`` "another" when only the name is alike; that answer
    is in the journal too, under ``form`` if it was asked there before.
    """
    at, now = stage_for(viewer, stage), shop.now()
    new = as_contact(person, shop.workspace.country)
    new = replace(new, bases=grounds_of(person, at, now))
    refused: Refused | None = None
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, "contact_added")
        contact_id, detail = (done.contact_id or 0, done.detail) if done else (0, {})
        if done is None:
            if person.referred_by is not None:
                sight.stage_in_sight(tx, viewer, person.referred_by, now)
            found = acquaintances.acquaintance(tx, new)
            refused = refusal(tx, viewer, found, now, another=another)
            if refused is not None or found.same is not None:
                many = checks.log(
                    tx, shop.workspace.secret, viewer, new, form or act, now, known=found.line_is_known
                )
                refused = many or refused
            if refused is None:
                if found.same is not None and (found.certain or not another):
                    contact_id, detail = _known(tx, viewer, found.same.contact_id, new, now)
                    detail["how"] = person.how.value
                else:
                    contact_id, detail = keep_newcomer(tx, shop, viewer, new, at, person, found, act, now)
                detail |= _bring(tx, shop, viewer, contact_id, take=take, lease=lease, now=now)
                journal.append(tx, viewer.operator_id, "contact_added", act, now, contact_id, detail)
    if refused is not None:
        raise refused
    return _answer(shop, viewer, contact_id, detail, now)


def _answer(shop: Shop, viewer: Viewer, contact_id: int, detail: dict[str, Any], now: datetime) -> Added:
    with shop.store.read() as tx:
        hold = holds.current(tx, viewer.operator_id)
        held = hold if hold is not None and hold.contact_id == contact_id else None
        lines = contact_lines.contact_lines(tx, contact_id)
        verdict = _verdict(tx, shop, contact_id, now)
    return Added(
        contact_id=contact_id,
        name=lines.name,
        stage=lines.stage,
        verdict=verdict,
        known=detail["known"],
        in_hand=held is not None,
        next_up=detail.get("next", False),
        linked=detail.get("linked", 0),
        desk=desk_for(shop, viewer, held) if held is not None else None,
    )


def stage_for(viewer: Viewer, wanted: Stage | None) -> Stage:
    """Return where somebody new stands: the wanted stage if the viewer works it, else the first they work."""
    if wanted is not None and viewer.covers(wanted):
        return wanted
    return next((one for one in _STAGES if viewer.covers(one)), Stage.SCOUTING)


def grounds_of(person: NewPerson, stage: Stage, now: datetime) -> tuple[NewBasis, ...]:
    """Return the ground an operator gave; a wish to be rung is the hunter's, elsewhere it is a consent."""
    channel = _CHANNELS[person.how]
    match person.ground:
        case Ground.NONE:
            return ()
        case Ground.CLIENT:
            return (NewBasis(BasisKind.CONTRACT, now, channel, "existing client"),)
        case Ground.BUSINESS:
            return (NewBasis(BasisKind.BUSINESS_INTEREST, now, channel, "public number of a firm"),)
    if stage is Stage.HUNTING:
        until = now + REQUEST_STANDS
        return (NewBasis(BasisKind.OWN_REQUEST, now, channel, "asked us to call", until),)
    return (NewBasis(BasisKind.CONSENT, now, channel, "asked us to call"),)


def refusal(
    tx: Tx, viewer: Viewer, found: Acquaintance, now: datetime, *, another: bool | None
) -> Refused | None:
    """Return why somebody is not kept: a colleague has them, or nobody said whether they are the same."""
    if found.same is None or (another and not found.certain):
        return None
    where = acquaintances.standing(tx, viewer, found.same.contact_id, now)
    if not found.certain and another is None:
        return Refused(
            tr("Somebody of this name is known"),
            tr("Name and firm or address are alike, but no number or e-mail."),
            tr("Say whether it is another person, or give the number or e-mail we may know."),
            {"needs": "another", "standing": where.value},
        )
    if where is Standing.TAKEN:
        return Refused(
            tr("Already with a colleague"),
            tr("Somebody else's desk has this contact; nothing was added."),
            tr("Send them a message: l finds the contact by its number."),
            {"standing": where.value},
        )
    return None


def _known(
    tx: Tx, viewer: Viewer, contact_id: int, new: NewContact, now: datetime
) -> tuple[int, dict[str, Any]]:
    """Add what was noted to a known contact; nothing else of it is overwritten."""
    before = moves.image(tx, contact_id)
    note = None
    if new.note:
        note = notes.write(tx, viewer.operator_id, contact_id, Stage(before["stage"]), new.note, now)
    return contact_id, {"known": True, "before": before, "note": note}


def keep_newcomer(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    new: NewContact,
    stage: Stage,
    person: NewPerson,
    found: Acquaintance,
    act: str,
    now: datetime,
    *,
    first_on: date | None = None,
) -> tuple[int, dict[str, Any]]:
    """Store somebody new and return their id and what undo needs; ``first_on`` is a client's check-in."""
    lines = acquaintances.shared_lines(new, found.linked)
    new = replace(
        new, numbers=tuple(replace(one, holder=lines.get(one.e164, one.holder)) for one in new.numbers)
    )
    changed = acquaintances.share(tx, lines)
    list_id = own_list(tx, shop.workspace.language, now, viewer.operator_id)
    contact_id = newcomers.add(
        tx, viewer, new, stage, list_id=list_id, now=now, act=act, referred_by=person.referred_by
    )
    detail: dict[str, Any] = {
        "known": False,
        "list": list_id,
        "stage": stage.value,
        "how": person.how.value,
        "ground": person.ground.value,
        "shared": changed,
        "linked": len(found.linked),
    }
    if person.referred_by is not None:
        detail["referred_by"] = person.referred_by
    if stage is Stage.HUNTING:
        detail["deal"] = open_deal(tx, shop, viewer, contact_id, None, {}, now)
    if stage is Stage.FARMING:
        clients.note_contact(tx, contact_id, now, segment=shop.playbook.default_segment)
        detail["check_in"] = check_ins.plan(tx, contact_id, viewer.operator_id, first_on or shop.today())
    settle(tx, (contact_id, *sharing_any(tx, contact_id)), shop.method, now)
    return contact_id, detail


def _bring(
    tx: Tx, shop: Shop, viewer: Viewer, contact_id: int, *, take: bool, lease: str, now: datetime
) -> dict[str, Any]:
    """Put a contact into the free hand, or next in the operator's own order; returns what became of it."""
    hold, stage = holds.current(tx, viewer.operator_id), Stage(moves.image(tx, contact_id)["stage"])
    if not take or not viewer.covers(stage) or first_days.waits(tx, viewer.operator_id):
        return {}
    if hold is not None and hold.contact_id == contact_id:
        # The lease may have run out without anybody taking them meanwhile.
        return {"held": holds.resume(tx, viewer.operator_id, now, uuid.uuid4().hex, lease) is not None}
    busy = same_firm.in_hand(tx, viewer, contact_id, now)
    if hold is None and not busy:
        passing_on.require_free(tx, viewer, contact_id, now)
        taken = holds.take(tx, viewer.operator_id, contact_id, now, uuid.uuid4().hex, lease, "taken")
        return {"held": taken is not None}
    if stage is not Stage.SCOUTING:
        return {}
    if moves.promise_of(tx, contact_id) is not None:
        return {}  # a time was agreed with them: it stands
    verdict = _verdict(tx, shop, contact_id, now)
    if verdict.allowed or verdict.blocker is Blocker.OUTSIDE_WINDOW:
        moves.promise(tx, contact_id, "added", viewer.operator_id, now)
        return {"next": True}
    return {}


def _verdict(tx: Tx, shop: Shop, contact_id: int, now: datetime) -> Verdict:
    facts = gather(tx, contact_id, now, shop.workspace.secret)
    best = desks.best_number(desks.judged_numbers(facts, shop.method, now))
    return best.verdict if best else desks.judge_without_number(facts, shop.method, now)
