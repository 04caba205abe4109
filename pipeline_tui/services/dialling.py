"""Dialling the contact in hand, and recording how the call ended."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from pipeline_tui.domain.acts import Recorded
from pipeline_tui.domain.best_hour import Reach
from pipeline_tui.domain.calling import BasisKind, Blocker, Purpose, Verdict
from pipeline_tui.domain.desk import LONGEST_NOTE, Desk, Draft
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.playbook import Outcome
from pipeline_tui.domain.proof import proof_of
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean
from pipeline_tui.services.best_hours import reach_of
from pipeline_tui.services.claiming import awaits_outcome, claim_in, desk_for, next_desk
from pipeline_tui.services.drafting import cleaned
from pipeline_tui.services.meeting import spoken_to
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    callbacks,
    calls,
    contact_lines,
    desks,
    endings,
    holds,
    journal,
    moves,
    out_of_place,
    rights,
    same_firm,
    standing,
)
from pipeline_tui.storage.endings import Ending
from pipeline_tui.storage.facts import gather
from pipeline_tui.storage.holds import Hold
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.scripts_for import script_of
from pipeline_tui.storage.settling import settle, sharing
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr


def choose_number(shop: Shop, viewer: Viewer, token: str, number_id: int) -> Desk:
    """Return the desk with another number chosen; nothing is stored until it is dialled."""
    now = shop.now()
    with shop.store.read() as tx:
        hold = holds.held_with(tx, viewer.operator_id, token, now)
        return desks.read_desk(tx, viewer, hold, shop.method, now, number_id)


def dial(
    shop: Shop,
    viewer: Viewer,
    token: str,
    *,
    act: str,
    number_id: int | None = None,
    mode: str = "handset",
) -> Desk:
    """Run the gate and store the attempt, before the phone rings.

    Raises Refused with the rule, its source and until when. The simulated phone exists in practice only.
    """
    if mode == "simulated" and not shop.workspace.practice:
        raise Refused(
            tr("The simulated phone is for practice"), "", tr("Use the handset in a real workspace.")
        )
    now = shop.now()
    with shop.store.act() as tx:
        hold = holds.held_with(tx, viewer.operator_id, token, now)
        if not done_before(tx, viewer, act, "dialled"):
            if hold.call_id is not None:
                raise awaits_outcome()
            _start(tx, shop, viewer, hold, act, number_id, mode)
        hold = holds.held_with(tx, viewer.operator_id, token, now)
    return desk_for(shop, viewer, hold)


def record_outcome(
    shop: Shop,
    viewer: Viewer,
    token: str,
    code: str,
    *,
    act: str,
    note: str = "",
    callback: datetime | None = None,
    reason: str = "",
    exact: bool = False,
    team: bool = False,
    draft: Draft | None = None,
    then_next: bool = False,
    next_act: str = "",
    stay: bool = False,
    lease: str = "desk",
) -> Recorded:
    """Record how the dialled call ended; with ``then_next`` the next contact is claimed in the same commit.

    ``callback`` (UTC) is the promised time; ``exact`` says they asked for just that time, which opens it even
    outside the calling window; ``team`` promises it in the team's name. ``stay`` keeps the contact in hand.
    Raises HoldLost for a late answer.
    """
    outcome = known_outcome(shop, code)
    ending = Ending(
        outcome=outcome,
        reason=_reason(outcome, reason),
        note=clean(note, limit=LONGEST_NOTE, multiline=True),
        draft=cleaned(draft) if draft is not None else Draft(),
        callback=callback,
        exact=exact,
        team=team,
        reach=reach_of(shop, viewer) if outcome.retry is not None else Reach(),
    )
    now = shop.now()
    following: Hold | None = None
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, "outcome")
        if done is None:
            hold = holds.held_with(tx, viewer.operator_id, token, now)
            if hold.call_id is None:
                raise nothing_dialled()
            callbacks.check(tx, shop.method, hold.contact_id, ending, now)
            contact_id = hold.contact_id
            spoken = spoken_to(tx, shop, contact_id, promised=callback is not None) if outcome.reached else {}
            gone = not standing.as_it_is(tx, viewer).covers(Stage(moves.image(tx, contact_id)["stage"]))
            stay = stay and not gone
            endings.end_call(tx, viewer, hold, ending, shop.method, now, act, stay=stay, along=spoken)
            if gone:  # they lost the stage while they talked: what they promised is for who works it
                out_of_place.put_in_place(tx, act, contact_id, shop.workspace.structure, shop.today())
        else:
            contact_id = done.contact_id or 0
        name = contact_lines.name_of(tx, contact_id)
        follows, next_at = endings.what_follows(tx, contact_id, outcome, shop.method, now)
        if then_next:
            following = claim_in(tx, shop, viewer, next_act or uuid.uuid4().hex, lease)
        elif stay:
            following = holds.current(tx, viewer.operator_id)
    desk, empty = (None, None)
    if then_next:
        desk, empty = next_desk(shop, viewer, following, lease)
    elif following is not None:
        desk = desk_for(shop, viewer, following)
    return Recorded(outcome.code, contact_id, name, follows, next_at, desk, empty)


# What helps where waiting does not; on a hunter's or farmer's desk there is no next contact to be taken.
_INSTEAD: Mapping[Blocker | None, str] = {
    Blocker.SUPPRESSED: "Put them back: nobody here rings them again.",
    Blocker.ON_REGISTER: "Ask for their consent in another way; it goes before the register.",
    Blocker.NO_REGISTER: "Ask a manager to load a fresh copy: `registers load FILE`.",
    Blocker.NO_BASIS: "Write to them, or ask when you meet; a yes is kept under “May we ring?”.",
    Blocker.NO_ZONE: "Ask for the place, and write it into their fields.",
}


def refusal(verdict: Verdict, shop: Shop) -> Refused:
    """Return the gate's no as it is told to the operator: the rule, its source, until when."""
    until = ""
    if verdict.until is not None:
        until = tr("Possible from {until:%a %d %b %H:%M}.", until=verdict.until.astimezone(shop.zone))
    blocker = verdict.blocker.value if verdict.blocker else ""
    return Refused(
        tr("This call is not allowed"),
        tr(
            "{reason} Source: {source}; rules {rules}.",
            reason=verdict.reason,
            source=verdict.source or tr("the shop"),
            rules=verdict.rules,
        ),
        until or _INSTEAD.get(verdict.blocker, tr("Take the next contact.")),
        {"rule": blocker, "reason": verdict.reason, "source": verdict.source, "until": verdict.until},
    )


