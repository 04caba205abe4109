"""Slots in the hunters' diaries: when one may be agreed, and agreeing it inside a hand-off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache

from pipeline_tui.domain.absences import away_on
from pipeline_tui.domain.calling_gate import bucket_for, open_now
from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.diaries import DAYS, MINUTES, Slot, clear, grid, nearest, within_hours
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.time_phrases import describe
from pipeline_tui.services import receiving
from pipeline_tui.services.claiming import needs_stage
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import absences, diaries, holds, people
from pipeline_tui.storage.facts import gather
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import spoken, tr

MayRing = Callable[[datetime], bool]
_LOOK_BACK = timedelta(days=1)  # nearest times are looked for on the day before too


def free_slots(
    shop: Shop, viewer: Viewer, hunter: str | None = None, *, days: int = DAYS, minutes: int = MINUTES
) -> tuple[Slot, ...]:
    """Return when a hunter is free, or for each time some hunter who is, on the shop's next working days.

    With a contact in the viewer's hand only times at which it may be rung. What fills a diary is never told.
    """
    needs_stage(viewer, Stage.SCOUTING)
    now = shop.now()
    with shop.store.read() as tx:
        named = receiving.named_receiver(tx, shop, hunter, Stage.HUNTING) if hunter else None
        held = holds.current(tx, viewer.operator_id)
        may_ring = _window(tx, shop, held.contact_id if held is not None else None)
        hunters = (named,) if named is not None else _hunters(tx, shop)
        return _slots(tx, shop, hunters, now, days, minutes, may_ring)


def open_diaries(shop: Shop, viewer: Viewer) -> tuple[Slot, ...]:
    """Return when each hunter is free on the next working days, the least busy one's times first."""
    needs_stage(viewer, Stage.SCOUTING)
    now = shop.now()
    with shop.store.read() as tx:
        held = holds.current(tx, viewer.operator_id)
        may_ring = cache(_window(tx, shop, held.contact_id if held is not None else None))
        return tuple(
            slot
            for one in _hunters(tx, shop)
            for slot in _slots(tx, shop, (one,), now, DAYS, MINUTES, may_ring)
        )


def agree(
    tx: Tx, shop: Shop, contact_id: int, hunter: Operator | None, at: datetime, minutes: int = MINUTES
) -> Operator:
    """Return whose diary has room at a time (UTC), inside the act that books it.

    Raises Refused, with the nearest free times, when the shop is closed, the contact may not be rung or the
    time is taken by then.
    """
    may_ring = _window(tx, shop, contact_id)
    hunters = (hunter,) if hunter is not None else _hunters(tx, shop)
    now, zone = shop.now(), shop.workspace.zone
    why = ""
    if at <= now:
        why = tr("That time has passed")
    elif not within_hours(at, minutes, shop.hours, zone, shop.closed):
        why = tr("The shop is closed at that time")
    elif not may_ring(at):
        why = tr("We may not ring them at that time")
    else:
        away = absences.absent_on(tx, local_day(at, zone))
        for one in hunters:
            if one.id not in away and clear(at, minutes, diaries.taken(tx, one.id, at, at)):
                return one
        taken = tr("is absent that day") if hunter and hunter.id in away else tr("is taken at that time")
        why = f"{hunter.name} {taken}" if hunter else tr("Nobody is free at that time")
    start = max(now, at - _LOOK_BACK)
    near = nearest(at, _slots(tx, shop, hunters, start, DAYS, minutes, may_ring))
    shown = ", ".join(describe(one.at, zone, zone, now, spoken()) for one in near)
    raise Refused(
        why,
        tr("Nearest free: {shown}.", shown=shown)
        if shown
        else tr("Nothing is free within five working days."),
        tr("Agree one of these, or hand off without a time."),
        {"needs": "slot", "nearest": [one.at for one in near]},
    )


def _slots(
    tx: Tx,
    shop: Shop,
    hunters: Sequence[Operator],
    start: datetime,
    days: int,
    minutes: int,
    may_ring: MayRing,
) -> tuple[Slot, ...]:
    times = list(grid(start, days, minutes, shop.hours, shop.workspace.zone, shop.closed))
    if not times:
        return ()
    zone = shop.workspace.zone
    taken = {one.id: diaries.taken(tx, one.id, times[0], times[-1]) for one in hunters}
    away = absences.between(tx, local_day(times[0], zone), local_day(times[-1], zone))
    found: list[Slot] = []
    for at in times:
        absent = away_on(away, local_day(at, zone))
        there = (one for one in hunters if one.id not in absent)
        who = next((one for one in there if clear(at, minutes, taken[one.id])), None)
        if who is not None and may_ring(at):
            found.append(Slot(who.name, at, minutes))
    return tuple(found)


def _hunters(tx: Tx, shop: Shop) -> tuple[Operator, ...]:
    """Return who works the next stage and is not absent today, those with the fewest contacts first."""
    load = people.load(tx, Stage.HUNTING)
    there = receiving.present(tx, shop, Stage.HUNTING)
    return tuple(sorted(there, key=lambda one: (load.get(one.id, 0), one.id)))


def _window(tx: Tx, shop: Shop, contact_id: int | None) -> MayRing:
    """Return the calling window of a contact: the slot is a promise to ring, so it must be allowed then."""
    if contact_id is None:
        return lambda _at: True
    facts = gather(tx, contact_id, shop.now(), shop.workspace.secret)
    rules = shop.rules(facts.country)
    buckets = [
        bucket_for(one) for one in facts.candidates if one.number is not None and not one.number.suppressed
    ]
    return lambda at: any(open_now(bucket, rules, at) for bucket in buckets)
