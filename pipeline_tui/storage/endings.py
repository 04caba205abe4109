"""Writes how a call ended, and everything that follows from it, in one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.best_hour import Reach
from pipeline_tui.domain.calendar_words import day_name, month_name
from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.playbook import After, Outcome, Suppresses
from pipeline_tui.domain.queue_place import Method
from pipeline_tui.domain.retry_plan import Retrial, describe, falls_in, part_of_day
from pipeline_tui.domain.stages import Move, Stage, stage_after
from pipeline_tui.storage import calls, drafts, holds, journal, moves, promised_calls, reach, rights
from pipeline_tui.storage.facts import gather
from pipeline_tui.storage.holds import Hold
from pipeline_tui.storage.settling import settle, sharing
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch, from_epoch
from pipeline_tui.wording import tr

NOTHING: Mapping[str, Any] = MappingProxyType({})
KEPT_RESTS = timedelta(days=1)
NOBODY_HERE = frozenset({"deceased", "under-age"})  # wrong whoever rings: it is the person, not the number


@dataclass(frozen=True, slots=True)
class Ending:
    """How a call ended, as the operator said it; texts are clean."""

    outcome: Outcome
    reason: str = ""
    note: str = ""
    draft: Draft = field(default_factory=Draft)
    callback: datetime | None = None  # UTC
    exact: bool = False  # they asked for precisely that time
    reach: Reach = field(default_factory=Reach)  # of who rang, to steer the retry
    team: bool = False  # promised in the team's name


def end_call(
    tx: Tx,
    viewer: Viewer,
    hold: Hold,
    ending: Ending,
    method: Method,
    now: datetime,
    act: str,
    *,
    stay: bool,
    along: Mapping[str, Any] = NOTHING,
) -> None:
    """Store the outcome with its consequences, end the hold unless ``stay``, and write the journal entry.

    ``along`` is what the same act changed before, as the undo wants it.
    """
    assert hold.call_id is not None
    outcome, contact_id = ending.outcome, hold.contact_id
    before = moves.image(tx, contact_id)
    stage = Stage(before["stage"])
    _, number_id, _ = calls.dialled_at(tx, hold.call_id)
    detail: dict[str, Any] = {"call": hold.call_id, "outcome": outcome.code, "before": before, **along}
    if ending.reason:
        detail["reason"] = ending.reason
    _store_words(tx, viewer, hold, ending, now)
    affected = _forbid(tx, viewer, hold, ending, method, now, act, number_id, detail)
    if ending.exact and ending.callback is not None:
        at, said = ending.callback, tr("asked for this exact time")
        rights.note_own_request(tx, viewer.operator_id, contact_id, said, act, now, slot_at=at)
    if stage is Stage.SCOUTING:
        if before["promise"] or before["rest_until"] is not None:
            moves.keep_promise(tx, contact_id)
        if ending.callback is not None:
            owner = None if ending.team else viewer.operator_id
            moves.promise(tx, contact_id, "exact" if ending.exact else "callback", owner, ending.callback)
            detail["due"] = epoch(ending.callback)
            if ending.team:
                detail["team"] = True
        if outcome.after is After.KEEP:  # a scout has no deal that says what follows
            moves.rest(tx, contact_id, now + KEPT_RESTS)
        if _ends(tx, contact_id, ending):
            role = viewer.role_for(stage)
            ended = stage_after(stage, Move.END, role) if role else None
            if ended is None:
                raise Refused(tr("This stage cannot end a contact"), "", tr("Hand it back with a reason."))
            moves.move(tx, contact_id, ended, None)
            stay = False  # nobody keeps a closed contact in hand
    elif ending.callback is not None:
        detail |= promised_calls.promise_call(
            tx, viewer, contact_id, stage, ending.callback, method.zone, act, now
        )
    if stay:
        tx.run("UPDATE position SET call_id = NULL WHERE contact_id = :contact", {"contact": contact_id})
        settle(tx, (contact_id,), method, now)
    else:
        holds.let_go(tx, contact_id, method, now)
    settle(tx, affected, method, now)
    journal.append(tx, viewer.operator_id, "outcome", act, now, contact_id, detail)


def what_follows(
    tx: Tx, contact_id: int, outcome: Outcome, method: Method, now: datetime
) -> tuple[str, datetime | None]:
    """Return what becomes of the contact, in words of the shop's clock, and when it comes back (UTC)."""
    row = tx.one(
        """SELECT stage, promise_due, due, blocker, attempts, held_by FROM position
           WHERE contact_id = :contact""",
        {"contact": contact_id},
    )
    if row is None:
        return "", None
    stage, promised, due, blocker, attempts, held_by = row
    if stage == Stage.CLOSED.value or blocker == Blocker.SUPPRESSED.value:
        stopped = outcome.suppresses is Suppresses.PERSON
        return (tr("nobody rings this person again") if stopped else tr("leaves the line")), None
    if promised is not None:
        at = from_epoch(promised)
        return tr("callback {clock}", clock=_clock(at, method.zone, now)), at
    if blocker == Blocker.ATTEMPTS_USED.value and outcome.retry:
        return tr(
            "attempt {attempts} of {maximum}, the last one", attempts=attempts, maximum=outcome.retry.maximum
        ), None
    if due is not None:
        at = from_epoch(due)
        if blocker == Blocker.PAUSED.value:
            return tr("rests until {clock}", clock=_clock(at, method.zone, now)), at
        if outcome.retry:
            chosen, zone = reach.last_choice(tx, contact_id)
            best = bool(chosen) and falls_in(chosen, at, zone)
            planned = Retrial(at, part_of_day(at, method.zone), outcome.retry.maximum, best)
            return describe(planned, attempts, method.zone, now), at
        return tr("comes back {clock}", clock=_clock(at, method.zone, now)), at
    if blocker == Blocker.NO_NUMBER.value:
        return tr("has no number left"), None
    if held_by is not None:
        return tr("stays in hand"), None
    return (tr("still in the queue") if stage == Stage.SCOUTING.value else tr("stays where it is")), None


