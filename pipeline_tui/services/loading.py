"""The life of a load: stored unseen in short acts, seen at once, then what it changes of known contacts.

A load that was killed before it was seen is removed by the next; one that was seen goes on where it stopped.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

from pipeline_tui.domain.import_choices import Known, Phase, Watch
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.domain.import_rows import Ground
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import placing_known, placing_newcomers
from pipeline_tui.services.accounting_for_rows import (
    Plan,
    account,
    contact_id_of,
    counts,
    told_who_stayed,
)
from pipeline_tui.services.pacing import Pace
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import (
    arrivals,
    journal,
    likeness,
    list_loading,
    lists,
    load_changes,
    loads,
    word_index,
)
from pipeline_tui.storage.arrivals import ArrivalWriter
from pipeline_tui.storage.bulk_contacts import BulkWriter, Portion
from pipeline_tui.storage.loads import Load
from pipeline_tui.storage.store import Tx

ROWS_AT_ONCE = 400  # at most, in one act
_LINKED_AT_ONCE = 2000
_CHANGED_AT_ONCE = 60
_QUIET = Watch()


def load(
    shop: Shop,
    viewer: Viewer,
    plan: Plan,
    ground: Ground,
    name: str,
    known: Known,
    watch: Watch,
    act: str,
) -> ImportReport:
    """Store what was planned; the caller holds the loader's lock. Cancelled or failed, nothing of it stays.

    From the moment its contacts are seen it can no longer be cancelled, only taken back.
    """
    with shop.store.act() as tx:
        list_id = list_loading.begin(
            tx, name, source=plan.table.file, now=ground.now, operator_id=viewer.operator_id, act=act
        )
        load_id = loads.begin(tx, list_id, viewer.operator_id, act, ground.now)
    writer = BulkWriter(list_id, ground.now, viewer.operator_id, act)
    try:
        arriving = placing_newcomers.writer(shop, viewer, plan.said.stage, act, ground.now)
        ids = _write(shop, plan, writer, arriving, load_id, watch)
        _enter_likeness(shop, plan, ids, watch)
        rows = _link(shop, plan, ids, writer, watch)
        _take_words_in(shop, ids, watch)
        _wait(shop, plan, load_id, known, watch)
        report = account(plan, name, list_id, dry_run=False, ids=ids)
        with shop.store.act() as tx:
            arrivals.stand_up(tx, list_id, plan.said.stage, act)
            shown, after = list_loading.open_up(tx, list_id, name, rows)
            report = replace(report, list_id=shown)
            loads.show(tx, load_id, shown, list_id if shown != list_id else None, (after + 1, after + rows))
            lists.keep_account(tx, report, shown, viewer.operator_id, act, ground.now)
            journal.append(tx, viewer.operator_id, "list_imported", act, shop.now(), None, counts(report))
    except BaseException:  # cancelled or failed: nothing of it may stay
        remove_abandoned(shop, viewer)
        raise
    stayed = go_on(shop, load_id, watch)
    return told_who_stayed(report, stayed)


def go_on(shop: Shop, load_id: int, watch: Watch = _QUIET) -> int:
    """Change the known contacts of a load that is seen, and bring its new ones to the list shown.

    Returns how many were to come along to the list's stage, and had become somebody's meanwhile.
    """
    watch = replace(watch, cancelled=None)
    with shop.store.read() as tx:
        known = loads.read(tx, load_id)
        total = load_changes.count_waiting(tx, load_id)
    pace, after, done = Pace(10, _CHANGED_AT_ONCE), 0, 0
    while True:
        with pace.act(shop) as tx:
            after, count = load_changes.do_some(tx, known, after, pace.size, shop.method, shop.now())
        if not count:
            break
        done += count
        watch.tell(Phase.CHANGING, done, total)
    if known.part_id is not None:
        _join(shop, known)
    with shop.store.act() as tx:
        loads.joined(tx, load_id)
        loads.finish(tx, load_id, loads.DONE)
        return load_changes.count_stayed(tx, load_id)


def remove_abandoned(shop: Shop, viewer: Viewer) -> None:
    """Remove what a load that was killed or cancelled left behind; no desk ever saw it."""
    with shop.store.read() as tx:
        left = list_loading.abandoned(tx)
    for list_id in left:
        pace, total, removed = Pace(100, 500), 0, 1
        while removed:
            with pace.act(shop) as tx:
                removed = list_loading.remove_some(tx, list_id, pace.size)
                total += removed
                if not removed:
                    loads.forget_list(tx, list_id)
                    told = {"list": list_id, "contacts": total}
                    journal.append(
                        tx, viewer.operator_id, "import_removed", uuid.uuid4().hex, shop.now(), None, told
                    )


def _write(
    shop: Shop, plan: Plan, writer: BulkWriter, arriving: ArrivalWriter, load_id: int, watch: Watch
) -> tuple[int, ...]:
    """Store the new contacts on the hidden list and return their ids."""
    places = [placing_newcomers.place_kept(plan.said.stage, place) for place in plan.places]
    new = list(zip(plan.matching.newcomers, places, strict=True))
    ids: list[int] = []
    made: list[list[int]] = []
    pace = Pace(100, ROWS_AT_ONCE, 50)
    while len(ids) < len(new):
        watch.tell(Phase.LOADING, len(ids), len(new))
        at, end = len(ids), len(ids) + pace.size
        portion = Portion(new[at:end])
        with pace.act(shop) as tx:
            stored = writer.store(tx, portion)
            arriving.write(tx, stored, plan.arrivals.each[at:end])
            word_index.postpone(tx, stored)
            loads.note_made(tx, load_id, made, stored)
        ids.extend(stored)
    if new:
        watch.tell(Phase.LOADING, len(new), len(new))
    return tuple(ids)


def _enter_likeness(shop: Shop, plan: Plan, ids: tuple[int, ...], watch: Watch) -> None:
    """Enter the new contacts in the index of likeness, hash after hash: each page is written once."""
    entries = likeness.entries(ids, plan.matching.alike)

    def portion(tx: Tx, start: int, end: int) -> None:
        likeness.enter_many(tx, entries[start:end])

    _in_portions(shop, len(entries), _LINKED_AT_ONCE, Phase.LINKING, watch, portion)


def _take_words_in(shop: Shop, ids: tuple[int, ...], watch: Watch) -> None:
    """Let the new contacts be found by their words."""

    def portion(tx: Tx, start: int, end: int) -> None:
        word_index.take_in(tx, ids[start:end])

    _in_portions(shop, len(ids), word_index.AT_ONCE, Phase.LINKING, watch, portion)


def _link(shop: Shop, plan: Plan, ids: tuple[int, ...], writer: BulkWriter, watch: Watch) -> int:
    """Remember which row became whom; return the last row's number."""
    rows = [
        (record.line, key)
        for record, matched in zip(plan.table.records, plan.matched, strict=True)
        if matched and (key := contact_id_of(matched, ids)) is not None
    ]

    def portion(tx: Tx, start: int, end: int) -> None:
        writer.link(tx, rows[start:end])

    _in_portions(shop, len(rows), _LINKED_AT_ONCE, Phase.LINKING, watch, portion)
    return rows[-1][0] if rows else 0


