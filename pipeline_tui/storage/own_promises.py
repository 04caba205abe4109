"""Calls promised in an operator's own name, of any kind, by time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import sight
from pipeline_tui.storage.contact_lines import JOIN_CONTACT, NAME, line_name
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch, from_epoch


@dataclass(frozen=True, slots=True)
class OwnPromise:
    """A promised call; ``kind`` is callback, exact, returned, slot or added."""

    contact_id: int
    name: str
    kind: str
    due: datetime  # UTC
    stage: Stage


def until(tx: Tx, viewer: Viewer, end: datetime) -> tuple[OwnPromise, ...]:
    """Return the viewer's own promises before an instant, oldest first, at the stages they work."""
    rows = tx.all(
        f"""SELECT {NAME}, p.contact_id, p.promise, p.promise_due, p.stage FROM position p {JOIN_CONTACT}
            WHERE p.promise_owner = :me AND p.promise_due < :end
            AND {sight.stages_in("p.stage", viewer.stages)} ORDER BY p.promise_due, p.contact_id""",
        {"me": viewer.operator_id, "end": epoch(end)},
    )
    return tuple(
        OwnPromise(row[5], line_name(*row[:5]), row[6], from_epoch(row[7]), Stage(row[8])) for row in rows
    )
