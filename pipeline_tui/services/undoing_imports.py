"""Undoing an import of any size, as far as nobody has built on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pipeline_tui.domain.errors import NothingToDo, UsageTrouble
from pipeline_tui.domain.import_choices import Progress, Watch
from pipeline_tui.domain.loads import ImportUndone
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services import taking_loads_back
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.resuming_loads import finish_loads
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.taking_loads_back import UNDONE
from pipeline_tui.storage import loads, undo_loads
from pipeline_tui.storage.contact_writing import list_named
from pipeline_tui.storage.loads import Load
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.writer_lock import only_loader
from pipeline_tui.wording import tr


def undo_import(
    shop: Shop,
    viewer: Viewer,
    list_name: str,
    *,
    progress: Callable[[Progress], None] | None = None,
    act: str,
) -> ImportUndone:
    """Take back the newest import into a list, and say what went, what was put back and what stays.

    Killed in the middle, it is finished by whoever loads or undoes next. For managers.
    """
    needs_manager(viewer)
    name = clean(list_name, limit=80)
    with shop.store.read() as tx:
        if done := done_before(tx, viewer, act, UNDONE):
            return _told(name, done.detail)
    with only_loader(shop.store.path):
        finish_loads(shop, viewer)
        with shop.store.act() as tx:
            load = _newest(tx, name)
            loads.begin_undoing(tx, load, act, undo_loads.hide_list(tx, load))
        return _told(name, taking_loads_back.go_on(shop, viewer, load.id, Watch(progress)))


def _newest(tx: Tx, name: str) -> Load:
    list_id = list_named(tx, name)
    if list_id is None:
        raise UsageTrouble(
            tr('There is no list "{name}"', name=name),
            tr("Nothing was changed."),
            tr("lists show tells the names of all lists."),
        )
    load = loads.newest_standing(tx, list_id)
    if load is None:
        raise NothingToDo(
            tr("Nothing to take back"), tr('No import into "{name}" is on record that stands.', name=name)
        )
    return load


def _told(name: str, detail: Mapping[str, Any]) -> ImportUndone:
    return ImportUndone(
        detail["list"], name, detail["removed"], detail["restored"], detail["kept"], bool(detail["list_gone"])
    )
