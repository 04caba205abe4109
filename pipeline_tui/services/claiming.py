"""Taking contacts in hand: claims, leases, skips."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from pipeline_tui.domain.acts import Recorded
from pipeline_tui.domain.calling import Blocker, Verdict
from pipeline_tui.domain.desk import Desk, EmptyQueue
from pipeline_tui.domain.errors import HoldLost, Refused, UsageTrouble
from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import tightening
from pipeline_tui.services.languages import foreign_to
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.watching import blockers
from pipeline_tui.storage import (
    contact_lines,
    desks,
    endings,
    first_days,
    holds,
    journal,
    moves,
    people,
    register_loading,
    same_firm,
    sight,
    skips,
    standing,
)
from pipeline_tui.storage.holds import Hold
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

SKIP_RESTS = timedelta(minutes=30)
SKIPS_WITHOUT_REASON = 2  # in an hour; from the third on the desk asks why
_PASSED_OVER_AT_MOST = 20  # contacts whose ground ran out since they were placed


def in_hand(shop: Shop, viewer: Viewer) -> Desk | None:
    """Return the contact the operator has in hand; None when there is none or its lease ran out."""
    now = shop.now()
    with shop.store.read() as tx:
        hold = holds.current(tx, viewer.operator_id)
        if hold is None or hold.lease < now.replace(microsecond=0):
            return None
        return desks.read_desk(tx, viewer, hold, shop.method, now)


def claim_next(shop: Shop, viewer: Viewer, *, act: str, lease: str = "desk") -> Desk:
    """Take the best contact; what is in hand already is given back unchanged. Raises NothingToCall."""
    needs_stage(viewer, Stage.SCOUTING)
    token = act
    for _ in range(_PASSED_OVER_AT_MOST):
        with shop.store.act() as tx:
            standing.require(tx, viewer)
            first_days.require_released(tx, viewer.operator_id)
            hold = claim_in(tx, shop, viewer, token, lease)
        if hold is None:
            # Some may stand aside by rules that hold no longer, where no desk was open to let them follow.
            if tightening.settle_awhile(shop, viewer):
                continue
            break
        desk = desk_for(shop, viewer, hold)
        if not _must_pass_over(desk):
            return desk
        _pass_over(shop, viewer, hold, desk.verdict)
        token = uuid.uuid4().hex
    raise NothingToCall(blockers(shop, viewer), shop.zone)


def claim_in(tx: Tx, shop: Shop, viewer: Viewer, token: str, lease: str) -> Hold | None:
    """Claim inside a running act; who does not scout, or is not released yet, gets nothing from the queue."""
    me, now = viewer.operator_id, shop.now()
    if not standing.as_it_is(tx, viewer).covers(Stage.SCOUTING) or first_days.waits(tx, me):
        return None
    open_now, foreign = shop.open_buckets(tx), foreign_to(shop, tx, viewer)
    return holds.claim_next(tx, me, shop.method, now, token, lease, open_now, foreign)


def desk_for(shop: Shop, viewer: Viewer, hold: Hold, number_id: int | None = None) -> Desk:
    """Return the desk of a hold."""
    with shop.store.read() as tx:
        return desks.read_desk(tx, viewer, hold, shop.method, shop.now(), number_id)


def next_desk(
    shop: Shop, viewer: Viewer, hold: Hold | None, lease: str
) -> tuple[Desk | None, EmptyQueue | None]:
    """Return the desk claimed together with an outcome, or why there is none."""
    if hold is None:
        return None, blockers(shop, viewer) if viewer.covers(Stage.SCOUTING) else None
    desk = desk_for(shop, viewer, hold)
    if not _must_pass_over(desk):
        return desk, None
    _pass_over(shop, viewer, hold, desk.verdict)
    try:
        return claim_next(shop, viewer, act=uuid.uuid4().hex, lease=lease), None
    except NothingToCall as nothing:
        return None, nothing.queue


def take(shop: Shop, viewer: Viewer, contact_id: int, *, act: str, lease: str = "desk") -> Desk:
    """Take an own contact in hand to call it: a deal's, a client's."""
    with shop.store.act() as tx:
        standing.require(tx, viewer)
        sight.stage_in_sight(tx, viewer, contact_id, shop.now())
        if same_firm.in_hand(tx, viewer, contact_id, shop.now()):
            raise Refused(
                tr("A colleague has this firm in hand"),
                tr("Somebody else of the same firm is being called at this moment; nothing was changed."),
                tr("Wait until that call is over, then try again."),
            )
        hold = take_in(tx, shop, viewer, contact_id, act, lease)
    return desk_for(shop, viewer, hold)


def take_in(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    contact_id: int,
    act: str,
    lease: str,
    told: Mapping[str, object] | None = None,
) -> Hold:
    """Put one contact into hand inside a running act; the caller has checked that the viewer may have it."""
    first_days.require_released(tx, viewer.operator_id)
    now = shop.now()
    hold = holds.current(tx, viewer.operator_id)
    detail = dict(told or {})
    if hold is not None and hold.contact_id != contact_id:
        if hold.call_id is not None:
            raise awaits_outcome()
        detail["let_go"] = hold.contact_id
        holds.let_go(tx, hold.contact_id, shop.method, now)
        hold = None
    if hold is None:
        hold = holds.take(tx, viewer.operator_id, contact_id, now, act, lease, "taken", detail)
    else:
        hold = holds.resume(tx, viewer.operator_id, now, act, lease)
    if hold is None:
        raise Refused(
            tr("Somebody else has this contact in hand"),
            "",
            tr("Wait until the call is over, then try again."),
        )
    return hold


def renew(shop: Shop, viewer: Viewer, token: str) -> None:
    """Prolong the lease of the contact in hand; a desk does so every 20 seconds. Raises HoldLost."""
    now = shop.now()
    with shop.store.act() as tx:
        if not holds.renew(tx, viewer.operator_id, token, now):
            holds.held_with(tx, viewer.operator_id, token, now)  # a shell's lease is not prolonged, nor lost


def release(shop: Shop, viewer: Viewer, token: str, *, act: str) -> None:
    """Put the contact in hand back where it was."""
    now = shop.now()
    with shop.store.act() as tx:
        if done_before(tx, viewer, act, "released"):
            return
        hold = holds.held_with(tx, viewer.operator_id, token, now)
        if hold.call_id is not None:
            raise awaits_outcome()
        holds.let_go(tx, hold.contact_id, shop.method, now)
        journal.append(tx, viewer.operator_id, "released", act, now, hold.contact_id)


def skip(
    shop: Shop,
    viewer: Viewer,
    token: str,
    *,
    act: str,
    next_act: str,
    reason: str = "",
    lease: str = "desk",
) -> Recorded:
    """Pass the contact over for half an hour and take the next; the third in an hour needs a reason.

    One that was called in this hold is no skip: it goes where its outcome put it, and nothing is counted.
    """
    now, codes = shop.now(), {one.code for one in shop.playbook.skip_reasons}
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, "skipped")
        if done is None:
            hold = holds.held_with(tx, viewer.operator_id, token, now)
            if hold.call_id is not None:
                raise awaits_outcome()
            contact_id, before = hold.contact_id, moves.image(tx, hold.contact_id)
            called = skips.call_on(tx, contact_id, token)
            if called is None:
                _reason_enough(tx, viewer, reason, now)
                moves.rest(tx, contact_id, now + SKIP_RESTS)
                why = skips.reason(tx, viewer.operator_id, contact_id, reason, codes, now)
            else:
                why = {"called": called}
            holds.let_go(tx, contact_id, shop.method, now)
            if called is not None:
                skips.keep_away(tx, contact_id, now + SKIP_RESTS, shop.method, now)
            told = {"before": before, **why}
            journal.append(tx, viewer.operator_id, "skipped", act, now, contact_id, told)
        else:
            contact_id, called = done.contact_id or 0, done.detail.get("called")
        name = contact_lines.name_of(tx, contact_id)
        outcome = shop.playbook.outcome(called or "")
        if outcome is not None:
            follows, next_at = endings.what_follows(tx, contact_id, outcome, shop.method, now)
        else:
            follows, next_at = (
                tr("comes back in {seconds} minutes", seconds=SKIP_RESTS.seconds // 60),
                now + SKIP_RESTS,
            )
        following = claim_in(tx, shop, viewer, next_act, lease)
    desk, empty = next_desk(shop, viewer, following, lease)
    what = "skipped" if called is None else "put-back"
    return Recorded(what, contact_id, name, follows, next_at, desk, empty)


def _reason_enough(tx: Tx, viewer: Viewer, reason: str, now: datetime) -> None:
    skipped = journal.standing_since(
        tx, viewer.operator_id, "skipped", now - timedelta(hours=1), without="called"
    )
    if skipped >= SKIPS_WITHOUT_REASON and not reason:
        raise UsageTrouble(
            tr("Why skip this one?"),
            tr("You skipped {skipped} contacts within the hour.", skipped=skipped),
            tr("Give a reason, or dial."),
            {"needs": "reason"},
        )


def owner_of_token(shop: Shop, token: str) -> Operator:
    """Return whose claim a token is, so that a shell command needs no ``--as``. Raises HoldLost."""
    with shop.store.read() as tx:
        operator_id = holds.operator_of(tx, token)
        operator = people.by_id(tx, operator_id) if operator_id is not None else None
    if operator is None:
        raise HoldLost(
            tr("Nobody holds a contact with this token"),
            tr("It was let go, handed on, or its lease ran out; nothing was changed."),
            tr("Take the next contact with `pipeline-tui next`."),
        )
    return operator


def _must_pass_over(desk: Desk) -> bool:
    """A ground may have run out since the contact was placed; a closed window is the dial key's business."""
    stale = desk.verdict.blocker not in (None, Blocker.OUTSIDE_WINDOW)
    return stale and desk.stage is Stage.SCOUTING and desk.call is None and desk.draft.empty