def _wait(shop: Shop, plan: Plan, load_id: int, known: Known, watch: Watch) -> None:
    """Keep what is to change of known contacts until the new ones are seen."""
    changes = placing_known.changes(plan.matching, plan.arrivals)
    coming = placing_known.coming(plan.arrivals, placing_newcomers.terms(shop, plan.said.stage))

    def portion(tx: Tx, start: int, end: int) -> None:
        load_changes.wait(tx, load_id, changes[start:end], known, coming)

    _in_portions(shop, len(changes), _LINKED_AT_ONCE, Phase.LINKING, watch, portion)


def _join(shop: Shop, known: Load) -> None:
    """Bring new contacts to the older list that shows them."""
    assert known.part_id is not None
    shift, above, pace = known.first_row - 1, 0, Pace(200, _LINKED_AT_ONCE)
    while True:
        with pace.act(shop) as tx:
            above, count = list_loading.move_some(tx, known.part_id, known.list_id, above, pace.size, shift)
        if not count:
            return


def _in_portions(
    shop: Shop, total: int, most: int, phase: Phase, watch: Watch, write: Callable[[Tx, int, int], None]
) -> None:
    pace, at = Pace(100, most, 50), 0
    while at < total:
        watch.tell(phase, at, total)
        with pace.act(shop) as tx:
            end = min(at + pace.size, total)
            write(tx, at, end)
        at = end
    if total:
        watch.tell(phase, total, total)
