"""The cost of the calendar: counts come from covering indexes, lists and agendas read what they show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import agendas, calendars, check_ins, clients
from pipeline_tui.storage.store import Tx
from tests.shops import Line
from tests.storage.test_floor_plans import listened

_LARGE = ("c", "p", "k", "d", "h", "check_in", "contact", "position", "deal", "hand_off")
_WEEK = timedelta(days=7)

READS: dict[str, Callable[[Line, Tx, Viewer], object]] = {
    "counts": lambda line, tx, v: calendars.day_counts(
        tx, v, line.at, line.shop.today() - _WEEK, line.shop.today() + _WEEK
    ),
    "days": lambda line, tx, v: calendars.between(
        tx,
        v,
        line.at,
        line.shop.today(),
        line.shop.today() - _WEEK,
        line.shop.today() + _WEEK,
        line.shop.playbook,
    ),
    "overdue": lambda line, tx, v: calendars.overdue(tx, v, line.at, line.shop.today(), line.shop.playbook),
    "standing": lambda line, tx, v: calendars.standing(
        tx, v.operator_id, line.shop.today(), line.shop.today() + _WEEK, but_contact=1
    ),
    "tries": lambda line, tx, v: calendars.tries_in_vain(tx, 1, frozenset({"nobody-reached"}), None),
    "agenda": lambda line, tx, v: agendas.between(
        tx, v, line.at, line.shop.today(), line.shop.today() + _WEEK, "Europe/Paris", 30
    ),
}


def plans(line: Line, name: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    viewer = line.viewer("Fatou")
    with line.shop.store.read() as tx:
        with listened(monkeypatch) as told:
            READS[name](line, tx, viewer)
        assert told
        return [
            (sql, [row[3] for row in tx.all(f"EXPLAIN QUERY PLAN {sql}", params)]) for sql, params in told
        ]


@pytest.mark.parametrize("name", list(READS))
def test_no_read_of_the_calendar_walks_through_a_table(
    line: Line, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sql, plan in plans(line, name, monkeypatch):
        assert not [step for step in plan if step in {f"SCAN {table}" for table in _LARGE}], (sql, plan)


@pytest.mark.parametrize("name", ["counts", "standing"])
def test_days_are_counted_from_covering_indexes(
    line: Line, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [step for _, plan in plans(line, name, monkeypatch) for step in plan]
    wanted = {"ix_check_in_due"} | ({"ix_check_in_done"} if name == "counts" else set())
    for index in wanted:
        assert any(f"USING COVERING INDEX {index}" in step for step in steps), steps


def test_what_a_list_reads_does_not_grow_with_what_there_is(line: Line) -> None:
    fatou = line.viewer("Fatou")
    today = line.shop.today()
    for number in range(12):
        contact = line.contact(f"N{number}", stage=Stage.FARMING, owner=fatou)
        with line.shop.store.act() as tx:
            clients.note_contact(tx, contact, line.at)
            check_ins.plan(tx, contact, fatou.operator_id, today - timedelta(days=number % 3))
    with line.shop.store.read() as tx:
        late = calendars.overdue(tx, fatou, line.at, today, line.shop.playbook, most=5)
        planned, _ = calendars.day_counts(tx, fatou, line.at, today - _WEEK, today)
    assert [one.due_on for one in late] == [today - timedelta(days=2)] * 4 + [today - timedelta(days=1)]
    assert sum(planned.values()) == 12


def test_a_client_given_on_is_no_longer_counted_as_planned(line: Line) -> None:
    fatou = line.viewer("Fatou")
    contact = line.contact("Gone", stage=Stage.HUNTING, owner=line.viewer("Hugo"))
    with line.shop.store.act() as tx:
        check_ins.plan(tx, contact, fatou.operator_id, line.shop.today())
    with line.shop.store.read() as tx:
        planned, done = calendars.day_counts(tx, fatou, line.at, line.shop.today(), line.shop.today())
    assert (planned, done) == ({}, {})
