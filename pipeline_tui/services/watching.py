"""The manager's eyes: lists with what blocks them, and why nothing can be called."""

from __future__ import annotations

from types import MappingProxyType

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.clocks import day_bounds
from pipeline_tui.domain.crew import AtWork
from pipeline_tui.domain.desk import EmptyQueue
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shop import ListLine
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services.languages import foreign_to, unspoken
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import crew as stored_crew
from pipeline_tui.storage import list_counts, workspaces
from pipeline_tui.storage import lists as lists_of
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr


def lists(shop: Shop, viewer: Viewer) -> tuple[ListLine, ...]:
    """Return every list with its counts, by priority and name."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        return list_counts.list_lines(tx, shop.now(), unspoken(shop, tx))


def crew(shop: Shop, viewer: Viewer) -> tuple[AtWork, ...]:
    """Return everybody's day since midnight in the shop's zone, and what they have in hand."""
    needs_manager(viewer)
    midnight, _ = day_bounds(shop.today(), shop.workspace.zone)
    with shop.store.read() as tx:
        return stored_crew.crew(tx, midnight, shop.today(), shop.now())


def blockers(shop: Shop, viewer: Viewer) -> EmptyQueue:
    """Return what blocks the scouts' queue, counted, and when that changes; for scouts and managers."""
    if not viewer.is_manager and not viewer.covers(Stage.SCOUTING):
        raise Refused(
            tr("Not your stage"), tr("{name} works no queue.", name=viewer.name), tr("Ask the manager.")
        )
    with shop.store.read() as tx:
        return blocked_in(tx, shop, viewer)


def blocked_in(tx: Tx, shop: Shop, viewer: Viewer) -> EmptyQueue:
    """Return what blocks the scouts' queue as one transaction sees it."""
    foreign = foreign_to(shop, tx, viewer)
    counts = list_counts.queue_counts(tx, shop.now(), but_held_by=viewer.operator_id, foreign=foreign)
    stopped = lists_of.stopped(tx, counts)
    known = dict(workspaces.buckets(tx))
    open_now = set(shop.open_buckets(tx))
    blocked = dict(counts.blocked)
    changes = [(counts.next_due, "")] if counts.next_due else []
    for bucket_id, count in counts.ready.items():
        if bucket_id in open_now:
            continue
        bucket = known.get(bucket_id) if bucket_id is not None else None
        closed = Blocker.OUTSIDE_WINDOW if bucket and bucket.zones else Blocker.NO_ZONE
        blocked[closed] = blocked.get(closed, 0) + count
        opens = shop.next_opening(bucket) if bucket and bucket.zones else None
        if bucket and opens is not None:
            changes.append((opens, bucket.zones[0]))
    in_order = {blocker: blocked[blocker] for blocker in Blocker if blocker in blocked}
    opens_at, zone = min(changes, default=(None, ""))
    return EmptyQueue(MappingProxyType(in_order), opens_at, zone, stopped)
