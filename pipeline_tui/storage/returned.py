"""What receivers gave back to a hunter or farmer, until it is handed over again or taken up otherwise."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from pipeline_tui.domain.hunting import HandOff
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import hand_offs, sight
from pipeline_tui.storage.store import Tx

# The contact's newest hand-off, given back; a scout finds theirs on top of the queue instead.
_CAME_BACK = """h.state = 'returned' AND h.to_stage <> 'closed' AND h.id = (
  SELECT MAX(x.id) FROM hand_off x WHERE x.contact_id = h.contact_id AND x.state <> 'undone')
  AND EXISTS (SELECT 1 FROM position p WHERE p.contact_id = h.contact_id AND p.stage = h.from_stage
    AND p.owner_id = :me AND {stages})
  AND NOT EXISTS (SELECT 1 FROM deal d WHERE d.contact_id = h.contact_id AND d.state = 'open'
    AND d.opened_at >= h.answered_at)
  AND NOT EXISTS (SELECT 1 FROM check_in k WHERE k.contact_id = h.contact_id AND k.state = 'done'
    AND k.done_at >= h.answered_at)"""


class GivenBack(NamedTuple):
    """A returned hand-off, as giving it again needs it."""

    id: int
    contact_id: int
    from_stage: Stage
    to_stage: Stage
    kind: str
    deal_id: int | None
    first_on: date | None
    brief: dict[str, Any]


def came_back(tx: Tx, viewer: Viewer, now: datetime) -> tuple[HandOff, ...]:
    """Return what was given back to the viewer, newest first."""
    return hand_offs.lines(
        tx, viewer, now, f"{_own(viewer)} ORDER BY h.answered_at DESC, h.id", {"me": viewer.operator_id}
    )


def came_back_count(tx: Tx, viewer: Viewer) -> int:
    """Return how much was given back to the viewer."""
    return int(tx.value(f"SELECT COUNT(*) FROM hand_off h WHERE {_own(viewer)}", {"me": viewer.operator_id}))


def given_back(tx: Tx, viewer: Viewer, hand_off_id: int, now: datetime) -> GivenBack:
    """Return one of those; the same refusal for another's, one handed over again, and an unknown one."""
    found = hand_offs.lines(
        tx, viewer, now, f"{_own(viewer)} AND h.id = :id", {"me": viewer.operator_id, "id": hand_off_id}
    )
    row = tx.one("SELECT deal_id, first_on FROM hand_off WHERE id = :id", {"id": hand_off_id})
    if not found or row is None:
        raise sight.not_on_your_desk()
    (one,) = found
    first_on = date.fromisoformat(row[1]) if row[1] else None
    return GivenBack(
        one.id, one.contact_id, one.from_stage, one.to_stage, one.kind, row[0], first_on, dict(one.brief)
    )


def _own(viewer: Viewer) -> str:
    return _CAME_BACK.format(stages=sight.stages_in("p.stage", viewer.stages - {Stage.SCOUTING}))
