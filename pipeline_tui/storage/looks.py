"""The record of who looked at whom: a row for each colleague, person, card and day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pipeline_tui.domain.personal_data import Looked
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment, stamp

_SAME_LOOK = timedelta(minutes=15)
# In hand: what a claim, a call and their like say in the journal already.
_IN_HAND = "('claimed', 'taken', 'resumed', 'dialled', 'incoming', 'took_live')"


def note(tx: Tx, operator_id: int, contact_id: int, door: str, day: date, now: datetime) -> None:
    """Count a look."""
    tx.run(
        """INSERT INTO look (operator_id, contact_id, door, day, first_at, last_at, times)
           VALUES (:me, :contact, :door, :day, :at, :at, 1)
           ON CONFLICT DO UPDATE SET last_at = excluded.last_at, times = times + 1""",
        {"me": operator_id, "contact": contact_id, "door": door, "day": day.isoformat(), "at": stamp(now)},
    )


def lately(tx: Tx, operator_id: int, contact_id: int, door: str, day: date, now: datetime) -> bool:
    """Return whether the same card was read by the same person within the last minutes."""
    last = tx.value(
        """SELECT last_at FROM look WHERE operator_id = :me AND contact_id = :contact AND door = :door
           AND day = :day""",
        {"me": operator_id, "contact": contact_id, "door": door, "day": day.isoformat()},
    )
    return last is not None and abs(now - moment(last)) < _SAME_LOOK


def of(tx: Tx, contact_id: int) -> tuple[Looked, ...]:
    """Return who looked at a person, newest first; whoever asks is a manager."""
    rows = tx.all(
        f"""SELECT o.name, k.door, k.first_at, k.last_at, k.times
            FROM look k JOIN operator o ON o.id = k.operator_id WHERE k.contact_id = :contact
            UNION ALL
            SELECT o.name, 'in-hand', MIN(j.at), MAX(j.at), COUNT(*)
            FROM journal j JOIN operator o ON o.id = j.operator_id
            WHERE j.contact_id = :contact AND j.verb IN {_IN_HAND} GROUP BY j.operator_id, substr(j.at, 1, 10)
            ORDER BY 4 DESC, 1, 2""",
        {"contact": contact_id},
    )
    return tuple(Looked(row[0], row[1], moment(row[2]), moment(row[3]), row[4]) for row in rows)
