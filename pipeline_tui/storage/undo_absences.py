"""Takes back what was noted about absences, until somebody has changed it again."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import absences, people
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import NOBODY, Revert, built_on
from pipeline_tui.wording import tr


def revert_absence_noted(tx: Tx, _viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Take an absence out again, while it stands as it was noted."""
    _as_left(tx, entry)
    absences.take_back(tx, entry.detail["absence"])
    return NOBODY


def revert_absence_ended(tx: Tx, _viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Give an absence back the days it had, while nobody has changed it since."""
    _as_left(tx, entry)
    absences.put_back(tx, entry.detail["absence"], entry.detail["before"])
    return NOBODY


REVERTS: dict[str, Revert] = {
    "absence_noted": revert_absence_noted,
    "absence_ended": revert_absence_ended,
}


def _as_left(tx: Tx, entry: Seen) -> None:
    if absences.image(tx, entry.detail["absence"]) != entry.detail["after"]:
        raise built_on(
            tr(
                "The absence of {name_of} was changed since.",
                name_of=people.name_of(tx, entry.detail["operator"]),
            )
        )