def _pass_over(shop: Shop, viewer: Viewer, hold: Hold, verdict: Verdict) -> None:
    """Put back a contact that may not be rung; what was promised waits until it may be."""
    now = shop.now()
    with shop.store.act() as tx:
        held = holds.current(tx, viewer.operator_id)
        if held is None or held.token != hold.token:
            return  # it lapsed meanwhile, and is somebody else's business
        if verdict.blocker is Blocker.NO_REGISTER:  # the same holds for all who gave no ground
            register_loading.put_aside(tx, hold.contact_id)
        if verdict.until is not None:
            moves.rest(tx, hold.contact_id, verdict.until)
        else:
            moves.keep_promise(tx, hold.contact_id)
        holds.let_go(tx, hold.contact_id, shop.method, now)
        journal.append(tx, viewer.operator_id, "passed_over", uuid.uuid4().hex, now, hold.contact_id)


def needs_stage(viewer: Viewer, stage: Stage) -> None:
    """Refuse who does not work a stage."""
    if not viewer.covers(stage):
        covered = ", ".join(sorted(tr(stage.value) for stage in viewer.stages)) or tr("no stage")
        raise Refused(
            tr("Not your stage"),
            tr(
                "{name} works {covered}, not {value}.",
                name=viewer.name,
                covered=covered,
                value=tr(stage.value),
            ),
            tr("Ask the manager."),
        )


def awaits_outcome() -> Refused:
    """Return the refusal of what a call without outcome does not allow."""
    return Refused(
        tr("This call awaits its outcome"),
        tr("How it ended is not recorded yet; with its outcome taken back it is open again."),
        tr("Say how it ended: a letter on the desk, or `outcome TOKEN CODE` (`next` shows the token)."),
    )
