"""Takes back a message while nobody has opened it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import messages
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import NOBODY, built_on
from pipeline_tui.wording import tr

Revert = Callable[[Tx, Viewer, Seen, datetime], int]


def revert_messaged(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take away what nobody has read."""
    if not messages.withdraw(tx, entry.detail["messages"]):
        raise built_on(tr("The message has been read."))
    return NOBODY


REVERTS: dict[str, Revert] = {"messaged": revert_messaged}
