"""Takes back a change of the shop's own calling rules."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import own_rules
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import NOBODY, Revert


def revert_tightened(tx: Tx, _viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Let the rules before hold again; places follow at the open desks."""
    own_rules.take_back(tx, entry.detail["rules"])
    return NOBODY


REVERTS: dict[str, Revert] = {"rules_tightened": revert_tightened}
