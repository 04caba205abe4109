"""What a client card and a farmer's lists read: scores, promises, habits, last year's buyers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from itertools import groupby

from pipeline_tui.domain.caring import Brought, Promise, Score
from pipeline_tui.domain.names import covered_name
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shop_dates import LastBuyer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import sight, timeline
from pipeline_tui.storage.contact_lines import JOIN_CONTACT, NAME, line_name
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import from_epoch, moment
from pipeline_tui.wording import tr

# Nobody sells to whom a complaint or a deal is open; their lists leave such clients out.
UNSOLD = """NOT EXISTS (SELECT 1 FROM complaint q WHERE q.contact_id = p.contact_id AND q.solved_at IS NULL
  AND q.undone = 0) AND NOT EXISTS (
  SELECT 1 FROM deal d WHERE d.contact_id = p.contact_id AND d.state = 'open')"""


def scores(tx: Tx, contact_id: int) -> tuple[Score, ...]:
    """Return how satisfied a client said they were, oldest first."""
    rows = tx.all(
        """SELECT done_on, satisfaction FROM check_in
           WHERE contact_id = :contact AND state = 'done' AND satisfaction IS NOT NULL
           ORDER BY done_at, id""",
        {"contact": contact_id},
    )
    return tuple(Score(date.fromisoformat(row[0]), row[1]) for row in rows)


def open_deal(tx: Tx, contact_id: int) -> int | None:
    """Return an open deal with a contact, whoever's it is."""
    found = tx.value(
        "SELECT id FROM deal WHERE contact_id = :contact AND state = 'open' LIMIT 1", {"contact": contact_id}
    )
    return int(found) if found is not None else None


def promises(tx: Tx, contact_id: int, readers: Collection[Stage]) -> tuple[Promise, ...]:
    """Return what a contact still waits for: next steps of open deals, a call, the last word given.

    What was promised in a check-in's script stands until a later conversation or purchase.
    """
    made = [
        Promise(row[0], moment(row[1]) if row[1] else None, row[2])
        for row in tx.all(
            """SELECT d.next_do, d.next_at, o.name FROM deal d JOIN operator o ON o.id = d.owner_id
               WHERE d.contact_id = :contact AND d.state = 'open' AND TRIM(d.next_do) <> '' ORDER BY d.id""",
            {"contact": contact_id},
        )
    ]
    call = tx.one(
        """SELECT p.promise_due, COALESCE(o.name, '') FROM position p
           LEFT JOIN operator o ON o.id = p.promise_owner
           WHERE p.contact_id = :contact AND p.promise IN ('callback', 'exact', 'slot')""",
        {"contact": contact_id},
    )
    if call is not None:
        made.append(Promise(tr("a call back"), from_epoch(call[0]), call[1]))
    given = timeline.given_to(tx, contact_id, readers)
    said = tx.one(
        """SELECT a.value, a.at, COALESCE(o.name, ''), COALESCE(k.stage, 'scouting') FROM answer a
           LEFT JOIN call k ON k.id = a.call_id LEFT JOIN operator o ON o.id = k.operator_id
           WHERE a.contact_id = :contact AND a.field = 'next' AND a.value NOT IN ('', '?')
             AND NOT EXISTS (SELECT 1 FROM deal d WHERE d.contact_id = :contact AND d.opened_at >= a.at)
             AND NOT EXISTS (SELECT 1 FROM purchase b WHERE b.contact_id = :contact AND b.undone = 0
                             AND b.bought_on > substr(a.at, 1, 10))
             AND NOT EXISTS (SELECT 1 FROM call x WHERE x.contact_id = :contact AND x.reached = 1
                             AND x.undone = 0 AND x.dialled_at > a.at)""",
        {"contact": contact_id},
    )
    if said is not None and timeline.travels(Stage(said[3]), said[1], readers, given):
        made.append(Promise(said[0], None, said[2]))
    return tuple(made)


