"""The farmer's calendar counted: what stands on each day, and why nobody works on it."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from pipeline_tui.domain.farming import DayCount
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.public_holidays import public_holiday
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import absences, calendars


def month(shop: Shop, viewer: Viewer, year: int, month: int) -> tuple[DayCount, ...]:
    """Return the counts of every day of a month, as ``days`` does."""
    return days(shop, viewer, date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def days(shop: Shop, viewer: Viewer, start: date, end: date) -> tuple[DayCount, ...]:
    """Return how many check-ins stand on each of some days, ends included, and why a day is closed."""
    with shop.store.read() as tx:
        planned, done = calendars.day_counts(tx, viewer, shop.now(), start, end)
        absent = absences.between(tx, start, end, viewer.operator_id)
    today, at_home = shop.today(), shop.workspace
    return tuple(
        DayCount(
            day=day,
            planned=planned.get(day.isoformat(), 0) if day >= today else 0,
            overdue=planned.get(day.isoformat(), 0) if day < today else 0,
            done=done.get(day.isoformat(), 0),
            holiday=public_holiday(day, at_home.country, language=at_home.language) or "",
            away=next((one.reason or "absent" for one in absent if one.covers(day)), ""),
            off=shop.day_off(day),
        )
        for day in (start + timedelta(days=number) for number in range((end - start).days + 1))
    )
