"""Asking the gate about a number without ringing it: may it be rung, by which rule not, and from when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from pipeline_tui.domain.calling import Audience, CallFacts
from pipeline_tui.domain.calling_windows import zone_of
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.may_call import Asked, MayCall, best
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.phones import masked, read_number
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import bursts, desks, journal, look_ups
from pipeline_tui.storage.bursts import ASKED
from pipeline_tui.storage.facts import gather, keyed_hash
from pipeline_tui.storage.replays import another_act, done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.strangers import stranger
from pipeline_tui.wording import tr


def may_call(
    shop: Shop,
    viewer: Viewer,
    number: str,
    *,
    act: str,
    at: datetime | None = None,
    zone: str = "",
    audience: Audience | None = None,
) -> MayCall:
    """Ask the gate about a number as typed, now or at a time (UTC) to come.

    ``zone`` takes the place of the one that is known, ``audience`` is told of a number that is nobody's here.
    No name comes back. Each question is in the journal, and counts among an hour's look-ups.
    """
    if zone and zone_of(zone) is None:
        raise UsageTrouble(
            tr("Zone not understood"),
            tr("{zone} is no time zone.", zone=zone[:40]),
            tr("Write one such as Europe/Paris."),
        )
    e164 = read_number(number, shop.workspace.country).e164
    now = shop.now()
    when = at or now
    refused: Refused | None = None
    with shop.store.act() as tx:
        shop.look_at_rules(tx)
        done = done_before(tx, viewer, act, ASKED)
        digest = keyed_hash(shop.workspace.secret, e164)
        if done is not None and done.detail["number"] != digest:
            raise another_act()
        asked = _asked(tx, shop, e164, when, zone, audience)
        answer = best(asked)
        if done is None and bursts.left_over(tx, viewer.operator_id, bursts.LOOK_UPS, now) <= 0:
            refused = bursts.refusal(tx, viewer.operator_id, bursts.LOOK_UPS, now)
        elif done is None:
            said = answer.verdict.blocker.value if answer.verdict.blocker else "yes"
            detail = {"number": digest, "answer": said, "rules": answer.verdict.rules}
            journal.append(tx, viewer.operator_id, ASKED, act, now, None, detail)
    if refused is not None:
        raise refused
    return _told(answer, e164, when, len(asked))


def _asked(tx: Tx, shop: Shop, e164: str, at: datetime, zone: str, audience: Audience | None) -> list[Asked]:
    method, found = shop.method, list[Asked]()
    for contact_id in look_ups.with_number(tx, e164):
        known = gather(tx, contact_id, at, method.secret)
        told = MappingProxyType({key: _in(zone, facts) for key, facts in known.by_number.items()})
        for one in desks.judged_numbers(replace(known, by_number=told), method, at):
            if one.number.e164 == e164:
                found.append(Asked(told[one.number.id], one.verdict))
    if not found:
        facts = _in(zone, stranger(tx, e164, audience, method, at))
        found.append(Asked(facts, desks.judge_stranger(facts, method, at)))
    return found


def _in(zone: str, facts: CallFacts) -> CallFacts:
    return replace(facts, place_zone=zone) if zone else facts


def _told(asked: Asked, e164: str, at: datetime, people: int) -> MayCall:
    verdict, facts = asked.verdict, asked.facts
    return MayCall(
        number=masked(e164),
        country=facts.country,
        at=at,
        allowed=verdict.allowed,
        blocker=verdict.blocker,
        reason=verdict.reason,
        source=verdict.source,
        until=verdict.until,
        open_until=verdict.open_until,
        zone=verdict.zone,
        region=verdict.region,
        rules=verdict.rules,
        basis=verdict.basis.kind.value if verdict.basis else "",
        audience=facts.audience or Audience.CONSUMER,
        attempts=verdict.attempts,
        cap=verdict.cap,
        people=people,
    )
