"""Callbacks: whether a time may be promised, and which promised calls nobody has made yet."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.callback_times import WEEKS_AHEAD, nearest_allowed
from pipeline_tui.domain.callbacks import PromisedCall
from pipeline_tui.domain.calling import Blocker, Verdict
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.phones import masked
from pipeline_tui.domain.queue_order import RED_AFTER, callback_state
from pipeline_tui.domain.queue_place import Method
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.time_phrases import FURTHEST, describe
from pipeline_tui.storage import desks
from pipeline_tui.storage.contact_lines import JOIN_CONTACT, NAME, line_name
from pipeline_tui.storage.endings import Ending
from pipeline_tui.storage.facts import ContactFacts, gather
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import epoch, from_epoch
from pipeline_tui.wording import spoken, tr

# What forbids a call we propose, and not the one they ask for at a precise time.
_BUT_IF_ASKED = frozenset(
    {
        *(Blocker.OUTSIDE_WINDOW, Blocker.CAPPED, Blocker.NO_BASIS, Blocker.PAUSED),
        *(Blocker.ON_REGISTER, Blocker.NO_REGISTER),
    }
)
MOST = 500  # promised calls one list shows

# A promise ends with the next outcome, so the last call that has one is the call that made it.
_PROMISED_BY = """(SELECT k.operator_id FROM call k WHERE k.contact_id = p.contact_id AND k.outcome <> ''
                   AND k.undone = 0 ORDER BY k.id DESC LIMIT 1)"""
_CALLS = f"""
SELECT {NAME}, p.contact_id, p.promise_due, p.promise, COALESCE(o.name, ''),
  COALESCE((SELECT name FROM operator WHERE id = {_PROMISED_BY}), ''), COALESCE(l.name, ''), c.zone,
  p.held_by IS NOT NULL AND p.lease >= :now,
  EXISTS (SELECT 1 FROM position q WHERE q.held_by = p.promise_owner AND q.call_id IS NOT NULL),
  (SELECT e164 FROM number n WHERE n.contact_id = c.id AND n.wrong IS NULL ORDER BY n.place, n.id LIMIT 1),
  (SELECT zones FROM number n WHERE n.contact_id = c.id AND n.wrong IS NULL ORDER BY n.place, n.id LIMIT 1)
FROM position p {JOIN_CONTACT}
LEFT JOIN operator o ON o.id = p.promise_owner LEFT JOIN list l ON l.id = p.list_id
WHERE p.promise IN ('callback', 'exact') AND p.promise_due IS NOT NULL AND {{which}}
ORDER BY p.promise_due, p.contact_id LIMIT :most"""
_OWN = _CALLS.format(which=f"(p.promise_owner = :me OR (p.promise_owner IS NULL AND {_PROMISED_BY} = :me))")
_EVERY = _CALLS.format(which="1 = 1")
_LATE = _CALLS.format(which="p.promise_due <= :late AND (p.held_by IS NULL OR p.lease < :now)")


def check(tx: Tx, method: Method, contact_id: int, ending: Ending, now: datetime) -> None:
    """Refuse a callback without a time, in the past, or at a time when it would not be allowed.

    The last carries ``needs: exact`` and the nearest allowed times, ``before`` and ``after`` (UTC or None).
    """
    if not ending.outcome.needs_time:
        if ending.callback is not None or ending.team:
            raise UsageTrouble(
                tr("{code} promises no call", code=ending.outcome.code),
                "",
                tr("Record the outcome callback to promise one."),
            )
        return
    at = ending.callback
    if at is None:
        raise UsageTrouble(
            tr("When shall we call back?"),
            "",
            tr('Give a time, for instance "tue 14:20" or "+2h".'),
            {"needs": "time"},
        )
    said = describe(at, method.zone, method.zone, now, spoken())
    if at <= now:
        raise UsageTrouble(
            tr("That time has passed"), tr("{said} is over.", said=said), tr("Give a later one.")
        )
    if at - now > FURTHEST:
        raise UsageTrouble(
            tr("Time too far ahead"),
            tr("{said} is more than two years ahead.", said=said),
            tr("Give a nearer one."),
        )
    facts = gather(tx, contact_id, at, method.secret)
    if ending.team and facts.stage is not Stage.SCOUTING:
        raise UsageTrouble(
            tr("This call is yours to make"),
            tr("A deal or a client has its own hunter or farmer; only a scout's callback can be the team's."),
            tr("Promise it in your own name."),
        )
    if ending.exact:
        return
    judged = desks.best_number(desks.judged_numbers(facts, method, at))
    if judged is not None and judged.verdict.blocker in _BUT_IF_ASKED:
        raise _not_then(facts, method, at, now, judged.verdict)


def own(tx: Tx, operator_id: int, now: datetime) -> tuple[PromisedCall, ...]:
    """Return the calls an operator promised, in their own name or the team's, by time."""
    named = {"me": operator_id, "now": epoch(now), "most": MOST}
    return tuple(_call(row, now) for row in tx.all(_OWN, named))


def everybody_s(tx: Tx, now: datetime) -> tuple[PromisedCall, ...]:
    """Return every promised call, by time."""
    return tuple(_call(row, now) for row in tx.all(_EVERY, {"now": epoch(now), "most": MOST}))


def late(tx: Tx, now: datetime) -> tuple[PromisedCall, ...]:
    """Return the calls an hour late or more that nobody has in hand, the longest overdue first."""
    named = {"late": epoch(now - RED_AFTER), "now": epoch(now), "most": MOST}
    return tuple(_call(row, now) for row in tx.all(_LATE, named))


def _not_then(facts: ContactFacts, method: Method, at: datetime, now: datetime, verdict: Verdict) -> Refused:
    nearest = nearest_allowed(facts.candidates, method.rules(facts.country), at, now)
    closed = verdict.blocker is Blocker.OUTSIDE_WINDOW
    offered = [one for one in (nearest.before, nearest.after) if one is not None]
    times = tr(" or ").join(describe(one, method.zone, method.zone, now, spoken()) for one in offered)
    return Refused(
        tr("Outside the calling window") if closed else tr("That call would not be allowed"),
        tr("{reason} Source: {source}.", reason=verdict.reason, source=verdict.source),
        tr("If they asked for exactly this time, say so (--exact); otherwise ")
        + (
            tr("take the nearest allowed: {times} (our clock).", times=times)
            if times
            else tr("promise no call: none is allowed within {weeks_ahead} weeks.", weeks_ahead=WEEKS_AHEAD)
        ),
        {"needs": "exact", "before": nearest.before, "after": nearest.after},
    )


def _call(row: Row, now: datetime) -> PromisedCall:
    contact_id, due_at, kind, owner, promised_by, list_name, zone, in_hand, talking, e164, zones = row[5:]
    due = from_epoch(due_at)
    return PromisedCall(
        contact_id=contact_id,
        name=line_name(*row[:5]),
        number=masked(e164) if e164 else "",
        due=due,
        zone=zone or (zones or "").split(",")[0],
        owner=owner,
        promised_by=promised_by,
        state=callback_state(due, now, bool(talking)),
        list_name=list_name,
        exact=kind == "exact",
        in_hand=bool(in_hand),
    )
