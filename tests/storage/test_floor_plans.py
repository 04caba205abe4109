"""The cost of the floor: what desks ask again and again goes by an index, however many contacts there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from pipeline_tui.domain.finding import read_sought
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import (
    callbacks,
    finding,
    floor,
    messages,
    newcomers,
    own_figures,
    receipts,
    rights,
    transfers,
)
from pipeline_tui.storage.store import NONE, Params, Row, Tx
from tests.shops import Line

_LARGE = ("c", "p", "n", "k", "d", "contact", "position", "number", "call", "deal", "journal")
_RIGHTS = ("b", "r", "basis", "suppression")
READS: dict[str, Callable[[Line, Tx, Viewer], object]] = {
    "messages": lambda line, tx, v: messages.for_viewer(tx, v, line.at),
    "unread": lambda line, tx, v: messages.unread(tx, v),
    "offers": lambda line, tx, v: transfers.offered_to(tx, v, line.at),
    "free": lambda line, tx, v: floor.free(tx, v.structure, min(v.stages), line.at),
    "receipts": lambda line, tx, v: receipts.receipts(tx, v, line.at),
    "became": lambda line, tx, v: own_figures.became(tx, v.operator_id, line.at, line.at),
    "own": lambda line, tx, v: callbacks.own(tx, v.operator_id, line.at),
    "late": lambda line, tx, v: callbacks.late(tx, line.at),
    **{
        f"find {typed}": lambda line, tx, v, typed=typed: finding.find_any(  # type: ignore[misc]
            tx, v, read_sought(typed, "FR"), line.at
        )
        for typed in ("b", "be", "bell", "bell mar", "0199", "+33199", "0199 00 12")
    },
    "find own": lambda line, tx, v: finding.find_own(tx, v, read_sought("bell", "FR"), line.at),
    "find own number": lambda line, tx, v: finding.find_own(tx, v, read_sought("0199", "FR"), line.at),
    "built on": lambda line, tx, v: newcomers.built_on_since(tx, 1),
}


@contextmanager
def listened(monkeypatch: pytest.MonkeyPatch, *more: str) -> Iterator[list[tuple[str, Params]]]:
    """Collect every statement that reads, and those given by ``more`` ways of a transaction."""
    told: list[tuple[str, Params]] = []
    names = ("one", "value", "all", *more)
    plain: dict[str, Callable[..., Row]] = {name: getattr(Tx, name) for name in names}
    with monkeypatch.context() as patch:
        for name, read in plain.items():

            def heard(
                tx: Tx,
                sql: str,
                params: Params = NONE,
                read: Callable[..., Row] = read,
            ) -> Row:
                told.append((sql, params))
                return read(tx, sql, params)

            patch.setattr(Tx, name, heard)
        yield told


@pytest.mark.parametrize("name", list(READS))
def test_no_read_of_the_floor_walks_through_all_contacts(
    line: Line, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = line.viewer("Hugo")
    with line.shop.store.read() as tx:
        with listened(monkeypatch) as told:
            READS[name](line, tx, viewer)
        assert told
        for sql, params in told:
            plan = [row[3] for row in tx.all(f"EXPLAIN QUERY PLAN {sql}", params)]
            assert not [step for step in plan if step in {f"SCAN {table}" for table in _LARGE}], sql


def test_an_undo_finds_what_its_act_recorded_by_an_index(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    contact_id = line.contact()
    act = line.one("SELECT act FROM basis")[0]
    with line.shop.store.act() as tx:
        with listened(monkeypatch, "run") as told:
            rights.take_back(tx, act, line.at)
            rights.moved_by(tx, act)
            rights.take_grounds_back(tx, act, contact_id, line.at)
        plans = [
            [row[3] for row in tx.all(f"EXPLAIN QUERY PLAN {sql}", params)]
            for sql, params in told
            if not sql.startswith("INSERT")
        ]
    steps = [step for plan in plans for step in plan]
    assert not [step for step in steps if step in {f"SCAN {table}" for table in _RIGHTS}]
    by_act = [step for step in steps if "(act=?)" in step]
    # The last one goes by the contact, since a load is one act of very many grounds.
    assert len(by_act) == 3 and "(contact_id=?)" in plans[-1][0]
