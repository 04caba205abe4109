"""One Today: everything due for an operator at the stages they work, gathered from each, put in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pipeline_tui.domain.clocks import day_bounds
from pipeline_tui.domain.deal_list import Due, due
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.today import Kind, Task, Today, today_of
from pipeline_tui.services import following_up, handing_off, knowing_clients, negotiating
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import answered_offers, lately, own_promises

_SPOKEN_TO = timedelta(days=14)  # who was asked so lately is not asked again why they buy no more


def today(shop: Shop, viewer: Viewer) -> Today:
    """Return what is due for the viewer until midnight, the most urgent first, and why."""
    tasks: list[Task] = []
    if viewer.covers(Stage.SCOUTING):
        tasks += _scouting(shop, viewer)
    if viewer.covers(Stage.HUNTING) or viewer.covers(Stage.FARMING):
        tasks += _offered(shop, viewer)
    if viewer.covers(Stage.HUNTING):
        tasks += _hunting(shop, viewer)
    if viewer.covers(Stage.FARMING):
        tasks += _farming(shop, viewer)
    return today_of(tasks, shop.now(), shop.workspace.zone)


def _scouting(shop: Shop, viewer: Viewer) -> Iterator[Task]:
    _, midnight = day_bounds(shop.today(), shop.workspace.zone)
    with shop.store.read() as tx:
        promised = own_promises.until(tx, viewer, midnight)
    for one in promised:
        back = one.kind in ("returned", "added")
        what = {"returned": "came back", "added": "added by you", "slot": "agreed slot"}
        yield Task(
            kind=Kind.RETURNED if back else Kind.PROMISE,
            stage=one.stage,
            contact_id=one.contact_id,
            name=one.name,
            what=what.get(one.kind, "promised call"),
            at=one.due,
            agreed=not back,
        )
    yield Task(Kind.QUEUE, Stage.SCOUTING, what="next new contact")


def _offered(shop: Shop, viewer: Viewer) -> Iterator[Task]:
    for offered in handing_off.inbox(shop, viewer):
        agreed = offered.slot_at is not None
        yield Task(
            kind=Kind.HAND_OFF,
            stage=offered.to_stage,
            contact_id=offered.contact_id,
            ref=offered.id,
            name=offered.name,
            what=f"from {offered.giver}",
            at=offered.slot_at if agreed else offered.limit_at,
            agreed=agreed,
            late=offered.waiting in ("team", "red"),
        )


def _hunting(shop: Shop, viewer: Viewer) -> Iterator[Task]:
    with shop.store.read() as tx:
        offers = answered_offers.answered(tx, viewer, shop.now())
    for one in offers:
        what = "approved: send it" if one.approved else "refused: write it anew"
        yield Task(
            kind=Kind.OFFER,
            stage=Stage.HUNTING,
            contact_id=one.contact_id,
            ref=one.deal_id,
            name=one.name,
            what=f"offer {one.number} {what}",
            at=one.at,
        )
    for deal in negotiating.deals(shop, viewer):
        wants = due(deal, shop.now(), shop.workspace.zone)
        if wants not in (Due.SNOOZED, Due.COMING):
            yield Task(
                kind=Kind.STEP,
                stage=Stage.HUNTING,
                contact_id=deal.contact_id,
                ref=deal.id,
                name=deal.name,
                what=deal.next_do or "no next step yet",
                at=deal.next_at,
            )


def _farming(shop: Shop, viewer: Viewer) -> Iterator[Task]:
    today = shop.today()
    planned = (*following_up.overdue(shop, viewer), *following_up.check_ins(shop, viewer, today, today))
    for one in planned:
        if one.state == "planned":
            yield Task(
                kind=Kind.CHECK_IN,
                stage=Stage.FARMING,
                contact_id=one.contact_id,
                ref=one.id,
                name=one.name,
                what=f"check-in, {one.segment} {one.days} days",
                at=one.due_at,
                on=one.due_on,
                agreed=one.due_at is not None,
            )
    midnight, _ = day_bounds(today, shop.workspace.zone)
    with shop.store.read() as tx:
        turned_to = lately.turned_to(tx, viewer, midnight)
        spoken_to = turned_to | lately.spoken_to(tx, viewer, shop.now() - _SPOKEN_TO)
    cares = knowing_clients.cares(shop, viewer)
    for name, complaint in cares.complaints:
        if complaint.contact_id in turned_to:
            continue
        yield Task(
            Kind.COMPLAINT,
            Stage.FARMING,
            complaint.contact_id,
            complaint.id,
            name,
            "open complaint",
            at=complaint.opened_at,
        )
    for coming in cares.occasions:
        if coming.due and coming.occasion.contact_id not in turned_to:
            what = " · ".join(part for part in (coming.occasion.what, coming.occasion.recipient) if part)
            yield Task(
                Kind.OCCASION,
                Stage.FARMING,
                coming.occasion.contact_id,
                name=coming.name,
                what=what,
                on=coming.on,
            )
    for line in cares.reorders:
        if line.contact_id in spoken_to:
            continue
        what = f"silent for {line.times:.1f} × their gap" if line.silent else "may buy again"
        yield Task(Kind.REORDER, Stage.FARMING, line.contact_id, name=line.name, what=what, on=line.due_on)
