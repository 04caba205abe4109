"""One Today: everything due for an operator at the stages they work, gathered from each, put in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pipeline_tui.domain.caring import Complaint, ReorderLine
from pipeline_tui.domain.clocks import day_bounds
from pipeline_tui.domain.deal_list import Due, due
from pipeline_tui.domain.farming import CheckIn
from pipeline_tui.domain.hunting import Deal, HandOff
from pipeline_tui.domain.occasions import Coming
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.today import Kind, Task, Today, today_of
from pipeline_tui.services import following_up, handing_off, knowing_clients, negotiating
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import answered_offers, lately, own_promises
from pipeline_tui.storage.answered_offers import AnsweredOffer
from pipeline_tui.storage.own_promises import OwnPromise
from pipeline_tui.wording import tr

_SPOKEN_TO = timedelta(days=14)  # who was asked so lately is not asked again why they buy no more


def today(shop: Shop, viewer: Viewer) -> Today:
    """Return what is due for the viewer until midnight, the most urgent first, and why."""
    tasks: list[Task] = []
    if viewer.covers(Stage.SCOUTING):
        tasks += _scouting(shop, viewer)
    if viewer.covers(Stage.HUNTING) or viewer.covers(Stage.FARMING):
        tasks += map(_handed, handing_off.inbox(shop, viewer))
    if viewer.covers(Stage.HUNTING):
        tasks += _hunting(shop, viewer)
    if viewer.covers(Stage.FARMING):
        tasks += _farming(shop, viewer)
    return today_of(tasks, shop.now(), shop.workspace.zone)


def _scouting(shop: Shop, viewer: Viewer) -> Iterator[Task]:
    _, midnight = day_bounds(shop.today(), shop.workspace.zone)
    with shop.store.read() as tx:
        promised = own_promises.until(tx, viewer, midnight)
    yield from map(_promise, promised)
    yield Task(Kind.QUEUE, Stage.SCOUTING, what=tr("next new contact"))


def _hunting(shop: Shop, viewer: Viewer) -> Iterator[Task]:
    with shop.store.read() as tx:
        offers = answered_offers.answered(tx, viewer, shop.now())
    yield from map(_offer, offers)
    for deal in negotiating.deals(shop, viewer):
        if due(deal, shop.now(), shop.workspace.zone) not in (Due.SNOOZED, Due.COMING):
            yield _step(deal)


def _farming(shop: Shop, viewer: Viewer) -> Iterator[Task]:
    today = shop.today()
    midnight, _ = day_bounds(today, shop.workspace.zone)
    with shop.store.read() as tx:
        turned_to = lately.turned_to(tx, viewer, midnight)
        spoken_to = turned_to | lately.spoken_to(tx, viewer, shop.now() - _SPOKEN_TO)
    planned = (*following_up.overdue(shop, viewer), *following_up.check_ins(shop, viewer, today, today))
    yield from (_check_in(one) for one in planned if one.state == "planned")
    cares = knowing_clients.cares(shop, viewer)
    for name, complaint in cares.complaints:
        if complaint.contact_id not in turned_to:
            yield _complaint(name, complaint)
    yield from (
        _occasion(one) for one in cares.occasions if one.due and one.occasion.contact_id not in turned_to
    )
    yield from (_reorder(one) for one in cares.reorders if one.contact_id not in spoken_to)


# one record, one task


def _promise(one: OwnPromise) -> Task:
    back = one.kind in ("returned", "added")
    what = {"returned": tr("came back"), "added": tr("added by you"), "slot": tr("agreed slot")}
    return Task(
        Kind.RETURNED if back else Kind.PROMISE,
        one.stage,
        one.contact_id,
        name=one.name,
        what=what.get(one.kind, tr("promised call")),
        at=one.due,
        agreed=not back,
    )


def _handed(one: HandOff) -> Task:
    agreed = one.slot_at is not None
    return Task(
        Kind.HAND_OFF,
        one.to_stage,
        one.contact_id,
        one.id,
        one.name,
        tr("from {giver}", giver=one.giver),
        at=one.slot_at if agreed else one.limit_at,
        agreed=agreed,
        late=one.waiting in ("team", "red"),
    )


def _offer(one: AnsweredOffer) -> Task:
    what = tr("approved: send it") if one.approved else tr("refused: write it anew")
    told = tr("offer {number} {what}", number=one.number, what=what)
    return Task(Kind.OFFER, Stage.HUNTING, one.contact_id, one.deal_id, one.name, told, at=one.at)


def _step(deal: Deal) -> Task:
    what = deal.next_do or tr("no next step yet")
    return Task(Kind.STEP, Stage.HUNTING, deal.contact_id, deal.id, deal.name, what, at=deal.next_at)


def _check_in(one: CheckIn) -> Task:
    return Task(
        Kind.CHECK_IN,
        Stage.FARMING,
        one.contact_id,
        one.id,
        one.name,
        tr("check-in, {segment} {days} days", segment=one.segment, days=one.days),
        at=one.due_at,
        on=one.due_on,
        agreed=one.due_at is not None,
    )


def _complaint(name: str, one: Complaint) -> Task:
    what = tr("open complaint")
    return Task(Kind.COMPLAINT, Stage.FARMING, one.contact_id, one.id, name, what, at=one.opened_at)


def _occasion(one: Coming) -> Task:
    kept = one.occasion
    what = " · ".join(part for part in (kept.what, kept.recipient) if part)
    return Task(Kind.OCCASION, Stage.FARMING, kept.contact_id, name=one.name, what=what, on=one.on)


def _reorder(one: ReorderLine) -> Task:
    what = tr("silent for {times:.1f} × their gap", times=one.times) if one.silent else tr("may buy again")
    return Task(Kind.REORDER, Stage.FARMING, one.contact_id, name=one.name, what=what, on=one.due_on)
