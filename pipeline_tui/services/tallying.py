"""Counting one's own day; a manager may ask for somebody else's figures, and for nothing but figures."""

from __future__ import annotations

from datetime import date, datetime

from pipeline_tui.domain.best_hour import best_hours
from pipeline_tui.domain.clocks import day_bounds
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.own_figures import ENOUGH_DAYS, DayFigures, OwnDay, day_of, hours_of, middle
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.best_hours import reach_of
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.signing_in import who
from pipeline_tui.storage import own_figures, pauses
from pipeline_tui.storage.reach import read_reach
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr


def own_day(shop: Shop, viewer: Viewer, *, day: date | None = None, of: str | None = None) -> OwnDay:
    """Return the figures of a day, today without one; ``of`` names another person, for managers."""
    now, zone, today = shop.now(), shop.workspace.zone, shop.today()
    me, name = viewer.operator_id, viewer.name
    if of is not None:
        person = who(shop, of)
        if person.id != me:
            needs_manager(viewer)
        me, name = person.id, person.name
    asked = day or today
    if asked > today:
        raise UsageTrouble(
            tr("That day has not come yet"),
            tr("Today is {today}.", today=today),
            tr("Give today or an earlier day."),
        )
    kept = reach_of(shop, viewer) if me == viewer.operator_id else None
    with shop.store.read() as tx:
        days = own_figures.days_worked(tx, me, asked, zone)
        start, end = day_bounds(asked, zone)
        rung = own_figures.rung(tx, me, start, end)
        clock = now.astimezone(shop.zone).time() if asked == today else None
        week = tuple(_whole(tx, me, one, zone) for one in reversed(days))
        best = best_hours(kept or read_reach(tx, me, now))
        return OwnDay(
            who=name,
            day=day_of(
                asked, rung, own_figures.handed_off(tx, me, start, end), _paused(tx, me, start, min(end, now))
            ),
            until=now if asked == today else None,
            usual=own_figures.usual_by(tx, me, days, clock, zone),
            usual_handling=middle((one.handling for one in week), least=ENOUGH_DAYS),
            usual_paused=middle((one.paused for one in week), least=ENOUGH_DAYS),
            hours=hours_of(rung, zone),
            days=week,
            best_part=best[0] if best else "",
            best_rate=best[1] if best else None,
            hand_offs=own_figures.became(tx, me, day_bounds(days[-1], zone)[0] if days else start, end),
        )


def _whole(tx: Tx, me: int, day: date, zone: str) -> DayFigures:
    start, end = day_bounds(day, zone)
    rung = own_figures.rung(tx, me, start, end)
    return day_of(day, rung, own_figures.handed_off(tx, me, start, end), _paused(tx, me, start, end))


def _paused(tx: Tx, me: int, start: datetime, end: datetime) -> int:
    """Return for how many seconds of a stretch the operator paused."""
    return sum(one.seconds(end, start) for one in pauses.since(tx, me, start))
