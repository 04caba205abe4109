"""Reads what is red on every desk, for managers: counted by kind, and the oldest lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from pipeline_tui.domain.clocks import day_bounds
from pipeline_tui.domain.hand_over import Waiting, waiting_state
from pipeline_tui.domain.playbook import DealStep
from pipeline_tui.domain.red_list import BACK_FOR, MOST_OF_A_KIND, Red, RedLine
from pipeline_tui.storage import callbacks
from pipeline_tui.storage.contact_lines import NAME, line_name
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment, stamp

Found = tuple[int, tuple[RedLine, ...]]  # how many there are, and the oldest

_CONTACT = "JOIN contact c ON c.id = x.contact_id LEFT JOIN firm f ON f.id = c.firm_id"
_WAITING = f"""SELECT {NAME}, x.id, x.contact_id, x.given_at, x.limit_at, x.slot_at, COALESCE(o.name, '')
  FROM hand_off x {_CONTACT} LEFT JOIN operator o ON o.id = x.receiver_id
  WHERE x.state = 'waiting' AND (x.limit_at <= :now OR x.slot_at <= :now)"""
_CAME_BACK = f"""SELECT {NAME}, x.id, x.contact_id, x.answered_at, o.name
  FROM hand_off x {_CONTACT} JOIN position p ON p.contact_id = x.contact_id
  JOIN operator o ON o.id = p.owner_id
  WHERE x.state = 'returned' AND x.from_stage = 'hunting' AND p.stage = 'hunting' AND x.answered_at <= :before
  AND x.id = (SELECT MAX(y.id) FROM hand_off y WHERE y.contact_id = x.contact_id AND y.state <> 'undone')
  AND NOT EXISTS (SELECT 1 FROM deal d WHERE d.contact_id = x.contact_id AND d.state = 'open')
  ORDER BY x.answered_at, x.id"""
_DEALS = "FROM deal x JOIN operator o ON o.id = x.owner_id WHERE x.state = 'open' AND ({red})"
_AWAKE = "(x.snoozed_until IS NULL OR x.snoozed_until <= :now)"
_CHECK_INS = """FROM check_in x JOIN position p ON p.contact_id = x.contact_id AND p.stage = 'farming'
  WHERE x.state = 'planned' AND x.due_on < :today"""


def promised(tx: Tx, now: datetime) -> Found:
    """Return the promised calls that are an hour late and in nobody's hand."""
    late = callbacks.late(tx, now)
    lines = tuple(
        RedLine(Red.CALLBACK, one.contact_id, one.contact_id, one.name, one.due, one.owner)
        for one in late[:MOST_OF_A_KIND]
    )
    return len(late), lines


def waiting(tx: Tx, now: datetime) -> tuple[Found, Found]:
    """Return the agreed times that passed, and the other hand-offs the team left past their limit."""
    slots, late = list[RedLine](), list[RedLine]()
    for *name, id_, contact_id, given, limit, slot, who in tx.all(_WAITING, {"now": stamp(now)}):
        limit_at, slot_at = moment(limit) if limit else None, moment(slot) if slot else None
        if slot_at is not None and slot_at <= now:
            slots.append(RedLine(Red.SLOT, id_, contact_id, line_name(*name), slot_at, who))
        elif limit_at is not None and waiting_state(moment(given), limit_at, now) is Waiting.RED:
            late.append(RedLine(Red.HAND_OFF, id_, contact_id, line_name(*name), limit_at, who))
    return _oldest(slots), _oldest(late)


def came_back(tx: Tx, now: datetime) -> Found:
    """Return what hunters were given back a while ago and have not handed over again."""
    rows = tx.all(_CAME_BACK, {"before": stamp(now - BACK_FOR)})
    return _oldest(
        [RedLine(Red.CAME_BACK, row[5], row[6], line_name(*row[:5]), moment(row[7]), row[8]) for row in rows]
    )


def deals(tx: Tx, now: datetime, steps: Sequence[DealStep]) -> Found:
    """Return the open deals without a next step, and those longer in a step than the playbook allows.

    One that was put off with a reason is silent until its date.
    """
    asks = {
        f"since{place}": stamp(now - timedelta(days=step.days_allowed)) for place, step in enumerate(steps)
    }
    asks |= {f"step{place}": step.code for place, step in enumerate(steps)}
    stood = [f"(x.step = :step{place} AND x.step_since < :since{place})" for place in range(len(steps))]
    bare = "(x.next_at IS NULL OR x.next_do = '')"
    asks["now"] = stamp(now)
    found = f"{_DEALS.format(red=' OR '.join((bare, *stood)))} AND {_AWAKE}"
    rows = tx.all(
        f"""SELECT {NAME}, z.id, z.contact_id, z.step, z.step_since, z.bare, z.who FROM (
              SELECT x.id, x.contact_id, x.step, x.step_since, {bare} AS bare, o.name AS who {found}
              ORDER BY x.step_since, x.id LIMIT {MOST_OF_A_KIND}) z
            {_CONTACT.replace("x.contact_id", "z.contact_id")} ORDER BY z.step_since, z.id""",
        asks,
    )
    allowed = {step.code: timedelta(days=step.days_allowed) for step in steps}
    lines = []
    for *name, id_, contact_id, step, since, without, who in rows:
        due = moment(since) + (timedelta() if without else allowed.get(step, timedelta()))
        why = "no-next-step" if without else step
        lines.append(RedLine(Red.DEAL, id_, contact_id, line_name(*name), due, who, why))
    return int(tx.value(f"SELECT COUNT(*) {found}", asks)), tuple(lines)


def check_ins(tx: Tx, today: date, zone: str) -> Found:
    """Return the planned check-ins whose day has passed."""
    asks = {"today": today.isoformat()}
    rows = tx.all(
        f"""SELECT {NAME}, z.id, z.contact_id, z.due_on, COALESCE(o.name, '') FROM (
              SELECT x.id, x.contact_id, x.due_on, p.owner_id {_CHECK_INS}
              ORDER BY x.due_on, x.id LIMIT {MOST_OF_A_KIND}) z
            {_CONTACT.replace("x.contact_id", "z.contact_id")} LEFT JOIN operator o ON o.id = z.owner_id
            ORDER BY z.due_on, z.id""",
        asks,
    )
    lines = tuple(
        RedLine(
            Red.CHECK_IN,
            row[5],
            row[6],
            line_name(*row[:5]),
            day_bounds(date.fromisoformat(row[7]), zone)[1],
            row[8],
        )
        for row in rows
    )
    return int(tx.value(f"SELECT COUNT(*) {_CHECK_INS}", asks)), lines


def _oldest(lines: list[RedLine]) -> Found:
    return len(lines), tuple(sorted(lines, key=lambda one: (one.due, one.id))[:MOST_OF_A_KIND])
