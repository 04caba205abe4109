"""The calling gate: may this number be rung now, by which rule, on what ground, until when.

It runs when a contact is claimed and again at the moment of dialling, and checks in the order of the calling
rules: suppressed, register, basis, pause after refusal, cap, window. Figures come from the country's file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from pipeline_tui.domain.calling import (
    Audience,
    AudienceRules,
    Basis,
    BasisKind,
    Blocker,
    CallFacts,
    CountryRules,
    NumberFacts,
    Purpose,
    RuleStatus,
    Verdict,
    ground_words,
)
from pipeline_tui.domain.calling_windows import (
    PublicHoliday,
    bucket_closes_at,
    bucket_for,
    bucket_of,
    bucket_opens_at,
    closed_days,
    closes_at,
    is_public_holiday,
    next_opening,
    open_now,
    zone_of,
)
from pipeline_tui.domain.closed_hours import why_closed
from pipeline_tui.domain.regions import region_of, zones_for
from pipeline_tui.domain.register_rules import register_refusal
from pipeline_tui.wording import tr

__all__ = [
    "bucket_closes_at",
    "bucket_for",
    "bucket_of",
    "bucket_opens_at",
    "judge",
    "judge_standing",
    "next_opening",
    "open_now",
]

# A promise is kept to the minute, but the call before may run over: ten minutes late it becomes the team's,
# and they need a few to ring. Wider than that it would no longer be the precise time that was asked for.
OWN_REQUEST_LEEWAY = timedelta(minutes=15)
_SHOP_LIST = "the shop's own list or a loaded register"
_MOST_STEPS = 12  # pause, cap, window and slots may each move the next possible time


def judge(
    facts: CallFacts, rules: CountryRules, at: datetime, holiday: PublicHoliday = is_public_holiday
) -> Verdict:
    """Return whether the number may be rung at an instant (UTC), or which rule refuses and until when.

    An own request for a precise time opens its slot only; outside it the call is judged as prospecting. One
    without a time ("send me an offer, and ring me") is a ground for calls of that purpose, within the window.
    Pause and cap bind prospecting and run in whole calendar days of the called person's zone; a pause ends
    after the last of its days. With several possible zones the strictest counts.
    """
    verdict = _judge(facts, rules, at, holiday)
    if verdict.allowed or verdict.until is None:
        return verdict
    return replace(verdict, until=_first_allowed(facts, rules, verdict.until, holiday))


def _first_allowed(
    facts: CallFacts, rules: CountryRules, earliest: datetime, holiday: PublicHoliday
) -> datetime | None:
    """Return the first time every rule allows; each rule's own time is only the earliest that may be."""
    for _ in range(_MOST_STEPS):
        verdict = _judge(facts, rules, earliest, holiday)
        if verdict.allowed:
            return earliest
        if verdict.until is None or verdict.until <= earliest:
            return None
        earliest = verdict.until
    return earliest


def judge_standing(facts: CallFacts, rules: CountryRules, at: datetime) -> Verdict:
    """Return the verdict of every rule but the window, which a contact's bucket in the queue sees to.

    ``until`` is when the refusing rule itself lapses (UTC); ``open_until`` is set in an own request's slot.
    """
    return _judge(facts, rules, at, is_public_holiday, with_window=False)


def _judge(
    facts: CallFacts,
    rules: CountryRules,
    at: datetime,
    holiday: PublicHoliday,
    *,
    with_window: bool = True,
) -> Verdict:
    region = region_of(facts)
    rule = rules.of(facts.audience, region)
    file = rules.name
    number = facts.number
    if number is None:
        return Verdict(False, Blocker.NO_NUMBER, tr("There is no number to ring."), rules=file)
    if facts.person_suppressed or number.suppressed:
        who = tr("This person") if facts.person_suppressed else tr("This number")
        return Verdict(
            False,
            Blocker.SUPPRESSED,
            tr("{who} may not be called any more.", who=who),
            _SHOP_LIST,
            rules=file,
        )

    slot = _open_slot(facts, at)
    purpose = facts.purpose
    request = slot or (_standing_request(facts, at) if purpose is Purpose.OWN_REQUEST else None)
    if purpose is Purpose.OWN_REQUEST and request is None:
        purpose = Purpose.PROSPECTING
    basis = request or _ground(facts, rule, purpose, at)
    zones = zones_for(facts)
    zone = ", ".join(zones)
    attempts, capped_until = _cap(facts, number, rule, zones, at)

    def refused(
        blocker: Blocker, reason: str, source: str, status: RuleStatus, until: datetime | None
    ) -> Verdict:
        slots = [start for one in facts.bases if (start := _slot_start(one)) and start > at]
        if slots and (until is None or min(slots) < until):
            until = min(slots)
        return Verdict(
            allowed=False,
            blocker=blocker,
            reason=reason,
            source=source,
            until=until,
            rules=file,
            basis=basis,
            zone=zone,
            attempts=attempts,
            cap=rule.cap_attempts,
            status=status,
            region=region,
        )

    if purpose in (Purpose.PROSPECTING, Purpose.OWN_REQUEST) and request is None:
        listed = register_refusal(facts, number, rule, rules.country, at)
        if listed is not None:
            asked = rule.register
            return refused(listed[0], listed[1], asked.source or _SHOP_LIST, RuleStatus(asked.status), None)

    if basis is None and rule.basis_required and purpose is not Purpose.SERVICE:
        wanted = ground_words(rule.basis_required)
        reason = tr("Nothing on record allows this call: {wanted} is needed first.", wanted=wanted)
        return refused(Blocker.NO_BASIS, reason, rule.basis_source, rule.basis_status, None)

    renewed = request is not None and facts.refused_at is not None and request.given_at > facts.refused_at
    if facts.refused_at is not None and not renewed and purpose in (Purpose.PROSPECTING, Purpose.OWN_REQUEST):
        ends = _midnight_after(facts.refused_at, rule.refusal_pause_days + 1, zones)
        if rule.refusal_pause_days and at < ends:
            reason = tr(
                "They refused; no attempt for {refusal_pause_days} calendar days after that.",
                refusal_pause_days=rule.refusal_pause_days,
            )
            return refused(Blocker.PAUSED, reason, rule.pause_source, rule.pause_status, ends)

    again = number.redial_until is not None and at <= number.redial_until
    if purpose is Purpose.PROSPECTING and capped_until is not None and not again:
        reason = tr(
            "{attempts} of {cap_attempts} attempts in {cap_days} calendar days are used.",
            attempts=attempts,
            cap_attempts=rule.cap_attempts,
            cap_days=rule.cap_days,
        )
        return refused(Blocker.CAPPED, reason, rule.cap_source, rule.cap_status, capped_until)

    open_until: datetime | None = None
    if slot is not None and slot.slot_at is not None:
        open_until = (slot.slot_at + OWN_REQUEST_LEEWAY).astimezone(UTC)
    elif not zones or any(zone_of(name) is None for name in zones):
        reason = tr("Where this number lies is not known: ask for the place.")
        return refused(Blocker.NO_ZONE, reason, rule.window_source, rule.window_status, None)
    elif with_window:
        closed = closed_days(rule, facts.country, region, holiday)
        open_until = closes_at(rule.windows, zones, closed, at)
    if open_until is None and with_window:
        until = next_opening(rule.windows, zones, closed, at)
        reason, source, status = why_closed(rule, zones, closed, at, until)
        return refused(Blocker.OUTSIDE_WINDOW, reason, source, status, until)
    if open_until is not None and basis is not None and basis.expires_at is not None:
        open_until = min(open_until, basis.expires_at.astimezone(UTC))
    return Verdict(
        allowed=True,
        rules=file,
        basis=basis,
        zone=zone,
        open_until=open_until,
        attempts=attempts,
        cap=rule.cap_attempts,
        region=region,
    )


