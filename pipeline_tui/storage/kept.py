"""Who may care for a client: whoever keeps it, in any stage that a client stands in."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import client_facts, complaints, sight
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

_OF_A_CLIENT = frozenset({Stage.FARMING, Stage.HUNTING})  # hunting while a deal of theirs is worked on


def client(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> Stage:
    """Return the stage of a client the viewer keeps; refused when it is hidden, or no farmer's business."""
    stage = sight.stage_in_sight(tx, viewer, contact_id, now)
    if not viewer.covers(Stage.FARMING) or stage not in _OF_A_CLIENT:
        raise sight.not_on_your_desk()
    return stage


def sellable(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> None:
    """Refuse to sell to a client whose complaint is open, or with whom a deal is open already."""
    if client(tx, viewer, contact_id, now) is not Stage.FARMING:
        raise _deal_is_open()
    if complaints.open_of(tx, contact_id) is not None:
        raise Refused(
            tr("A complaint is open"),
            tr("While it is, nothing is sold to this client; nothing was changed."),
            tr("Solve the complaint first: C on the card, or `client complaint solve`."),
        )
    if client_facts.open_deal(tx, contact_id) is not None:
        raise _deal_is_open()


def _deal_is_open() -> Refused:
    return Refused(
        tr("A deal is open with this client"),
        tr("One at a time; nothing was changed."),
        tr("Win or lose that one first, on the hunter desk."),
    )
