"""Lists as a manager runs them: paused, opened, ranked; what was loaded into them, and what stops them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.import_columns import ColumnUse
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.domain.list_card import ListLoad
from pipeline_tui.domain.list_states import ListState, Standing, StoppedList
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import fold
from pipeline_tui.storage.list_counts import READY, QueueCounts
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.lists import LoadAccountRow
from pipeline_tui.storage.types import from_epoch, moment, stamp


@dataclass(frozen=True, slots=True)
class KnownList:
    """A list's row, as acts on it need it."""

    id: int
    name: str
    state: ListState
    priority: int
    paused_at: datetime | None
    paused_by: int | None


def one(tx: Tx, list_id: int) -> KnownList | None:
    """Return a list."""
    row = tx.one(
        "SELECT id, name, state, priority, paused_at, paused_by FROM list WHERE id = :list", {"list": list_id}
    )
    if row is None:
        return None
    return KnownList(row[0], row[1], ListState(row[2]), row[3], moment(row[4]) if row[4] else None, row[5])


def stage_of(tx: Tx, list_id: int) -> Stage:
    """Return where a list's contacts came onto the line."""
    return Stage(tx.value("SELECT stage FROM list WHERE id = :list", {"list": list_id}))


def ids_like(tx: Tx, name: str) -> list[int]:
    """Return the lists whose name begins as typed, the one of exactly that name alone."""
    typed = fold(name)
    rows = tx.all("SELECT id, folded FROM list WHERE joins IS NULL ORDER BY id")
    exact = [row[0] for row in rows if row[1] == typed]
    return exact or [row[0] for row in rows if typed and row[1].startswith(typed)]


def names(tx: Tx) -> list[str]:
    """Return what every list is called."""
    return [row[0] for row in tx.all("SELECT name FROM list WHERE joins IS NULL ORDER BY folded")]


def set_state(
    tx: Tx, list_id: int, state: ListState, *, at: datetime | None = None, by: int | None = None
) -> None:
    """Pause or open a list: one row changes, and the next claim reads it."""
    tx.run(
        "UPDATE list SET state = :state, paused_at = :at, paused_by = :by WHERE id = :list OR joins = :list",
        {"list": list_id, "state": state.value, "at": stamp(at) if at else None, "by": by},
    )


def set_priority(tx: Tx, list_id: int, priority: int) -> None:
    """Rank a list: one row changes, and the next claim reads it."""
    tx.run(
        "UPDATE list SET priority = :priority WHERE id = :list OR joins = :list",
        {"list": list_id, "priority": priority},
    )


def where_they_stand(tx: Tx, list_id: int) -> tuple[tuple[Stage, int], ...]:
    """Return how many of a list's contacts stand at each stage by now."""
    rows = tx.all(
        """SELECT p.stage, COUNT(*) FROM position p WHERE p.contact_id IN (
             SELECT contact_id FROM list_member WHERE list_id = :list
             UNION SELECT contact_id FROM position WHERE list_id = :list)
           GROUP BY p.stage""",
        {"list": list_id},
    )
    counted = {row[0]: row[1] for row in rows}
    return tuple((stage, counted[stage.value]) for stage in Stage if stage.value in counted)


def next_due(tx: Tx, list_id: int, now_epoch: int) -> datetime | None:
    """Return when the first contact that waits on a list comes back by itself (UTC)."""
    due = tx.value(
        """SELECT MIN(due) FROM position WHERE list_id = :list AND stage = 'scouting' AND due > :now""",
        {"list": list_id, "now": now_epoch},
    )
    return from_epoch(due) if due is not None else None


def paused(tx: Tx) -> tuple[StoppedList, ...]:
    """Return the lists that are paused, by name; how many wait on them is not counted here."""
    rows = tx.all(
        """SELECT l.id, l.name, l.paused_at, COALESCE(o.name, '')
           FROM list l LEFT JOIN operator o ON o.id = l.paused_by
           WHERE l.state = 'paused' AND l.joins IS NULL ORDER BY l.folded"""
    )
    return tuple(
        StoppedList(row[0], row[1], Standing.PAUSED, 0, by=row[3], since=moment(row[2]) if row[2] else None)
        for row in rows
    )


def stopped(tx: Tx, counts: QueueCounts) -> tuple[StoppedList, ...]:
    """Return the lists with contacts that wait and none that is ready: paused, or all held back."""
    found = [
        replace(one, contacts=sum(counts.by_list[one.id].values()))
        for one in paused(tx)
        if one.id in counts.by_list
    ]
    for list_id, name in tx.all("SELECT id, name FROM list WHERE state = 'active' ORDER BY priority, folded"):
        states = counts.by_list.get(list_id, {})
        if states and not states.get(READY):
            worst = max(states, key=lambda state: states[state])
            found.append(StoppedList(list_id, name, Standing.HELD, sum(states.values()), Blocker(worst)))
    return tuple(found)


def keep_account(
    tx: Tx, report: ImportReport, list_id: int, operator_id: int, act: str, now: datetime
) -> None:
    """Store what was loaded into a list, and how it was read."""
    tx.insert(
        LoadAccountRow,
        act=act,
        list_id=list_id,
        operator_id=operator_id,
        at=now,
        file=report.file,
        stage=report.stage.value,
        encoding=report.encoding,
        delimiter=report.delimiter,
        columns=json.dumps([[use.column, use.field] for use in report.columns], ensure_ascii=False),
        rows=report.rows,
        taken=report.taken,
        merged=report.merged,
        rejected=report.rejected,
    )


def loads(tx: Tx, list_id: int) -> tuple[ListLoad, ...]:
    """Return what was loaded into a list, newest first."""
    rows = tx.all(
        """SELECT a.act, a.file, a.at, o.name, a.stage, a.encoding, a.delimiter, a.columns, a.rows, a.taken,
             a.merged, a.rejected, COALESCE(l.state, '') IN ('undoing', 'undone')
           FROM load_account a JOIN operator o ON o.id = a.operator_id LEFT JOIN load l ON l.act = a.act
           WHERE a.list_id = :list ORDER BY a.id DESC""",
        {"list": list_id},
    )
    return tuple(
        ListLoad(
            act=row[0],
            file=row[1],
            at=moment(row[2]),
            by=row[3],
            stage=Stage(row[4]),
            encoding=row[5],
            delimiter=row[6],
            columns=tuple(ColumnUse(column, field) for column, field in json.loads(row[7])),
            rows=row[8],
            taken=row[9],
            merged=row[10],
            rejected=row[11],
            taken_back=bool(row[12]),
        )
        for row in rows
    )
