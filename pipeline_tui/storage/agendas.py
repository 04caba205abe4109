"""What stands in an operator's agenda: next steps, promised slots and calls, check-ins."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pipeline_tui.domain.agenda import CALLBACK, CHECK_IN, NEXT_STEP, SLOT, Appointment
from pipeline_tui.domain.clocks import instant_on
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import sight
from pipeline_tui.storage.contact_lines import JOIN_CONTACT, NAME, line_name
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.types import epoch, from_epoch, moment, stamp

MOST = 400  # of a kind

_NEXT_STEPS = f"""SELECT {NAME}, d.id, d.contact_id, d.next_at, d.next_do, d.version, '{NEXT_STEP}'
  FROM deal d JOIN position p ON p.contact_id = d.contact_id {JOIN_CONTACT}
  WHERE d.owner_id = :me AND d.state = 'open' AND d.next_at >= :from_at AND d.next_at < :to_at
    AND {{sight}} ORDER BY d.next_at, d.id LIMIT :most"""
# The receiver is told who comes: the same people stand in their inbox.
_SLOTS = f"""SELECT {NAME}, h.id, h.contact_id, h.slot_at, '', 1, '{SLOT}'
  FROM hand_off h JOIN position p ON p.contact_id = h.contact_id {JOIN_CONTACT}
  WHERE h.receiver_id = :me AND h.state = 'waiting' AND {{stages}} AND h.slot_at >= :from_at
    AND h.slot_at < :to_at ORDER BY h.slot_at, h.id LIMIT :most"""
_CALLBACKS = f"""SELECT {NAME}, p.contact_id, p.contact_id, p.promise_due, '', 1, '{CALLBACK}'
  FROM position p {JOIN_CONTACT}
  WHERE p.promise_owner = :me AND p.promise IN ('callback', 'exact') AND p.promise_due >= :from_epoch
    AND p.promise_due < :to_epoch ORDER BY p.promise_due, p.contact_id LIMIT :most"""
_CHECK_INS = f"""SELECT {NAME}, k.id, k.contact_id, k.due_at, '', k.version, '{CHECK_IN}', k.due_on
  FROM check_in k JOIN position p ON p.contact_id = k.contact_id {JOIN_CONTACT}
  WHERE k.state = 'planned' AND k.owner_id = :me AND k.due_on BETWEEN :start AND :end AND {{sight}}
  ORDER BY k.due_on, k.due_at IS NULL, k.due_at, c.last_name, k.id LIMIT :most"""


def between(
    tx: Tx, viewer: Viewer, now: datetime, start: date, end: date, zone: str, minutes: int, most: int = MOST
) -> tuple[tuple[Appointment, ...], bool]:
    """Return what stands on some days of the shop's zone, ends included, and whether more was left out."""
    begins, ends = instant_on(start, 0, zone), instant_on(end + timedelta(days=1), 0, zone)
    named = sight.of(
        viewer,
        now,
        start=start.isoformat(),
        end=end.isoformat(),
        from_at=stamp(begins),
        to_at=stamp(ends),
        from_epoch=epoch(begins),
        to_epoch=epoch(ends),
        most=most + 1,
    )
    mine = sight.in_sight(viewer)
    stages = sight.stages_in("h.to_stage", viewer.stages)
    found: list[Appointment] = []
    more = False
    for sql in (
        _NEXT_STEPS.format(sight=mine),
        _SLOTS.format(stages=stages),
        _CALLBACKS,
        _CHECK_INS.format(sight=mine),
    ):
        rows = tx.all(sql, named)
        more |= len(rows) > most
        found += [_appointment(row, now, ZoneInfo(zone), minutes) for row in rows[:most]]
    return tuple(found), more


def _appointment(row: Row, now: datetime, zone: ZoneInfo, minutes: int) -> Appointment:
    number, contact_id, when, do, version, kind = row[5:11]
    if kind == CALLBACK:
        at: datetime | None = from_epoch(when)
    else:
        at = moment(when) if when else None
    today = now.astimezone(zone).date()
    on = date.fromisoformat(row[11]) if kind == CHECK_IN else (at or now).astimezone(zone).date()
    return Appointment(
        kind=kind,
        id=number,
        contact_id=contact_id,
        name=line_name(*row[:5]),
        firm=row[4],
        on=on,
        at=at,
        minutes=minutes,
        do=do,
        overdue=at <= now if at is not None else on < today,
        version=version,
    )
