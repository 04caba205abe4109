"""A retried act: the journal knows it already, so it changes nothing and answers with the record it made."""

from __future__ import annotations

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import journal, standing
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

# A call ends as it began, whatever was changed meanwhile: what it leads to is put right by its own act.
_OF_A_CALL = frozenset({"outcome", "handed_off", "contact_changed"})


def done_before(tx: Tx, viewer: Viewer, act: str, verb: str) -> Seen | None:
    """Return the entry of an act that is stored already; UsageTrouble when its id stands for another act.

    LineChanged refuses a new act of somebody whose stages are no longer those they signed in with.
    """
    entry = journal.seen(tx, act)
    if entry is not None and (entry.operator_id != viewer.operator_id or entry.verb != verb):
        raise another_act()
    if entry is None and verb not in _OF_A_CALL:
        standing.require(tx, viewer)
    return entry


def another_act() -> UsageTrouble:
    """Return the refusal of an id under which something else was stored."""
    return UsageTrouble(
        tr("This act's id is taken"),
        tr("Another act was stored under the same id; nothing was changed."),
        tr("Do it again with a new id."),
    )
