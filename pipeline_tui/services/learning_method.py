"""Taking up a new version of the shop's method: a desk between two calls, a person by reading what is new."""

from __future__ import annotations

from pipeline_tui.domain.errors import NothingToDo
from pipeline_tui.domain.method_changes import changes
from pipeline_tui.domain.method_news import MethodInUse, MethodNews, NewInMethod
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.claiming import in_hand
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, playbook_versions
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr

READ = "playbook_read"


def take_up(shop: Shop, viewer: Viewer) -> MethodInUse:
    """Work by the version that holds now, in this program; never asked while a call is under way."""
    with shop.store.read() as tx:
        shop.look_at_playbook(tx)
    return MethodInUse(shop.method_number, shop.playbook, in_hand(shop, viewer))


def news(shop: Shop, viewer: Viewer) -> MethodNews:
    """Return which version holds, and which one the viewer knows."""
    with shop.store.read() as tx:
        return playbook_versions.news_of(tx, viewer.operator_id)


def what_is_new(shop: Shop, viewer: Viewer) -> NewInMethod:
    """Return what differs between the version that holds and the one the viewer knows.

    Raises NothingToDo when they are the same.
    """
    with shop.store.read() as tx:
        found = playbook_versions.news_of(tx, viewer.operator_id)
        if not found.unread:
            raise NothingToDo(
                tr("Nothing is new in the playbook"),
                tr("You know version {number}.", number=found.holds)
                if found.holds
                else tr("The shipped one holds."),
                tr("It is said here when a manager adopts another."),
            )
        by, at = playbook_versions.adopted_last(tx)
        before = playbook_versions.files_of(tx, found.known)
        after = playbook_versions.files_of(tx, found.holds)
    return NewInMethod(found.holds, found.known, by, at, changes(before, after))


def note_read(shop: Shop, viewer: Viewer, number: int, *, act: str) -> MethodNews:
    """Store that the viewer has read what is new in a version."""
    now = shop.now()
    with shop.store.act() as tx:
        if done_before(tx, viewer, act, READ) is None:
            playbook_versions.files_of(tx, number)  # refused when there is no such version
            playbook_versions.note_read(tx, viewer.operator_id, number, now)
            journal.append(tx, viewer.operator_id, READ, act, now, None, {"playbook": number})
        return playbook_versions.news_of(tx, viewer.operator_id)
