"""Which day is proposed for a client's next check-in: by the rhythm, when its farmer works and has room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.playbook import CheckInOutcome
from pipeline_tui.domain.rhythm import (
    Closed,
    Proposal,
    days_aside,
    first_check_in,
    freer_day,
    next_check_in,
    open_day,
    patience,
    retry_after_nobody,
)
from pipeline_tui.services import segmenting
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import absences, calendars, clients
from pipeline_tui.storage.store import Tx

_TOMORROW = timedelta(days=1)
_Choose = Callable[[Closed], date]


def proposal(tx: Tx, shop: Shop, contact_id: int, farmer_id: int, ended: CheckInOutcome) -> Proposal:
    """Return what is proposed after a check-in that ends so, today.

    Reached: by the rhythm from now on, a full day giving way. Nobody reached: sooner, with patience that
    grows with every try in vain; the rhythm still counts from the last real contact.
    """
    today, known = shop.today(), clients.client(tx, contact_id)
    days = shop.playbook.segment(segmenting.today_in(tx, shop, contact_id)).days
    if ended.reached:
        return by_rhythm(tx, shop, contact_id, farmer_id, today, days, today + _TOMORROW)
    vain = frozenset(one.code for one in shop.playbook.check_in_outcomes if not one.reached)
    tries = 1 + calendars.tries_in_vain(tx, contact_id, vain, known.last_contact if known else None)
    day = _on_open_day(
        tx,
        shop,
        farmer_id,
        lambda closed: retry_after_nobody(today, patience(ended.retry_days, tries, days), closed),
    )
    return Proposal(day, day, tries=tries, telling=tries >= ended.tell_after)


def by_rhythm(
    tx: Tx, shop: Shop, contact_id: int, farmer_id: int, last: date, days: int, earliest: date
) -> Proposal:
    """Return the day so many days after a contact, the nearest one with room where that one is full."""
    wished = _on_open_day(tx, shop, farmer_id, lambda closed: next_check_in(last, days, earliest, closed))
    aside = days_aside(days)
    if not aside:
        return Proposal(wished, wished)
    standing = calendars.standing(
        tx,
        farmer_id,
        wished - timedelta(days=aside),
        wished + timedelta(days=aside),
        but_contact=contact_id,
    )
    closed = closed_for(tx, shop, farmer_id)
    day = freer_day(wished, aside, standing, shop.playbook.check_ins_a_day, earliest, closed)
    return Proposal(day, wished, standing.get(wished, 0) if day != wished else 0)


def first(tx: Tx, shop: Shop, farmer_id: int | None, after: date) -> date:
    """Return the day of the first check-in after a purchase or its delivery."""
    days, today = shop.playbook.first_check_in_days, shop.today()
    return _on_open_day(tx, shop, farmer_id, lambda closed: first_check_in(after, days, today, closed))


def worked_day(tx: Tx, shop: Shop, farmer_id: int | None, day: date) -> date:
    """Return the day itself when its farmer works on it, else the next one."""
    return _on_open_day(tx, shop, farmer_id, lambda closed: open_day(day, closed))


def closed_for(tx: Tx, shop: Shop, operator_id: int) -> Closed:
    """Return what tells the days on which an operator does not work: closed for all, or absent."""
    away = absences.between(tx, shop.today(), None, operator_id)
    return lambda day: shop.day_off(day) or any(one.covers(day) for one in away)


def _on_open_day(tx: Tx, shop: Shop, farmer_id: int | None, choose: _Choose) -> date:
    """Return a day the farmer works on; with none yet, or an absence without end, one the shop is open on."""
    if farmer_id is None:
        return choose(shop.day_off)
    try:
        return choose(closed_for(tx, shop, farmer_id))
    except Refused:
        return choose(shop.day_off)