def _ends(tx: Tx, contact_id: int, ending: Ending) -> bool:
    """Return whether the contact leaves the line; with a wrong number only when no other is left."""
    if ending.reason in NOBODY_HERE:
        return True
    if ending.outcome.after is not After.END:
        return False
    if ending.outcome.suppresses is not Suppresses.NUMBER:
        return True
    left = tx.value(
        "SELECT 1 FROM number WHERE contact_id = :contact AND wrong IS NULL", {"contact": contact_id}
    )
    return left is None


def _store_words(tx: Tx, viewer: Viewer, hold: Hold, ending: Ending, now: datetime) -> None:
    assert hold.call_id is not None
    kept = drafts.draft_of(tx, viewer.operator_id, hold.contact_id)
    said = ending.draft
    calls.finish_call(
        tx,
        hold.call_id,
        now,
        outcome=ending.outcome.code,
        reason=ending.reason,
        reached=ending.outcome.reached,
        refusal=ending.outcome.refusal,
        note=ending.note or said.note or kept.note,
        path=said.path or kept.path,
        unsaid=kept.unsaid if said.empty else said.unsaid,
        next_part=reach.choice(tx, hold.call_id, ending.outcome, now, ending.reach),
    )
    answers = said.answers or kept.answers
    if answers:
        calls.keep_answers(tx, hold.contact_id, answers, hold.call_id, now)
    if not kept.empty:
        drafts.drop_draft(tx, viewer.operator_id, hold.contact_id, now)


def _forbid(
    tx: Tx,
    viewer: Viewer,
    hold: Hold,
    ending: Ending,
    method: Method,
    now: datetime,
    act: str,
    number_id: int | None,
    detail: dict[str, Any],
) -> list[int]:
    """Suppress what the outcome forbids; returns the other contacts whose place that changes."""
    outcome, me = ending.outcome, viewer.operator_id
    affected: set[int] = set()
    lost: list[list[Any]] = []
    if outcome.suppresses is Suppresses.PERSON or ending.reason in NOBODY_HERE:
        facts = gather(tx, hold.contact_id, now, method.secret)
        reason = ending.reason or outcome.code
        rights.suppress_person(tx, method.secret, hold.contact_id, reason, me, act, now)
        # Their own lines too, so that the same person on another list is not rung; never a switchboard.
        for number in facts.numbers:
            if number.holder != "switchboard" and ending.reason not in NOBODY_HERE:
                rights.suppress_number(tx, method.secret, number.e164, reason, me, act, now)
                affected.update(sharing(tx, hold.contact_id, number.e164))
        lost = [[one, *held] for one in sorted(affected) if (held := moves.promise_of(tx, one))]
    elif outcome.suppresses is Suppresses.NUMBER and number_id is not None:
        rights.mark_wrong(tx, number_id, ending.reason or outcome.code)
        detail["wrong"] = number_id
    if lost:
        detail["promises"] = lost  # to others on these numbers; the undo gives them back
    return sorted(affected)


def _clock(at: datetime, zone: str, now: datetime) -> str:
    local = at.astimezone(zone_named(zone))
    if local.date() == now.astimezone(zone_named(zone)).date():
        return tr("today {local:%H:%M}", local=local)
    return f"{day_name(local)} {local.day} {month_name(local)} {local:%H:%M}"
