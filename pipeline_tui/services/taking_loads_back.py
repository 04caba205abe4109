"""Taking a load out again in short acts: new contacts go, changed ones are put back.

Contacts that somebody has worked on since stay as they are, and are counted.
"""

from __future__ import annotations

import sys

from pipeline_tui.domain.import_choices import Phase, Watch
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.pacing import Pace
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, load_changes, loads, undo_loads
from pipeline_tui.storage.loads import Load

UNDONE = "import_undone"
_AT_ONCE = 500
_CHANGED_AT_ONCE = 60
_QUIET = Watch()


def go_on(shop: Shop, viewer: Viewer, load_id: int, watch: Watch = _QUIET) -> dict[str, int]:
    """Take back what is left of a load; returns what the journal keeps of it."""
    with shop.store.read() as tx:
        load = loads.read(tx, load_id)
    total = sum(last - first + 1 for first, last in load.made)
    _put_known_back(shop, load)
    _forget_rows(shop, load)
    pace, before, done = Pace(50, _AT_ONCE), load.cursor or sys.maxsize, 0
    while True:
        with pace.act(shop) as tx:
            before, gone, kept = undo_loads.take_out_some(tx, load, before, pace.size, shop.now())
            if gone or kept:
                loads.looked_at(tx, load_id, before)
                loads.count(tx, load_id, removed=gone, kept=kept)
        if not (gone or kept):
            break
        done += gone + kept
        watch.tell(Phase.LOADING, done, total)
    with shop.store.act() as tx:
        told = loads.read(tx, load_id)
        list_gone = undo_loads.settle_list(tx, load)
        loads.finish(tx, load_id, loads.UNDONE)
        detail = {
            "list": load.list_id,
            "load": load_id,
            "removed": told.removed,
            "restored": told.restored,
            "kept": told.kept,
            "list_gone": int(list_gone),
        }
        journal.append(tx, viewer.operator_id, UNDONE, load.undo_act, shop.now(), None, detail)
    return detail


def _put_known_back(shop: Shop, load: Load) -> None:
    pace, before = Pace(10, _CHANGED_AT_ONCE), sys.maxsize
    while True:
        with pace.act(shop) as tx:
            before, restored, kept = load_changes.take_back_some(
                tx, load, before, pace.size, shop.method, shop.now()
            )
            loads.count(tx, load.id, restored=restored, kept=kept)
        if not (restored or kept):
            return


def _forget_rows(shop: Shop, load: Load) -> None:
    pace, above = Pace(200, _AT_ONCE * 4), load.first_row - 1
    while True:
        with pace.act(shop) as tx:
            above = undo_loads.forget_rows(tx, load, above, pace.size)
        if not above:
            return
