"""Reads the contact in hand as the frozen record a desk shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from pipeline_tui.domain.calendar_words import month_name
from pipeline_tui.domain.calling import BasisKind, Blocker, CallFacts, Purpose, Verdict
from pipeline_tui.domain.calling_gate import judge
from pipeline_tui.domain.clocks import local_day, zone_named
from pipeline_tui.domain.consents import evidence_words
from pipeline_tui.domain.custom_fields import lines_of, of_stages, visible
from pipeline_tui.domain.desk import Desk, LostBefore, NumberLine, OpenCall
from pipeline_tui.domain.names import spoken_name
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.phones import international
from pipeline_tui.domain.queue_order import LAST_PRIORITY, WHY_BAND, Why, why_text
from pipeline_tui.domain.queue_place import Attempt, Method, tries
from pipeline_tui.domain.retry_plan import falls_in
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.stood_before import as_it_stood, because
from pipeline_tui.storage import calls, client_talk, drafts, people, timeline
from pipeline_tui.storage.contact_lines import line_name
from pipeline_tui.storage.facts import ContactFacts, KnownNumber, gather
from pipeline_tui.storage.holds import Hold
from pipeline_tui.storage.scripts_for import script_of
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import from_epoch, moment
from pipeline_tui.wording import tr

_CARD = """
SELECT c.civility, c.first_name, c.last_name, c.language, c.firm_role, c.city, c.zone, c.source,
  c.preferred_hours, f.name, l.name, l.priority, p.promise, p.promise_due, p.promise_owner, p.band, p.stage,
  p.call_id,
  (SELECT id FROM deal d WHERE d.contact_id = c.id AND d.state = 'open' ORDER BY d.id DESC LIMIT 1),
  (SELECT id FROM check_in k WHERE k.contact_id = c.id AND k.state = 'planned' ORDER BY k.due_on LIMIT 1),
  (SELECT brief FROM hand_off h WHERE h.contact_id = c.id AND h.state <> 'undone'
     ORDER BY h.id DESC LIMIT 1),
  (SELECT answered_by FROM hand_off h WHERE h.contact_id = c.id AND h.state = 'returned'
     ORDER BY h.id DESC LIMIT 1),
  (SELECT o.name FROM call k JOIN operator o ON o.id = k.operator_id WHERE k.contact_id = c.id
     AND k.outcome <> '' AND k.undone = 0 ORDER BY k.id DESC LIMIT 1),
  (SELECT json_array(d.closed_at, d.lost_reason, d.competitor, d.competitor_minor, d.currency) FROM deal d
     WHERE d.contact_id = c.id AND d.state = 'lost' AND p.stage = 'scouting' ORDER BY d.id DESC LIMIT 1)
FROM contact c JOIN position p ON p.contact_id = c.id
LEFT JOIN firm f ON f.id = c.firm_id LEFT JOIN list l ON l.id = p.list_id
WHERE c.id = :contact"""


_MOST_BOUGHT = 3
# The gate says no before it asks on what ground.
_BEFORE_THE_BASIS = frozenset(
    {Blocker.NO_NUMBER, Blocker.SUPPRESSED, Blocker.ON_REGISTER, Blocker.NO_REGISTER}
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A number of the contact with the gate's answer for it."""

    number: KnownNumber
    verdict: Verdict


def judged_numbers(facts: ContactFacts, method: Method, now: datetime) -> tuple[Judged, ...]:
    """Return the gate's answer for every number that still stands for the person."""
    return tuple(
        Judged(number, _verdict(facts, facts.by_number[number.id], method, now))
        for number in facts.numbers
        if not number.wrong
    )


def judge_stranger(told: CallFacts, method: Method, now: datetime) -> Verdict:
    """Return the gate's answer for a number that is nobody's here."""
    return judge(told, method.rules(told.country), now)


