"""Takes back sales without a deal, refunds, and what a file from the till brought.

The caller has checked that the act is the viewer's own last one and that no colleague has touched the contact
since; it settles the contact's place in the queue and writes the correcting journal entry.
"""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import (
    acquaintances,
    check_ins,
    clients,
    moves,
    newcomers,
    passing_on,
    purchases,
    rights,
    undo_till,
)
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import NOBODY, Revert, built_on
from pipeline_tui.wording import tr


def revert_sold(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Take a sale out of every sum; the client it made goes with it, unless somebody has built on them."""
    contact_id, detail = _contact(entry), entry.detail
    passing_on.require_free(tx, viewer, contact_id, now)
    if not passing_on.mine(tx, viewer, contact_id):
        raise built_on(tr("The client is no longer yours."))
    if purchases.refunds_of(tx, detail["purchase"]):
        raise built_on(tr("Part of it was given back since."))
    if detail["check_in"] is not None and not check_ins.stands(
        tx, detail["check_in"], state="planned", owner_id=viewer.operator_id, due_on=detail["due_on"]
    ):
        raise built_on(tr("Its check-in was logged or moved since."))
    clients.withdraw_purchase(tx, detail["purchase"])
    if not detail["known"]:
        why = newcomers.built_on_since(tx, contact_id)
        if why:
            raise built_on(why)
        acquaintances.unshare(tx, detail["shared"])
        newcomers.withdraw(tx, contact_id)
        return contact_id
    rights.take_back(tx, entry.act, now)
    if detail["check_in"] is not None:
        check_ins.unplan(tx, detail["check_in"])
    clients.put_back(tx, contact_id, detail["before"]["client"])
    if detail["before"]["position"] is not None:
        passing_on.let_go_of(tx, viewer, contact_id, now)
        moves.put_back(tx, contact_id, detail["before"]["position"])
    return contact_id


def revert_refunded(tx: Tx, viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Take a refund out of every sum; the segment it led to goes, unless another was set since."""
    contact_id, detail = _contact(entry), entry.detail
    if not passing_on.mine(tx, viewer, contact_id):
        raise built_on(tr("The client is no longer yours."))
    clients.withdraw_purchase(tx, detail["purchase"])
    known = clients.client(tx, contact_id)
    if known is not None and not known.by_hand and known.segment == detail.get("segment"):
        clients.set_segment(tx, contact_id, detail["before"]["segment"], by_hand=False)
    return contact_id


def revert_till(tx: Tx, _viewer: Viewer, entry: Seen, _now: datetime) -> int:
    """Take the rest of what a file from the till brought out again; most of a long one went before."""
    if "clients" in entry.detail:
        undo_till.take_back_whole(tx, entry.act, entry.detail["new"], entry.detail["clients"])
    else:
        while undo_till.take_back(tx, entry.act, undo_till.AT_ONCE):
            pass  # more than one portion only if the file was still being loaded
    return NOBODY


REVERTS: dict[str, Revert] = {"sold": revert_sold, "refunded": revert_refunded, "till_imported": revert_till}


def _contact(entry: Seen) -> int:
    if entry.contact_id is None:
        raise LookupError(f"the entry {entry.verb} names no contact")
    return entry.contact_id
