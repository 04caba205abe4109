"""How many of a list's hot contacts and clients may be rung, and what keeps the others from it.

Nobody past the scouts stands in a queue, so what holds them back is judged here by the gate's own rules. Who
was never called, changed or added by hand is judged with all that are alike; the others one by one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from pipeline_tui.domain.calling import Audience, BasisKind, Blocker, Purpose
from pipeline_tui.domain.list_card import StageCounts
from pipeline_tui.domain.new_contact import NewBasis, NewContact, NewNumber
from pipeline_tui.domain.queue_place import Method
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.stood_before import COUNTS_FOR
from pipeline_tui.storage import settling
from pipeline_tui.storage.facts import LOOK_BACK, keyed_hash, suppressed
from pipeline_tui.storage.grounds import STANDS
from pipeline_tui.storage.places_of_new import PlacesOfNew
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import epoch, moment, stamp

_AT_ONCE = 1000
_STAGES = (Stage.HUNTING, Stage.FARMING)
# By a register the day of the last purchase counts, too.
_BY_REGISTER = frozenset({Blocker.ON_REGISTER, Blocker.NO_REGISTER})

_THEIRS = """SELECT p.contact_id, p.stage, p.held_by IS NOT NULL AND p.lease >= :now FROM position p
  WHERE p.stage IN ('hunting', 'farming') AND p.contact_id IN (
    SELECT m.contact_id FROM list_member m JOIN list l ON l.id = m.list_id
    WHERE l.id = :list OR l.joins = :list
    UNION SELECT q.contact_id FROM position q JOIN list l ON l.id = q.list_id
    WHERE l.id = :list OR l.joins = :list)
  ORDER BY p.contact_id"""
_FACTS = f"""SELECT c.id, c.audience, c.country, c.region, c.zone, c.language,
  (SELECT json_group_array(json_array(n.e164, n.holder, n.zones)) FROM (
     SELECT e164, holder, zones FROM number WHERE contact_id = c.id AND wrong IS NULL ORDER BY place, id) n),
  (SELECT json_group_array(json_array(b.kind, b.given_at, b.expires_at, b.purpose)) FROM basis b
   WHERE b.contact_id = c.id AND {STANDS}),
  EXISTS (SELECT 1 FROM call k WHERE k.contact_id = c.id AND k.dialled_at >= :since)
  OR EXISTS (SELECT 1 FROM contact_change k WHERE k.contact_id = c.id AND k.undone = 0 AND k.at >= :lately)
  OR EXISTS (SELECT 1 FROM journal j WHERE j.contact_id = c.id AND j.verb = 'contact_added')
  OR EXISTS (SELECT 1 FROM basis b WHERE b.contact_id = c.id AND (b.slot_at IS NOT NULL
    OR b.revokes IS NOT NULL OR b.revoked_at IS NOT NULL))
  FROM contact c WHERE c.id IN (SELECT value FROM json_each(:ids)) ORDER BY c.id"""


def past_the_scouts(tx: Tx, list_id: int, method: Method, now: datetime) -> tuple[StageCounts, ...]:
    """Return for each stage past the scouts how many of a list may be rung now, but for the hour."""
    rows = tx.all(_THEIRS, {"list": list_id, "now": epoch(now)})
    found = []
    for stage in _STAGES:
        ids = [row[0] for row in rows if row[1] == stage]
        if not ids:
            continue
        held = {row[0] for row in rows if row[1] == stage and row[2]}
        counted: Counter[Blocker | None] = Counter({Blocker.ON_ANOTHER_DESK: len(held)})
        counted.update(_judged(tx, stage, [one for one in ids if one not in held], method, now))
        blocked = tuple((each, counted[each]) for each in Blocker if counted[each])
        found.append(StageCounts(stage, len(ids), counted[None], blocked))
    return tuple(found)


def _judged(
    tx: Tx, stage: Stage, ids: Sequence[int], method: Method, now: datetime
) -> Iterator[Blocker | None]:
    """Yield what keeps each contact from being rung, None for nothing but the hour."""
    asks = {"since": stamp(now - LOOK_BACK), "lately": stamp(now - COUNTS_FOR)}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        rows = tx.all(_FACTS, {**asks, "ids": json.dumps(some)})
        by_hash = {keyed_hash(method.secret, f"contact:{one}"): one for one in some}
        alone = {by_hash[one] for one in suppressed(tx, by_hash)} | {row[0] for row in rows if row[8]}
        alike = {row[0]: _as_new(row) for row in rows if row[0] not in alone}
        places = PlacesOfNew(tx, method, now, list(alike.values()), stage)
        for contact_id, new in alike.items():
            blocker = places.place(new).blocker
            if blocker in _BY_REGISTER:
                alone.add(contact_id)
            else:
                yield blocker
        for contact_id in sorted(alone):
            yield settling.blocker_past_the_scouts(tx, contact_id, method, now)


def _as_new(row: Row) -> NewContact:
    """Return a contact without a history as if it came in now: what it may be rung on is the same."""
    return NewContact(
        last_name="",
        audience=Audience(row[1]) if row[1] else None,
        country=row[2],
        region=row[3],
        zone=row[4],
        language=row[5],
        numbers=tuple(
            NewNumber(e164, holder=holder, zones=tuple(zones.split(",")) if zones else ())
            for e164, holder, zones in json.loads(row[6])
        ),
        bases=tuple(
            NewBasis(
                BasisKind(kind),
                moment(given_at),
                expires_at=moment(expires_at) if expires_at else None,
                purpose=Purpose(purpose) if purpose else None,
            )
            for kind, given_at, expires_at, purpose in json.loads(row[7])
        ),
    )