def _verdict(facts: ContactFacts, told: CallFacts, method: Method, now: datetime) -> Verdict:
    """Return the gate's answer; the rules of every place that counts beside the contact's must allow it."""
    verdict = judge(told, method.rules(facts.country), now)
    for stood in facts.stood:
        if not verdict.allowed:
            break
        there = judge(as_it_stood(told, stood), method.rules(stood.country), now)
        verdict = verdict if there.allowed else because(there, stood)
    return verdict


def best_number(judged: Sequence[Judged]) -> Judged | None:
    """Return the first number that may be rung now, else the first one."""
    return next((one for one in judged if one.verdict.allowed), judged[0] if judged else None)


def read_desk(
    tx: Tx, viewer: Viewer, hold: Hold, method: Method, now: datetime, number_id: int | None = None
) -> Desk:
    """Return the desk for a hold; ``number_id`` chooses another number than the best."""
    row = tx.one(_CARD, {"contact": hold.contact_id})
    if row is None:
        raise LookupError(f"contact {hold.contact_id} has no position")
    facts = gather(tx, hold.contact_id, now, method.secret, dialled_by=viewer.operator_id)
    judged = judged_numbers(facts, method, now)
    open_call = _open_call(tx, row[17])
    wanted = open_call.number_id if open_call else number_id
    chosen = next((one for one in judged if one.number.id == wanted), None) or best_number(judged)
    verdict = chosen.verdict if chosen else judge_without_number(facts, method, now)
    stage = Stage(row[16])
    language = row[3] or method.language
    zone = row[6] or (chosen.number.zones[0] if chosen and chosen.number.zones else "")
    counted = open_call is not None and calls.is_counted(tx, open_call.id)
    attempt, allowed = _attempt(facts.attempts, method, verdict, counted=counted)
    draft, kept = drafts.standing(tx, viewer.operator_id, hold.contact_id)
    complaint = "" if stage is Stage.SCOUTING else client_talk.complaint(tx, hold.contact_id, method, now)
    own = method.playbook.custom_fields
    answers = visible(own, viewer.stages, calls.answers_of(tx, hold.contact_id))
    return Desk(
        token=hold.token,
        lease_until=hold.lease,
        contact_id=hold.contact_id,
        stage=stage,
        name=line_name(row[0], row[1], row[2], language, row[9] or ""),
        spoken=spoken_name(row[0], row[1], row[2], language),
        first_name=row[1],
        last_name=row[2],
        civility=row[0],
        language=language,
        firm=row[9] or "",
        role=row[4],
        city=row[5],
        zone=zone,
        source=row[7] or row[10] or "",
        list_name=row[10] or "",
        why=why_text(
            _why(row[12], row[14], row[15], viewer),
            due=from_epoch(row[13]) if row[13] is not None else None,
            zone=method.zone,
            now=now,
            source=row[7],
            owner=people.name_of(tx, row[21] if row[12] == "returned" else row[14]),
            attempt=attempt,
            maximum=allowed,
            list_name=row[10] or "",
            priority=row[11] or LAST_PRIORITY,
            best=bool(facts.attempts) and falls_in(facts.attempts[-1].next_part, now, zone or "UTC"),
            promised_by=row[22] or "",
            exact=row[12] == "exact",
        ),
        numbers=tuple(number_line(number) for number in facts.numbers if not number.wrong),
        number_id=chosen.number.id if chosen else None,
        verdict=verdict,
        attempt=attempt,
        attempts_allowed=allowed,
        basis=basis_text(verdict, method.zone),
        before=timeline.before(tx, hold.contact_id, stage),
        answers=answers,
        custom=lines_of(of_stages(own, {stage}), answers, method.language, local_day(now, method.zone)),
        call=open_call,
        draft=draft,
        kept=kept,
        script_id=script_of(tx, hold.contact_id, stage, method, now),
        brief=MappingProxyType(json.loads(row[20]) if row[20] else {}),
        deal_id=row[18],
        check_in_id=row[19],
        preferred_hours=row[8],
        offer=method.playbook.offers.get(language, ""),
        bought=_bought(tx, viewer, hold.contact_id),
        complaint=complaint,
        ask_next=client_talk.ask_next(tx, viewer, hold.contact_id, method, now)
        if stage is Stage.FARMING
        else (),
        lost=_lost(row[23]),
    )