def _slot_start(basis: Basis) -> datetime | None:
    if basis.kind is not BasisKind.OWN_REQUEST or basis.slot_at is None:
        return None
    return (basis.slot_at - OWN_REQUEST_LEEWAY).astimezone(UTC)


def _in_force(basis: Basis, at: datetime) -> bool:
    return (
        basis.given_at <= at
        and (basis.expires_at is None or at < basis.expires_at)
        and (basis.revoked_at is None or at < basis.revoked_at)
    )


def _open_slot(facts: CallFacts, at: datetime) -> Basis | None:
    """Return the own request whose precise time is now; of several the one given last."""
    found: Basis | None = None
    for basis in facts.bases:
        start = _slot_start(basis)
        if start is None or not start <= at < start + 2 * OWN_REQUEST_LEEWAY or not _in_force(basis, at):
            continue
        if found is None or basis.given_at > found.given_at:
            found = basis
    return found


def _standing_request(facts: CallFacts, at: datetime) -> Basis | None:
    """Return the request, without a precise time, to be called about an offer; it opens no window."""
    for basis in facts.bases:
        if basis.kind is BasisKind.OWN_REQUEST and basis.slot_at is None and _in_force(basis, at):
            return basis
    return None


def _ground(facts: CallFacts, rule: AudienceRules, purpose: Purpose, at: datetime) -> Basis | None:
    """Return the recorded ground that allows the call; for a business without any, its business interest."""
    for basis in facts.bases:
        accepted = not rule.basis_required or basis.kind in rule.basis_required
        if purpose is Purpose.CONTRACT and basis.kind is BasisKind.CONTRACT:
            accepted = True
        if basis.kind is BasisKind.OWN_REQUEST or not accepted or not _in_force(basis, at):
            continue
        if basis.purpose is None or basis.purpose is purpose:
            return basis
    interest = not rule.basis_required or BasisKind.BUSINESS_INTEREST in rule.basis_required
    if interest and facts.audience is Audience.BUSINESS:
        return Basis(BasisKind.BUSINESS_INTEREST, at, text=tr("business interest, no record needed"))
    return None


def _cap(
    facts: CallFacts, number: NumberFacts, rule: AudienceRules, zones: tuple[str, ...], at: datetime
) -> tuple[int, datetime | None]:
    """Return the attempts counted in the rolling window, and until when they use it up."""
    days, cap = rule.cap_days, rule.cap_attempts
    counted, until = 0, None
    for attempts in (facts.person_attempts, () if number.shared else number.attempts):
        if not attempts:
            continue
        for name in zones or ("UTC",):
            zone = zone_of(name) or UTC
            first = at.astimezone(zone).date() - timedelta(days=days - 1)
            recent = [one for one in attempts if cap is None or one.astimezone(zone).date() >= first]
            counted = max(counted, len(recent))
            if cap is not None and len(recent) >= cap:
                free = _midnight_after(sorted(recent)[-cap], days, (name,))
                until = free if until is None else max(until, free)
    return counted, until


def _midnight_after(instant: datetime, days: int, zones: Iterable[str]) -> datetime:
    """Return the local midnight that begins the day so many days later (UTC); of several zones the latest."""
    ends = []
    for name in tuple(zones) or ("UTC",):
        zone = zone_of(name) or UTC
        day = instant.astimezone(zone).date() + timedelta(days=days)
        ends.append(datetime.combine(day, time(), zone).astimezone(UTC))
    return max(ends)
