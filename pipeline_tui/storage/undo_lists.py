"""Takes back how lists were paused, opened and ranked, until somebody has set them otherwise."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.list_states import ListState
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import lists
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import from_epoch
from pipeline_tui.storage.undo_selling import NOBODY, Revert, built_on
from pipeline_tui.wording import tr


def revert_state(tx: Tx, _viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Let a list stand as it stood, while nobody has paused or opened it since."""
    list_id, detail = entry.detail["list"], entry.detail
    known = lists.one(tx, list_id)
    if known is None or known.state != detail["after"]:
        raise built_on(tr("The list was paused, opened or removed since."))
    paused_at = from_epoch(detail["paused_at"]) if detail["paused_at"] is not None else None
    lists.set_state(tx, list_id, ListState(detail["before"]), at=paused_at, by=detail["paused_by"])
    return NOBODY


def revert_priority(tx: Tx, _viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Give a list back the priority it had, while it has the one it was given."""
    known = lists.one(tx, entry.detail["list"])
    if known is None or known.priority != entry.detail["after"]:
        raise built_on(tr("The list was ranked again or removed since."))
    lists.set_priority(tx, known.id, entry.detail["before"])
    return NOBODY


REVERTS: dict[str, Revert] = {
    "list_paused": revert_state,
    "list_resumed": revert_state,
    "list_ranked": revert_priority,
}