def number_line(number: KnownNumber) -> NumberLine:
    """Return a number as the desk of its holder shows it."""
    return NumberLine(
        id=number.id,
        e164=number.e164,
        shown=international(number.e164),
        kind=number.kind,
        holder=number.holder,
        extension=number.extension,
        unusual=number.unusual,
        suppressed=number.suppressed,
    )


def judge_without_number(facts: ContactFacts, method: Method, now: datetime) -> Verdict:
    """Return the gate's answer for a contact that has no number left."""
    told = CallFacts(Purpose.PROSPECTING, None, facts.country, "", "", None, False, (), None, ())
    return judge(told, method.rules(facts.country), now)


def basis_text(verdict: Verdict, zone: str) -> str:
    """Return on what ground we call, in one line, "" for none; the day is that of the shop's calendar."""
    basis = verdict.basis
    if verdict.blocker is Blocker.NO_BASIS:
        return ""
    if basis is None:
        return tr("not looked at") if verdict.blocker in _BEFORE_THE_BASIS else tr("none needed")
    kind = {
        BasisKind.CONSENT: tr("Consent"),
        BasisKind.CONTRACT: tr("Current contract"),
        BasisKind.BUSINESS_INTEREST: tr("Business interest"),
        BasisKind.OWN_REQUEST: tr("Own request"),
    }[basis.kind]
    if basis.kind is BasisKind.BUSINESS_INTEREST:
        return kind
    day = basis.given_at.astimezone(zone_named(zone))
    given = f"{day.day} {month_name(day)} {day.year}"
    told = f"{evidence_words(basis.text)}," if basis.text else ""
    return " ".join(part for part in (kind, told, given) if part)


def _bought(tx: Tx, viewer: Viewer, contact_id: int) -> tuple[str, ...]:
    """Return what was bought last, newest first, where the viewer's stages may read purchases."""
    rows = tx.all(
        f"""SELECT what, bought_on FROM purchase
           WHERE contact_id = :contact AND undone = 0 AND amount_minor >= 0
           ORDER BY bought_on DESC, id DESC LIMIT {_MOST_BOUGHT}""",
        {"contact": contact_id},
    )
    if not rows:
        return ()
    given = timeline.given_to(tx, contact_id, viewer.stages)
    readable = [row for row in rows if timeline.travels(Stage.FARMING, row[1], viewer.stages, given)]
    days = [(what, date.fromisoformat(bought_on)) for what, bought_on in readable]
    return tuple(f"{what}, {day.day} {month_name(day)} {day.year}" for what, day in days)


def _lost(told: str | None) -> LostBefore | None:
    if told is None:
        return None
    closed_at, *rest = json.loads(told)
    return LostBefore(moment(closed_at).date(), *rest)


def _attempt(
    attempts: Sequence[Attempt], method: Method, verdict: Verdict, *, counted: bool
) -> tuple[int, int]:
    """Return (this is attempt n, of m): by the retry plan, else by the cap; m is 0 without a limit.

    ``counted``: the attempt under way is among those the rules have counted. A call they asked for may come
    after all the others: it is not counted against a limit.
    """
    count, last = tries(attempts, method.playbook)
    if last is not None and last.retry is not None:
        number, most = count + 1, last.retry.maximum
    else:
        before = max(verdict.attempts - int(counted), 0) if verdict.cap else count
        number, most = before + 1, verdict.cap or 0
    return number, most if number <= most else 0


def _why(promise: str, owner: int | None, band: int, viewer: Viewer) -> Why:
    if promise in ("callback", "exact"):
        return Why.OWN_CALLBACK if owner == viewer.operator_id else Why.TEAM_CALLBACK
    if promise:
        return Why(promise)
    return WHY_BAND[band]


def _open_call(tx: Tx, call_id: int | None) -> OpenCall | None:
    if call_id is None:
        return None
    at, number_id, mode = calls.dialled_at(tx, call_id)
    return OpenCall(call_id, number_id or 0, at, mode)
