"""First days: what each newcomer has done, and whether live contacts wait for them."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.first_days import Begun, FirstDay
from pipeline_tui.domain.practice_calls import PASSES
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.first_days import FirstDayRow
from pipeline_tui.storage.types import moment
from pipeline_tui.wording import tr


def waits(tx: Tx, operator_id: int) -> bool:
    """Return whether live contacts wait until somebody is released."""
    return bool(tx.value("SELECT newcomer FROM operator WHERE id = :id", {"id": operator_id}))


def require_released(tx: Tx, operator_id: int) -> None:
    """Refuse live work to whoever has a first day before them, and say what comes next."""
    if not waits(tx, operator_id):
        return
    missing = read(tx, operator_id).missing
    raise Refused(
        tr("Your first day comes first"),
        tr("Still to do: {missing}.", missing=", ".join(missing))
        if missing
        else tr("Everything is done; a manager releases you."),
        tr("Open `pipeline-tui`: it goes on with your first day.")
        if missing
        else tr("Ask the manager: `pipeline-tui people release NAME`."),
    )


def set_newcomer(tx: Tx, operator_id: int, *, newcomer: bool) -> None:
    """Have live contacts wait for somebody, or not."""
    tx.run(
        "UPDATE operator SET newcomer = :newcomer WHERE id = :id",
        {"newcomer": int(newcomer), "id": operator_id},
    )


def note(tx: Tx, operator_id: int, what: Begun, got: int, now: datetime, by_id: int, act: str) -> None:
    """Keep one thing that was done."""
    tx.insert(
        FirstDayRow, operator_id=operator_id, what=what.value, got=got, at=now, by_id=by_id, act=act, undone=0
    )


def take_back(tx: Tx, act: str) -> None:
    """Mark what one act kept as undone."""
    tx.run("UPDATE first_day SET undone = 1 WHERE act = :act", {"act": act})


def newcomers(tx: Tx) -> tuple[FirstDay, ...]:
    """Return everybody who ever had a first day, in the order they began."""
    rows = tx.all("SELECT operator_id FROM first_day GROUP BY operator_id ORDER BY MIN(id)")
    return tuple(read(tx, row[0]) for row in rows)


def read(tx: Tx, operator_id: int) -> FirstDay:
    """Return how far somebody is."""
    rows = tx.all(
        """SELECT f.what, f.got, f.at, o.name FROM first_day f JOIN operator o ON o.id = f.by_id
           WHERE f.operator_id = :id AND f.undone = 0 ORDER BY f.id""",
        {"id": operator_id},
    )
    at = {row[0]: moment(row[2]) for row in rows}
    last = {row[0]: row for row in rows}
    points = [row[1] for row in rows if row[0] == Begun.PRACTISED.value]
    released = last.get(Begun.RELEASED.value)
    answered = last.get(Begun.ANSWERED.value)
    return FirstDay(
        operator_id=operator_id,
        name=str(tx.value("SELECT name FROM operator WHERE id = :id", {"id": operator_id}) or ""),
        begun_at=at.get(Begun.BEGUN.value),
        read_at=at.get(Begun.READ.value),
        answered_at=at.get(Begun.ANSWERED.value),
        right_at_once=answered[1] if answered is not None else 0,
        practised=sum(one >= PASSES for one in points),
        points=round(sum(points) / len(points)) if points else 0,
        released_at=at.get(Begun.RELEASED.value),
        released_by=released[3] if released is not None else "",
        waived=bool(released[1]) if released is not None else False,
    )
