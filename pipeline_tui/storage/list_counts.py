"""Counts of lists and queue, grouped in SQL: how many are ready, and what blocks the others."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.shop import ListLine
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch, from_epoch, moment

READY = ""

# What keeps a scouting contact from being called: the gate's fixed refusals first, then what only waits.
_STATE = f"""CASE
  WHEN p.held_by IS NOT NULL AND p.lease >= :now THEN '{Blocker.ON_ANOTHER_DESK.value}'
  WHEN p.due IS NULL AND p.promise_due IS NULL AND p.blocker <> '' THEN p.blocker
  WHEN l.state IS NOT NULL AND l.state <> 'active' AND p.promise_due IS NULL
    THEN '{Blocker.LIST_PAUSED.value}'
  WHEN p.promise_due > :now THEN '{Blocker.CALLBACK_LATER.value}'
  WHEN p.rest_until > :now THEN '{Blocker.WAITING.value}'
  WHEN p.due > :now THEN COALESCE(NULLIF(p.blocker, ''), '{Blocker.WAITING.value}')
  WHEN p.firm_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM position f WHERE f.firm_id = p.firm_id AND f.held_by IS NOT NULL AND f.lease >= :now)
    THEN '{Blocker.ON_ANOTHER_DESK.value}'
  WHEN p.bucket_id IN (SELECT value FROM json_each(:foreign)) THEN '{Blocker.OTHER_LANGUAGE.value}'
  ELSE '{READY}' END"""


# A contact may have come in several lists; one made by hand is in its queue's list only.
# While the contacts of a load move to an older list, they count there already.
_SHOWN = "COALESCE(l.joins, l.id)"
_ASKED = "(:only IS NULL OR l.id = :only OR l.joins = :only)"

# Rows are counted by an index alone. Only who stands in several is looked at one by one, and who stands in
# none but has a queue's list.
_ROWS = f"""SELECT {_SHOWN}, SUM(m.rows)
  FROM (SELECT list_id, COUNT(*) AS rows FROM list_member GROUP BY list_id) m JOIN list l ON l.id = m.list_id
  WHERE {_ASKED} GROUP BY 1"""
_TOO_MANY = f"""SELECT {_SHOWN} AS shown, COUNT(*) - COUNT(DISTINCT m.contact_id)
  FROM (SELECT contact_id FROM list_member GROUP BY contact_id HAVING COUNT(*) > 1) s
  CROSS JOIN list_member m ON m.contact_id = s.contact_id JOIN list l ON l.id = m.list_id
  WHERE {_ASKED} GROUP BY shown"""
_QUEUE_ONLY = f"""SELECT {_SHOWN} AS shown, COUNT(*) FROM position p JOIN list l ON l.id = p.list_id
  WHERE {_ASKED} AND NOT EXISTS (SELECT 1 FROM list_member m JOIN list k ON k.id = m.list_id
    WHERE m.contact_id = p.contact_id AND COALESCE(k.joins, k.id) = {_SHOWN})
  GROUP BY shown"""
# What was done is far less than who is listed: from there to the lists, not the other way round.
_TAKEN = f"""WITH taken AS MATERIALIZED (SELECT DISTINCT contact_id FROM {{taken}} WHERE {{stands}})
  SELECT shown, COUNT(*) FROM (
    SELECT {_SHOWN} AS shown, t.contact_id FROM taken t
      CROSS JOIN list_member m ON m.contact_id = t.contact_id JOIN list l ON l.id = m.list_id WHERE {_ASKED}
    UNION SELECT {_SHOWN} AS shown, t.contact_id FROM taken t
      CROSS JOIN position p ON p.contact_id = t.contact_id JOIN list l ON l.id = p.list_id WHERE {_ASKED})
  GROUP BY shown"""
_CALLED = _TAKEN.format(taken="call", stands="undone = 0")
_HANDED = _TAKEN.format(taken="hand_off", stands="state <> 'undone' AND kind <> 'base'")


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """What stands in the scouts' queue at an instant; windows are not looked at here."""

    blocked: MappingProxyType[Blocker, int]
    ready: MappingProxyType[int | None, int]  # bucket id -> contacts that only need an open window
    next_due: datetime | None  # UTC; when the first waiting contact or callback comes back
    by_list: Mapping[int, Mapping[str, int]] = field(default_factory=dict)  # list id -> state -> contacts


