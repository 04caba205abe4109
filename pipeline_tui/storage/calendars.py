"""A farmer's calendar, read by day and counted by day, at a cost that follows what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pipeline_tui.domain.farming import CheckIn
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.storage import sight
from pipeline_tui.storage.check_ins import CHECK_IN, check_in_of
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment

MOST = 200  # check-ins of a kind that one list shows; the counts say how many there are
_TRIES = 30
_PLANNED = """SELECT k.due_on, COUNT(*) FROM check_in k JOIN position p ON p.contact_id = k.contact_id
  WHERE k.state = 'planned' AND k.owner_id = :me AND k.due_on BETWEEN :start AND :end
    AND p.owner_id = :me AND {stages} GROUP BY k.due_on
UNION ALL
SELECT k.due_on, 1 FROM position p JOIN check_in k ON k.contact_id = p.contact_id
  WHERE p.held_by = :me AND p.lease >= :instant AND p.owner_id IS NOT :me AND {stages}
    AND k.state = 'planned' AND k.owner_id = :me AND k.due_on BETWEEN :start AND :end"""
_DONE = """SELECT done_on, COUNT(*) FROM check_in WHERE state = 'done' AND owner_id = :me
  AND done_on BETWEEN :start AND :end GROUP BY done_on"""
_BY_TIME = "ORDER BY k.due_on, k.due_at IS NULL, k.due_at, c.last_name, k.id LIMIT :most"


def between(
    tx: Tx,
    viewer: Viewer,
    now: datetime,
    today: date,
    start: date,
    end: date,
    playbook: Playbook,
    most: int = MOST,
) -> tuple[CheckIn, ...]:
    """Return the viewer's check-ins of some days, ends included: planned by due day, done by done day."""
    days = {"start": start.isoformat(), "end": end.isoformat(), "most": most}
    planned = tx.all(
        f"""{CHECK_IN} WHERE k.state = 'planned' AND k.owner_id = :me AND k.due_on BETWEEN :start AND :end
            AND {sight.in_sight(viewer)} {_BY_TIME}""",
        sight.of(viewer, now, **days),
    )
    done = tx.all(
        f"""{CHECK_IN} WHERE k.state = 'done' AND k.owner_id = :me AND k.done_on BETWEEN :start AND :end
            AND {sight.in_sight(viewer)} ORDER BY k.done_on, k.done_at, k.id LIMIT :most""",
        sight.of(viewer, now, **days),
    )
    return tuple(check_in_of(row, today, playbook) for row in (*planned, *done))


def overdue(
    tx: Tx, viewer: Viewer, now: datetime, today: date, playbook: Playbook, most: int = MOST
) -> tuple[CheckIn, ...]:
    """Return the viewer's planned check-ins whose day has passed, oldest first."""
    rows = tx.all(
        f"""{CHECK_IN} WHERE k.state = 'planned' AND k.owner_id = :me AND k.due_on < :today
            AND {sight.in_sight(viewer)} {_BY_TIME}""",
        sight.of(viewer, now, today=today.isoformat(), most=most),
    )
    return tuple(check_in_of(row, today, playbook) for row in rows)


def day_counts(
    tx: Tx, viewer: Viewer, now: datetime, start: date, end: date
) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many of the viewer's check-ins are planned and how many done, by ISO day.

    What one did oneself counts whoever keeps the client by now: a number names nobody, and the index alone
    answers. What is planned is looked at contact by contact; the one in hand that is a colleague's comes
    apart, so that the rest costs one comparison each.
    """
    days = sight.of(viewer, now, start=start.isoformat(), end=end.isoformat())
    planned = tx.all(_PLANNED.format(stages=sight.stages_in("p.stage", viewer.stages)), days)
    done = tx.all(_DONE, days)
    counts: dict[str, int] = {}
    for day, number in planned:
        counts[day] = counts.get(day, 0) + number
    return counts, {row[0]: row[1] for row in done}


def standing(tx: Tx, owner_id: int, start: date, end: date, *, but_contact: int) -> Mapping[date, int]:
    """Return how many check-ins stand on each of some days of a farmer, those of one client left out."""
    rows = tx.all(
        """SELECT due_on, COUNT(*) FROM check_in WHERE state = 'planned' AND owner_id = :owner
           AND due_on BETWEEN :start AND :end AND contact_id <> :contact GROUP BY due_on""",
        {
            "owner": owner_id,
            "start": start.isoformat(),
            "end": end.isoformat(),
            "contact": but_contact,
        },
    )
    return {date.fromisoformat(row[0]): row[1] for row in rows}


def tries_in_vain(tx: Tx, contact_id: int, vain: frozenset[str], last_contact: datetime | None) -> int:
    """Return how many check-ins in a row reached nobody, back to the last real contact."""
    rows = tx.all(
        """SELECT outcome, done_at FROM check_in WHERE contact_id = :contact AND state = 'done'
           ORDER BY done_at DESC, id DESC LIMIT :most""",
        {"contact": contact_id, "most": _TRIES},
    )
    tries = 0
    for outcome, done_at in rows:
        if outcome not in vain or (last_contact is not None and moment(done_at) <= last_contact):
            break
        tries += 1
    return tries