def nothing_dialled() -> Refused:
    """Return the refusal of an outcome without a call."""
    return Refused(
        tr("Nothing was dialled"),
        tr("An outcome belongs to a call on this very claim."),
        tr("Dial first; then say how it ended."),
    )


def known_outcome(shop: Shop, code: str) -> Outcome:
    """Return the playbook's outcome of this code; UsageTrouble names the known ones."""
    outcome = shop.playbook.outcome(code)
    if outcome is None:
        known = ", ".join(one.code for one in shop.playbook.outcomes)
        raise UsageTrouble(
            tr("The playbook knows no outcome {code}", code=clean(code, limit=40)),
            tr("Known: {known}.", known=known),
            tr("Use one of these."),
        )
    return outcome


def _reason(outcome: Outcome, reason: str) -> str:
    if not outcome.reasons:
        return ""
    if reason not in outcome.reasons:
        wrong = tr("{reason} is no reason for {code}", reason=clean(reason, limit=40), code=outcome.code)
        raise UsageTrouble(
            wrong if reason else tr("Why {code}?", code=outcome.code),
            tr("Known: {reasons}.", reasons=", ".join(outcome.reasons)),
            tr("Give one of these as the reason."),
            {"needs": "reason"},
        )
    return reason


def _start(
    tx: Tx, shop: Shop, viewer: Viewer, hold: Hold, act: str, number_id: int | None, mode: str
) -> None:
    now = shop.now()
    me = viewer.operator_id
    if same_firm.on_the_phone(tx, viewer, hold.contact_id, now):
        raise Refused(
            tr("A colleague is talking to this firm"),
            tr(
                "Somebody else of the same firm is on the telephone with us at this moment; nothing "
                "was changed."
            ),
            tr("Wait until that call is over, then dial."),
        )
    shop.look_at_rules(tx)
    facts = gather(tx, hold.contact_id, now, shop.workspace.secret, dialled_by=me)
    judged = desks.judged_numbers(facts, shop.method, now)
    wanted = [one for one in judged if one.number.id == number_id] if number_id is not None else list(judged)
    if judged and not wanted:
        known = ", ".join(str(one.number.id) for one in judged)
        raise UsageTrouble(
            tr("This contact has no number {number_id}", number_id=number_id),
            tr("Its numbers: {known}.", known=known),
            tr("Dial one of these."),
        )
    chosen = desks.best_number(wanted)
    if chosen is None:
        raise refusal(desks.judge_without_number(facts, shop.method, now), shop)
    verdict, number = chosen.verdict, chosen.number
    if not verdict.allowed:
        raise refusal(verdict, shop)
    told = facts.by_number[number.id]
    again = told.number is not None and told.number.redial_until is not None
    purpose = told.purpose
    asked = verdict.basis is not None and verdict.basis.kind is BasisKind.OWN_REQUEST
    if purpose is Purpose.OWN_REQUEST and not asked:
        purpose = Purpose.PROSPECTING
    script_id = script_of(tx, hold.contact_id, facts.stage, shop.method, now)
    call_id = calls.start_call(
        tx,
        hold,
        viewer.operator_id,
        number,
        now,
        stage=facts.stage.value,
        purpose=purpose.value,
        mode=mode,
        script=f"{shop.workspace.trade}/{script_id}/{shop.playbook.version}",
        gate=proof_of(verdict, told.number),
        counts=not again,
    )
    if verdict.basis is not None and verdict.basis.id:
        rights.use(tx, verdict.basis.id, now)
    detail = {"call": call_id, "number": number.id, "purpose": purpose.value, "rules": verdict.rules}
    journal.append(tx, viewer.operator_id, "dialled", act, now, hold.contact_id, detail)
    settle(tx, sharing(tx, hold.contact_id, number.e164), shop.method, now)
