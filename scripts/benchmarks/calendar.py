"""The farmer's calendar at 100,000 check-ins: a month against loading objects, the desk against few."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import col, select

from pipeline_tui.domain.people import Viewer
from pipeline_tui.screens.calendar_reading import View, read_calendar
from pipeline_tui.screens.doors import Doors
from pipeline_tui.services import counting_days
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.signing_in import operators
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.keeping import CheckInRow
from pipeline_tui.storage.tables.line import PositionRow
from pipeline_tui.storage.types import stamp
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.agenda_lines import ahead_lines
from pipeline_tui.widgets.check_in_lines import agenda_lines
from pipeline_tui.widgets.deal_lines import Setting
from scripts.benchmarks import big_shop
from scripts.benchmarks.measuring import Report

MANY, FEW = 100_000, 100
FRAME = 1000 / 60  # ms
REPEATS = 9
_YEAR = 365


def fill(shop: Shop, farmer_id: int, check_ins: int) -> None:
    """Turn so many contacts into clients of one farmer, with check-ins over the year around today."""
    with shop.store.act() as tx:
        _write(tx, farmer_id, check_ins, shop.today())
        tx.run("ANALYZE")


def _write(tx: Tx, farmer_id: int, check_ins: int, today: date) -> None:
    tx.run(
        """UPDATE position SET stage = 'farming', owner_id = :farmer, rank = NULL, due = NULL,
           bucket_id = NULL WHERE contact_id <= :count""",
        {"farmer": farmer_id, "count": check_ins},
    )
    tx.run(
        """INSERT INTO client (contact_id, segment, segment_by_hand, since)
           SELECT contact_id, 'B', 0, '2026-01-01' FROM position WHERE contact_id <= :count""",
        {"count": check_ins},
    )
    # A third was done in the half year before today; of the rest some are late, most are to come.
    days = [(today + timedelta(days=number - _YEAR // 2)).isoformat() for number in range(_YEAR)]
    rows = []
    for number in range(1, check_ins + 1):
        on = days[number * 7919 % _YEAR]
        done = on < today.isoformat() and number % 10 > 0
        rows.append(
            {
                "contact": number,
                "farmer": farmer_id,
                "on": on,
                "state": "done" if done else "planned",
                "done_on": on if done else None,
                "at": stamp(big_shop.NOW) if done else None,
            }
        )
    tx.many(
        """INSERT INTO check_in
             (contact_id, owner_id, due_on, state, outcome, note, done_on, done_at, version)
           VALUES (:contact, :farmer, :on, :state, '', '', :done_on, :at, 1)""",
        rows,
    )


def objects(shop: Shop, farmer_id: int, start: date, end: date) -> dict[str, int]:
    """Return the counts of a month by loading its check-ins, and where their contacts stand, as objects.

    The position is needed to know whether the check-in may be seen.
    """
    counts: dict[str, int] = {}
    with shop.store.read() as tx, tx.session() as session:
        wanted = (
            select(CheckInRow, PositionRow)
            .join(PositionRow, col(PositionRow.contact_id) == col(CheckInRow.contact_id))
            .where(CheckInRow.owner_id == farmer_id)
            .where(col(CheckInRow.due_on).between(start.isoformat(), end.isoformat()))
        )
        for row, place in session.exec(wanted):
            if place.owner_id == farmer_id and place.stage == "farming":
                counts[row.due_on] = counts.get(row.due_on, 0) + 1
    return counts


def _spent(work: Callable[[], object], times: int = 1) -> float:
    """Return the processor's milliseconds for one call, whatever else the machine does."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) * 1000 / times


def _farmer(shop: Shop) -> Viewer:
    known = next(one for one in operators(shop) if one.name == "Farmer")
    return Viewer.of(known, shop.workspace.structure)


def _open_desk(shop: Shop, viewer: Viewer, view: View) -> None:
    """Do what opening a view costs: read it, then make the lines that stand on the screen."""
    today = shop.today()
    known = read_calendar(Doors(shop, viewer), view, today, today)
    names = Names.of(shop.playbook, shop.workspace.language)
    at = Setting(names, shop.workspace.zone, shop.workspace.language, shop.now(), 118)
    if view is View.AGENDA and known.agenda is not None:
        ahead_lines(known.agenda, today, at, "check-in")
    elif view is View.TODAY:
        agenda_lines(known.overdue, known.days, known.counts, today, at)


def run(report: Report, *, quick: bool) -> None:
    """Measure a month counted against a month loaded, and the desk at 100,000 against 100 check-ins."""
    many = MANY // 10 if quick else MANY
    with tempfile.TemporaryDirectory() as folder:
        shops = {}
        for number in (FEW, many):
            shop = big_shop.make(Path(folder) / f"{number}.db", number)
            fill(shop, _farmer(shop).operator_id, number)
            shops[number] = shop
        shop, viewer = shops[many], _farmer(shops[many])
        today = shop.today()
        start, end = today.replace(day=1), today.replace(day=28) + timedelta(days=2)
        loaded = objects(shop, viewer.operator_id, start, end)
        counted = counting_days.days(shop, viewer, start, end)
        assert sum(loaded.values()) == sum(one.planned + one.overdue + one.done for one in counted)
        ratios, months = [], []
        for _ in range(REPEATS):
            month = _spent(lambda: counting_days.days(shop, viewer, start, end), 5)
            months.append(month)
            ratios.append(_spent(lambda: objects(shop, viewer.operator_id, start, end)) / month)
        report.add(f"month of {sum(loaded.values())} of {many} check-ins counted", months, "ms CPU")
        report.add("the same, loaded as objects / counted", ratios, "x", at_least=50)
        for view in View:
            for one in shops.values():
                _open_desk(one, _farmer(one), view)  # imports and first reads are no part of the figure
            more = [
                _spent(lambda view=view: _open_desk(shops[many], viewer, view), 3)  # type: ignore[misc]
                - _spent(lambda view=view: _open_desk(shops[FEW], _farmer(shops[FEW]), view), 3)  # type: ignore[misc]
                for _ in range(REPEATS)
            ]
            report.add(f"{view.value} at {many} check-ins, more than at {FEW}", more, "ms CPU", at_most=FRAME)
        for one in shops.values():
            one.close()
