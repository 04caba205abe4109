"""Counts what one operator did, day by day; every statement goes by the operator's own index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from pipeline_tui.domain.clocks import day_bounds, instant, local_day
from pipeline_tui.domain.own_figures import WORKED_DAYS, Became, Counts, Rung, Usual, usual_of
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import moment, stamp

_OWN = "operator_id = :me AND counts = 1 AND undone = 0"
_LAST_BEFORE = f"""SELECT dialled_at FROM call WHERE {_OWN} AND dialled_at < :before
  ORDER BY dialled_at DESC LIMIT 1"""
_COUNTS = f"""SELECT COUNT(*), COALESCE(SUM(reached), 0) FROM call
  WHERE {_OWN} AND dialled_at >= :start AND dialled_at < :end"""
_HANDED_OFF = """SELECT COUNT(*) FROM hand_off
  WHERE giver_id = :me AND given_at >= :start AND given_at < :end AND state <> 'undone'"""
_RUNG = f"""SELECT dialled_at, reached, outcome_at FROM call
  WHERE {_OWN} AND dialled_at >= :start AND dialled_at < :end ORDER BY dialled_at, id"""
_BECAME = """SELECT h.state,
    (SELECT d.state FROM deal d WHERE d.contact_id = h.contact_id AND d.hand_off_id = h.id
     ORDER BY d.id DESC LIMIT 1)
  FROM hand_off h WHERE h.giver_id = :me AND h.given_at >= :start AND h.given_at < :end
    AND h.state <> 'undone'"""


def days_worked(tx: Tx, operator_id: int, before: date, zone: str) -> tuple[date, ...]:
    """Return the last days before one on which the operator dialled, newest first: a look-up for each."""
    found: list[date] = []
    day = before
    while len(found) < WORKED_DAYS:
        at = tx.value(_LAST_BEFORE, {"me": operator_id, "before": stamp(day_bounds(day, zone)[0])})
        if at is None:
            break
        day = local_day(moment(at), zone)
        found.append(day)
    return tuple(found)


def counts(tx: Tx, operator_id: int, start: datetime, end: datetime) -> Counts:
    """Return what was done from ``start`` until before ``end`` (UTC)."""
    told = {"me": operator_id, "start": stamp(start), "end": stamp(end)}
    calls, reached = tx.one(_COUNTS, told) or (0, 0)
    return Counts(calls, reached, int(tx.value(_HANDED_OFF, told)))


def usual_by(tx: Tx, operator_id: int, days: Sequence[date], clock: time | None, zone: str) -> Usual | None:
    """Return the medians of some days until a time on the zone's clock; None counts whole days."""
    counted = []
    for day in days:
        start, end = day_bounds(day, zone)
        if clock is not None:
            end = instant(datetime.combine(day, clock), zone)
        counted.append(counts(tx, operator_id, start, end))
    return usual_of(counted)


def rung(tx: Tx, operator_id: int, start: datetime, end: datetime) -> tuple[Rung, ...]:
    """Return the operator's calls from ``start`` until before ``end`` (UTC), oldest first."""
    rows = tx.all(_RUNG, {"me": operator_id, "start": stamp(start), "end": stamp(end)})
    return tuple(_rung(row[0], row[1], row[2]) for row in rows)


def handed_off(tx: Tx, operator_id: int, start: datetime, end: datetime) -> int:
    """Return how many contacts were handed off from ``start`` until before ``end`` (UTC)."""
    return int(tx.value(_HANDED_OFF, {"me": operator_id, "start": stamp(start), "end": stamp(end)}))


def became(tx: Tx, operator_id: int, start: datetime, end: datetime) -> Became:
    """Return what became of the hand-offs given from ``start`` until before ``end`` (UTC)."""
    states = [
        "won" if deal == "won" else state
        for state, deal in tx.all(_BECAME, {"me": operator_id, "start": stamp(start), "end": stamp(end)})
    ]
    return Became(*(states.count(word) for word in ("waiting", "accepted", "returned", "won")))


def _rung(dialled_at: str, reached: int, outcome_at: str | None) -> Rung:
    at = moment(dialled_at)
    seconds = int((moment(outcome_at) - at).total_seconds()) if outcome_at else None
    return Rung(at, bool(reached), seconds)
