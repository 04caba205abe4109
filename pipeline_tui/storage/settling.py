"""Writes a contact's place in the queue, computed anew from its facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from pipeline_tui.domain.calling import Audience, Blocker, Bucket
from pipeline_tui.domain.queue_order import rank
from pipeline_tui.domain.queue_place import Method, Place, place_of
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.stood_before import Stood, as_it_stood
from pipeline_tui.storage.facts import ContactFacts, gather
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch, from_epoch

_SETTLE = """UPDATE position SET bucket_id = :bucket, rank = :rank, due = :due, band = :band,
             blocker = :blocker, attempts = :attempts WHERE contact_id = :contact"""

_OUT_OF_THE_QUEUE = """UPDATE position SET rank = NULL, due = NULL, blocker = '', promise = '',
             promise_owner = NULL, promise_due = NULL, rest_until = NULL WHERE contact_id = :contact"""
_NO_PROMISE = """UPDATE position SET promise = '', promise_owner = NULL, promise_due = NULL
             WHERE contact_id = :contact"""


def settle(tx: Tx, contact_ids: Iterable[int], method: Method, now: datetime) -> None:
    """Compute and store the place of each contact; those in hand stay out of the queue until let go."""
    for contact_id in contact_ids:
        _settle_one(tx, contact_id, method, now)


def sharing(tx: Tx, contact_id: int, e164: str) -> list[int]:
    """Return the other contacts that have this number: a cap, pause or stop moves them too."""
    return [
        row[0]
        for row in tx.all(
            "SELECT DISTINCT contact_id FROM number WHERE e164 = :e164 AND contact_id <> :contact",
            {"e164": e164, "contact": contact_id},
        )
    ]


def sharing_any(tx: Tx, contact_id: int) -> list[int]:
    """Return the other contacts that share any number with this one."""
    return [
        row[0]
        for row in tx.all(
            """SELECT DISTINCT o.contact_id FROM number n JOIN number o ON o.e164 = n.e164
               WHERE n.contact_id = :contact AND o.contact_id <> :contact""",
            {"contact": contact_id},
        )
    ]


def bucket_id(tx: Tx, bucket: Bucket) -> int:
    """Return the id of a bucket, made when it is new."""
    found = tx.value("SELECT id FROM bucket WHERE key = :key", {"key": bucket.key})
    if found is not None:
        return int(found)
    tx.run(
        """INSERT INTO bucket (key, country, audience, zones, region, language)
           VALUES (:key, :country, :audience, :zones, :region, :language)""",
        {
            "key": bucket.key,
            "country": bucket.country,
            "audience": bucket.audience.value,
            "zones": ",".join(bucket.zones),
            "region": bucket.region,
            "language": bucket.language,
        },
    )
    return int(tx.value("SELECT id FROM bucket WHERE key = :key", {"key": bucket.key}))


def queue_columns(place: Place, since: datetime) -> tuple[int | None, int | None]:
    """Return (rank, due) for a place; ``since`` orders contacts that are callable at once."""
    if place.blocker is None:
        return rank(place.band, since), None
    return None, epoch(place.due) if place.due else None


def _with_the_place_of(
    stood: Stood, place: Place, facts: ContactFacts, method: Method, now: datetime
) -> Place:
    """Return a place whose blocker and window are the stricter ones, its own or those of another place."""
    told = [as_it_stood(one, stood) for one in facts.candidates]
    rest = from_epoch(facts.rest_until) if facts.rest_until else None
    before = place_of(
        told, facts.attempts, method, now, hot=facts.hot, rest_until=rest, language=facts.language
    )
    if place.bucket is not None and before.bucket is not None:
        zones = tuple(sorted({*place.bucket.zones, *before.bucket.zones}))
        guarded = Audience.CONSUMER in (place.bucket.audience, before.bucket.audience)
        audience = Audience.CONSUMER if guarded else place.bucket.audience
        region = _either(place.bucket.region, before.bucket.region)
        bucket = replace(place.bucket, zones=zones, audience=audience, region=region)
        place = replace(place, bucket=bucket)
    waits_longer = place.due is not None and (before.due is None or before.due > place.due)
    if before.blocker is not None and (place.blocker is None or waits_longer):
        return replace(place, blocker=before.blocker, due=before.due)
    return place


def _either(region: str, other: str) -> str:
    """Return the regions that are possible where either is; an unknown one may be any."""
    if not region or not other:
        return ""
    return ",".join(sorted({*region.split(","), *other.split(",")}))


def blocker_past_the_scouts(tx: Tx, contact_id: int, method: Method, now: datetime) -> Blocker | None:
    """Return what keeps a hot contact or a client from being rung; None for nothing but the hour.

    They stand in no queue and have no retry plan: the gate alone decides.
    """
    facts = replace(gather(tx, contact_id, now, method.secret), attempts=(), rest_until=None)
    place = place_of(facts.candidates, (), method, now, hot=facts.hot, language=facts.language)
    for stood in facts.stood:
        place = _with_the_place_of(stood, place, facts, method, now)
    return place.blocker


def _settle_one(tx: Tx, contact_id: int, method: Method, now: datetime) -> None:
    facts = gather(tx, contact_id, now, method.secret)
    if facts.stage is not Stage.SCOUTING:
        tx.run(_OUT_OF_THE_QUEUE, {"contact": contact_id})
        return
    rest = from_epoch(facts.rest_until) if facts.rest_until else None
    place = place_of(
        facts.candidates,
        facts.attempts,
        method,
        now,
        hot=facts.hot,
        rest_until=rest,
        language=facts.language,
    )
    rank_, due = queue_columns(place, place.since or facts.arrived)
    for stood in facts.stood:
        place = _with_the_place_of(stood, place, facts, method, now)
    if facts.stood:
        rank_, due = queue_columns(place, place.since or facts.arrived)
    promised = facts.promised
    if promised and place.blocker in (Blocker.SUPPRESSED, Blocker.NO_NUMBER):
        tx.run(_NO_PROMISE, {"contact": contact_id})
        promised = False
    if promised or facts.held:
        rank_, due = None, None
    tx.run(
        _SETTLE,
        {
            "contact": contact_id,
            "bucket": bucket_id(tx, place.bucket) if place.bucket else None,
            "rank": rank_,
            "due": due,
            "band": place.band,
            "blocker": place.blocker.value if place.blocker else "",
            "attempts": place.attempts,
        },
    )
