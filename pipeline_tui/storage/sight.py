"""What a viewer may see, written in SQL once: the stages of their tier, and there only what is theirs.

Unassigned is not public, and a contact that is hidden answers exactly like one that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch
from pipeline_tui.wording import tr


def stages_in(column: str, stages: Iterable[Stage]) -> str:
    """Return the condition that a column names one of the stages; false for none."""
    names = ", ".join(f"'{stage.value}'" for stage in sorted(stages))
    return f"{column} IN ({names})" if names else "0 = 1"


def in_sight(viewer: Viewer) -> str:
    """Return the condition on ``position p`` under which the viewer sees a row; parameters from ``of``."""
    return (
        f"({stages_in('p.stage', viewer.stages)}"
        " AND (p.owner_id = :me OR (p.held_by = :me AND p.lease >= :instant)))"
    )


def of(viewer: Viewer, now: datetime, **more: Any) -> dict[str, Any]:
    """Return the parameters that ``in_sight`` names, with more of the caller's own."""
    return {"me": viewer.operator_id, "instant": epoch(now), **more}


def not_on_your_desk() -> Refused:
    """Return the one answer to what is hidden and to what does not exist."""
    return Refused(
        tr("Not on your desk"),
        tr("There is no such contact, deal or check-in on your desk; nothing was changed."),
        tr("Look at your own list for the right id."),
    )


def sees(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> bool:
    """Return whether a contact is on the viewer's desk."""
    found = tx.value(
        f"SELECT 1 FROM position p WHERE p.contact_id = :contact AND {in_sight(viewer)}",
        of(viewer, now, contact=contact_id),
    )
    return found is not None


def exists(tx: Tx, contact_id: int) -> bool:
    """Return whether there is such a contact at all; only a manager may know."""
    return tx.value("SELECT 1 FROM position WHERE contact_id = :contact", {"contact": contact_id}) is not None


def stage_in_sight(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> Stage:
    """Return the stage of a contact the viewer sees; refused when it is not on their desk."""
    stage = tx.value(
        f"SELECT p.stage FROM position p WHERE p.contact_id = :contact AND {in_sight(viewer)}",
        of(viewer, now, contact=contact_id),
    )
    if stage is None:
        raise not_on_your_desk()
    return Stage(stage)
