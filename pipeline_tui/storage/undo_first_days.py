"""Takes back what was done on a first day: a step of it, or the release."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import first_days
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import NOBODY, Revert


def revert_step(tx: Tx, _viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Have it still to be done."""
    first_days.take_back(tx, entry.act)
    return NOBODY


def revert_release(tx: Tx, _viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Have live contacts wait again; what is in hand stays there."""
    first_days.take_back(tx, entry.act)
    first_days.set_newcomer(tx, entry.detail["operator"], newcomer=True)
    return NOBODY


REVERTS: dict[str, Revert] = {
    "regulation_read": revert_step,
    "regulation_answered": revert_step,
    "practice_noted": revert_step,
    "newcomer_released": revert_release,
}
