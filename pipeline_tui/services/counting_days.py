"""The farmer's calendar counted: what stands on each day, and why nobody works on it."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline_tui.domain.agenda import DayOff
from pipeline_tui.domain.farming import DayCount
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.public_holidays import public_holiday
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import absences, calendars
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr


def month(shop: Shop, viewer: Viewer, year: int, month: int) -> tuple[DayCount, ...]:
    """Return the counts of every day of a month, as ``days`` does."""
    return days(shop, viewer, date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def days(shop: Shop, viewer: Viewer, start: date, end: date) -> tuple[DayCount, ...]:
    """Return how many check-ins stand on each of some days, ends included, and why a day is closed."""
    with shop.store.read() as tx:
        planned, done = calendars.day_counts(tx, viewer, shop.now(), start, end)
        closed = closed_days(tx, shop, viewer.operator_id, start, end)
    today, none = shop.today(), DayOff()
    return tuple(
        DayCount(
            day=day,
            planned=planned.get(day.isoformat(), 0) if day >= today else 0,
            overdue=planned.get(day.isoformat(), 0) if day < today else 0,
            done=done.get(day.isoformat(), 0),
            holiday=closed.get(day, none).holiday,
            away=closed.get(day, none).away,
            off=closed.get(day, none).off,
        )
        for day in _from(start, end)
    )


def closed_days(tx: Tx, shop: Shop, operator_id: int, start: date, end: date) -> dict[date, DayOff]:
    """Return the days, ends included, on which an operator does not work, and why."""
    absent = absences.between(tx, start, end, operator_id)
    at_home = shop.workspace
    every = {
        day: DayOff(
            holiday=public_holiday(day, at_home.country, language=at_home.language) or "",
            away=next((one.reason or tr("absent") for one in absent if one.covers(day)), ""),
            off=shop.day_off(day),
        )
        for day in _from(start, end)
    }
    return {day: why for day, why in every.items() if why.off or why.away}


def _from(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=number) for number in range((end - start).days + 1))
