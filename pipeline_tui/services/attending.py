"""Presence: a desk says now and then that somebody sits at it, and reads what waits on the floor."""

from __future__ import annotations

from pipeline_tui.domain.floor import Floor, Present
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean
from pipeline_tui.services.messaging import waiting_in
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import floor, lists, own_rules, playbook_versions, standing, transfers, workspaces


def attend(shop: Shop, viewer: Viewer, place: str) -> None:
    """Store a sign of life of the viewer's desk; every 20 seconds, and at once when it is another desk."""
    now = shop.now()
    with shop.store.act() as tx:
        floor.attend(tx, viewer.operator_id, clean(place, limit=20), now)


def leave(shop: Shop, viewer: Viewer) -> None:
    """Store that the viewer sits at no desk any longer; a desk that dies is missed after a minute."""
    with shop.store.act() as tx:
        floor.leave(tx, viewer.operator_id)


def present(shop: Shop, viewer: Viewer) -> tuple[Present, ...]:
    """Return which colleagues are at their desks; states only, never whom they are talking to."""
    with shop.store.read() as tx:
        return floor.present(tx, shop.now())


def on_the_floor(shop: Shop, viewer: Viewer) -> Floor:
    """Return what others want of the viewer now: calls offered live, what waits, lists that are paused.

    Nothing is offered to who has a call or a pause; a contact in hand that was not dialled is no hindrance.
    """
    now = shop.now()
    with shop.store.read() as tx:
        offers = transfers.offered_to(tx, viewer, now)
        if offers and not floor.may_take(tx, viewer.operator_id, now):
            offers = ()
        paused = lists.paused(tx) if viewer.covers(Stage.SCOUTING) else ()
        shop.look_at_rules(tx)
        shop.look_at_workspace(tx)
        method, as_it_is = playbook_versions.news_of(tx, viewer.operator_id), standing.as_it_is(tx, viewer)
        waiting = waiting_in(tx, shop, viewer)
        settings = workspaces.settings_of(tx)
        return Floor(offers, waiting, paused, own_rules.unsettled(tx), method, as_it_is, settings)


def changes(shop: Shop) -> int:
    """Return a number that differs from the last one once anybody has committed; asked without a worker."""
    return shop.store.changes.version()