def queue_counts(
    tx: Tx, now: datetime, *, but_held_by: int | None = None, foreign: Collection[int] = ()
) -> QueueCounts:
    """Count every scouting contact once; one in the hand of ``but_held_by`` is left out.

    Of the ``foreign`` buckets nothing is ready, and what waits there opens nothing.
    """
    rows = tx.all(
        f"""SELECT {_STATE} AS why, p.bucket_id, COUNT(*), MIN(CASE
              WHEN p.promise_due > :now THEN p.promise_due WHEN p.due > :now THEN p.due END), p.list_id
            FROM position p LEFT JOIN list l ON l.id = p.list_id
            WHERE p.stage = 'scouting' AND (p.held_by IS NULL OR p.held_by <> :but OR p.lease < :now)
              AND COALESCE(l.state, '') <> 'loading'
            GROUP BY why, p.bucket_id, p.list_id""",
        {"now": epoch(now), "but": but_held_by or 0, "foreign": json.dumps(list(foreign))},
    )
    blocked: dict[Blocker, int] = {}
    ready: dict[int | None, int] = {}
    coming: list[int] = []
    by_list: dict[int, dict[str, int]] = {}
    for state, bucket_id, count, due, list_id in rows:
        if list_id is not None:
            states = by_list.setdefault(list_id, {})
            states[state] = states.get(state, 0) + count
        if state == READY:
            ready[bucket_id] = ready.get(bucket_id, 0) + count
            continue
        blocker = Blocker(state)
        blocked[blocker] = blocked.get(blocker, 0) + count
        theirs = bucket_id in foreign and blocker is not Blocker.CALLBACK_LATER
        if due is not None and blocker is not Blocker.LIST_PAUSED and not theirs:
            coming.append(due)
    return QueueCounts(
        MappingProxyType(blocked),
        MappingProxyType(ready),
        from_epoch(min(coming)) if coming else None,
        by_list,
    )


def blocker_counts(tx: Tx, now: datetime) -> dict[Blocker, int]:
    """Return how many scouting contacts each blocker keeps from being called."""
    return dict(queue_counts(tx, now).blocked)


def list_lines(
    tx: Tx, now: datetime, foreign: Collection[int] = (), *, only: int | None = None
) -> tuple[ListLine, ...]:
    """Return every list with its counts, by priority and name; nobody speaks the ``foreign`` buckets.

    All contacts are walked through for it, seconds where there are a million: never while an act waits.
    """
    states = _states_by_list(tx, now, foreign, only)
    rows, too_many, queue_only, called, handed = (
        _count(tx, sql, only) for sql in (_ROWS, _TOO_MANY, _QUEUE_ONLY, _CALLED, _HANDED)
    )
    return tuple(
        replace(
            one,
            contacts=rows.get(one.id, 0) - too_many.get(one.id, 0) + queue_only.get(one.id, 0),
            ready=states.get(one.id, {}).get(READY, 0),
            called=called.get(one.id, 0),
            handed_off=handed.get(one.id, 0),
            blockers=tuple(
                (blocker, count)
                for blocker in Blocker
                if (count := states.get(one.id, {}).get(blocker.value, 0))
            ),
            counted=True,
        )
        for one in uncounted_lines(tx, only=only)
    )


def uncounted_lines(tx: Tx, *, only: int | None = None) -> tuple[ListLine, ...]:
    """Return every list as it is run, by priority and name, before anybody is counted."""
    return tuple(
        ListLine(
            id=row[0],
            name=row[1],
            source=row[2],
            state=row[3],
            priority=row[4],
            contacts=0,
            ready=0,
            called=0,
            handed_off=0,
            blockers=(),
            created_at=moment(row[5]),
            stage=Stage(row[6]),
            paused_by=row[7],
            paused_at=moment(row[8]) if row[8] else None,
            counted=False,
        )
        for row in tx.all(
            """SELECT l.id, l.name, l.source, l.state, l.priority, l.created_at, l.stage,
                 COALESCE(o.name, ''), l.paused_at
               FROM list l LEFT JOIN operator o ON o.id = l.paused_by
               WHERE l.joins IS NULL AND (:only IS NULL OR l.id = :only) ORDER BY l.priority, l.folded""",
            {"only": only},
        )
    )


def _states_by_list(
    tx: Tx, now: datetime, foreign: Collection[int], only: int | None
) -> Mapping[int, Mapping[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for list_id, state, count in tx.all(
        f"""SELECT {_SHOWN} AS shown, {_STATE} AS why, COUNT(*)
            FROM position p JOIN list l ON l.id = p.list_id
            WHERE p.stage = 'scouting' AND {_ASKED} GROUP BY shown, why""",
        {"now": epoch(now), "foreign": json.dumps(list(foreign)), "only": only},
    ):
        found.setdefault(list_id, {})[state] = count
    return found


def _count(tx: Tx, sql: str, only: int | None) -> dict[int, int]:
    return {row[0]: row[1] for row in tx.all(sql, {"only": only})}
