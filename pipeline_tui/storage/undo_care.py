"""Takes back what was noted of clients, repeat deals and clients given to the scouts, until built upon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import (
    check_ins,
    complaints,
    deals,
    hand_offs,
    moves,
    needs,
    occasions,
    passing_on,
    rights,
)
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import built_on
from pipeline_tui.wording import tr

Revert = Callable[[Tx, Viewer, Seen, datetime], int]


def revert_need_answered(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Let the answer before count again."""
    contact_id = _mine(tx, viewer, entry)
    needs.take_back(tx, entry.detail["answers"])
    return contact_id


def revert_occasion_kept(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take a date away that was new, or bring back the one it took the place of."""
    contact_id, detail = _mine(tx, viewer, entry), entry.detail
    if not occasions.set_state(tx, detail["occasion"], "kept", "undone"):
        raise built_on(tr("The date was changed again since."))
    if detail["replaced"] is not None:
        occasions.set_state(tx, detail["replaced"], "replaced", "kept")
    return contact_id


def revert_occasion_dropped(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Keep a date again."""
    contact_id = _mine(tx, viewer, entry)
    occasions.set_state(tx, entry.detail["occasion"], "dropped", "kept")
    return contact_id


def revert_complaint_opened(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take a complaint away that nobody has solved."""
    contact_id = _mine(tx, viewer, entry)
    if not complaints.withdraw(tx, entry.detail["complaint"]):
        raise built_on(tr("The complaint was solved since."))
    return contact_id


def revert_complaint_solved(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Open a complaint again."""
    contact_id = _mine(tx, viewer, entry)
    if complaints.open_of(tx, contact_id) is not None:
        raise built_on(tr("Another complaint is open by now."))
    complaints.reopen(tx, entry.detail["complaint"])
    return contact_id


def revert_deal_repeated(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take a repeat deal back while nobody has answered it, or while one's own is untouched."""
    contact_id, detail = _contact(entry), entry.detail
    if not passing_on.stands_at(tx, viewer, contact_id, Stage.HUNTING, detail["receiver"]):
        raise built_on(tr("The client has moved on, or a colleague has them in hand."))
    if detail["deal"] is not None:
        if not deals.untouched(tx, detail["deal"]):
            raise built_on(tr("The deal was worked on since."))
        deals.withdraw(tx, detail["deal"])
    elif hand_offs.state_of(tx, detail["hand_off"]) != "waiting":
        raise built_on(tr("A hunter has answered it."))
    hand_offs.take_back(tx, detail["hand_off"])
    rights.take_back(tx, entry.act, now)
    _return_to(tx, viewer, entry, now)
    return contact_id


def revert_client_given_back(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take a client back from the queue while no scout has them in hand."""
    contact_id, detail = _contact(entry), entry.detail
    if not passing_on.stands_at(tx, viewer, contact_id, Stage.SCOUTING, None):
        raise built_on(tr("A scout has taken the client up."))
    hand_offs.take_back(tx, detail["hand_off"])
    check_ins.revive(tx, detail["cancelled"])
    _return_to(tx, viewer, entry, now)
    return contact_id


REVERTS: dict[str, Revert] = {
    "need_answered": revert_need_answered,
    "occasion_kept": revert_occasion_kept,
    "occasion_dropped": revert_occasion_dropped,
    "complaint_opened": revert_complaint_opened,
    "complaint_solved": revert_complaint_solved,
    "deal_repeated": revert_deal_repeated,
    "client_given_back": revert_client_given_back,
}


def _contact(entry: Seen) -> int:
    if entry.contact_id is None:
        raise LookupError(f"the entry {entry.verb} names no contact")
    return entry.contact_id


def _mine(tx: Tx, viewer: Viewer, entry: Seen) -> int:
    contact_id = _contact(entry)
    if not passing_on.mine(tx, viewer, contact_id):
        raise built_on(tr("The client is no longer yours."))
    return contact_id


def _return_to(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> None:
    contact_id, before = _contact(entry), entry.detail["before"]
    passing_on.let_go_of(tx, viewer, contact_id, now)
    moves.put_back(tx, contact_id, before["position"])
    passing_on.hold_again(tx, viewer, contact_id, now, before["held"])
