"""The joints as managers read them: who gives to whom, and what is red all along the line."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pipeline_tui.domain.clocks import day_bounds
from pipeline_tui.domain.joint_report import Given, JointRow, joint_rows
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.red_list import Red, RedList
from pipeline_tui.domain.working_time import working_minutes
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.passing import SALE
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import joint_report, red_list
from pipeline_tui.storage.joint_report import StoredGiven

_EVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


def joints(
    shop: Shop, viewer: Viewer, start: date | None = None, end: date | None = None
) -> tuple[JointRow, ...]:
    """Return who gave what to whom between two days (shop's zone, ends included): one row for each pair.

    Hand-offs to oneself are no joint. The time to accept is counted in the shop's working time.
    """
    needs_manager(viewer)
    zone = shop.workspace.zone
    since = day_bounds(start, zone)[0] if start is not None else _EVER[0]
    until = day_bounds(end, zone)[1] if end is not None else _EVER[1]
    with shop.store.read() as tx:
        found = joint_report.given(tx, since, until)
    return joint_rows(_given(shop, one) for one in found)


def red(shop: Shop, viewer: Viewer) -> RedList:
    """Return what went past its time on every desk: counts, and the oldest lines with who has to act."""
    needs_manager(viewer)
    now, today = shop.now(), shop.today()
    with shop.store.read() as tx:
        slots, waiting = red_list.waiting(tx, now)
        found = {
            Red.CALLBACK: red_list.promised(tx, now),
            Red.SLOT: slots,
            Red.HAND_OFF: waiting,
            Red.CAME_BACK: red_list.came_back(tx, now),
            Red.DEAL: red_list.deals(tx, now, shop.playbook.deal_steps),
            Red.CHECK_IN: red_list.check_ins(tx, today, shop.workspace.zone),
        }
    lines = (line for _, oldest in found.values() for line in oldest)
    return RedList(
        tuple((kind, count) for kind, (count, _) in found.items() if count),
        tuple(sorted(lines, key=lambda one: (one.due, one.kind, one.id))),
    )


def _given(shop: Shop, one: StoredGiven) -> Given:
    minutes = None
    if one.state == "accepted" and one.answered_at is not None:
        minutes = working_minutes(one.given_at, one.answered_at, shop.hours, shop.workspace.zone, shop.closed)
    accepted = one.state == "accepted"
    return Given(
        one.from_stage,
        one.to_stage,
        one.giver,
        one.receiver,
        one.state,
        one.reason,
        won=accepted and one.deal == "won" and one.kind != SALE,
        repeat=accepted and one.repeated,
        minutes=minutes,
    )