def brought(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> tuple[Brought, ...]:
    """Return whom a contact named to us: the name where the viewer keeps them too, else initials."""
    rows = tx.all(
        f"""SELECT {NAME}, c.created_at, p.stage, EXISTS (SELECT 1 FROM client k WHERE k.contact_id = c.id),
              {sight.in_sight(viewer)}
            FROM position p {JOIN_CONTACT} WHERE c.referred_by = :contact ORDER BY c.created_at DESC, c.id""",
        sight.of(viewer, now, contact=contact_id),
    )
    return tuple(
        Brought(
            line_name(*row[:5]) if row[8] else covered_name(row[1], row[2]),
            moment(row[5]).date(),
            "client" if row[7] else str(row[6]),
        )
        for row in rows
    )


def named_by(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> str:
    """Return who named a contact to us, "" for nobody; initials where the viewer does not keep them."""
    row = tx.one(
        f"""SELECT {NAME}, {sight.in_sight(viewer)} FROM contact x
            JOIN position p ON p.contact_id = x.referred_by {JOIN_CONTACT} WHERE x.id = :contact""",
        sight.of(viewer, now, contact=contact_id),
    )
    if row is None:
        return ""
    return line_name(*row[:5]) if row[5] else covered_name(row[1], row[2])


def bought_on(tx: Tx, viewer: Viewer, now: datetime) -> Iterator[tuple[int, str, str, str, tuple[date, ...]]]:
    """Yield id, name, firm, segment and purchase days of each of the viewer's clients who may be sold to."""
    rows = tx.all(
        f"""SELECT {NAME}, p.contact_id, COALESCE(k.segment, ''), b.bought_on
            FROM position p {JOIN_CONTACT} JOIN purchase b ON b.contact_id = p.contact_id
            LEFT JOIN client k ON k.contact_id = p.contact_id
            WHERE p.stage = 'farming' AND p.owner_id = :me AND {sight.in_sight(viewer)}
              AND b.undone = 0 AND b.amount_minor > 0 AND {UNSOLD}
            ORDER BY p.contact_id""",
        sight.of(viewer, now),
    )
    for contact_id, every in groupby(rows, key=lambda row: int(row[5])):
        bought = list(every)
        first = bought[0]
        days = tuple(date.fromisoformat(row[7]) for row in bought)
        yield contact_id, line_name(*first[:5]), first[4], first[6], days


def buyers(
    tx: Tx, viewer: Viewer, now: datetime, start: date, end: date, since: date
) -> tuple[LastBuyer, ...]:
    """Return the viewer's clients who bought between two days, ends included, by their largest purchase.

    Who was really spoken to, or bought, from ``since`` on is left out; so is whom nobody sells to just now.
    """
    rows = tx.all(
        f"""SELECT {NAME}, p.contact_id, b.bought_on, b.what, b.amount_minor, b.currency
            FROM position p {JOIN_CONTACT} JOIN purchase b ON b.contact_id = p.contact_id
            LEFT JOIN client k ON k.contact_id = p.contact_id
            WHERE p.stage = 'farming' AND p.owner_id = :me AND {sight.in_sight(viewer)}
              AND b.undone = 0 AND b.amount_minor > 0 AND b.bought_on BETWEEN :start AND :end AND {UNSOLD}
              AND (k.last_contact_at IS NULL OR substr(k.last_contact_at, 1, 10) < :since)
              AND NOT EXISTS (SELECT 1 FROM purchase n WHERE n.contact_id = p.contact_id AND n.undone = 0
                              AND n.bought_on >= :since)
            ORDER BY b.amount_minor DESC, b.id""",
        sight.of(viewer, now, start=start.isoformat(), end=end.isoformat(), since=since.isoformat()),
    )
    found: dict[int, LastBuyer] = {}
    for row in rows:
        if row[5] not in found:
            found[row[5]] = LastBuyer(
                row[5], line_name(*row[:5]), date.fromisoformat(row[6]), row[7], row[8], row[9]
            )
    return tuple(sorted(found.values(), key=lambda one: (-one.amount_minor, one.name)))
