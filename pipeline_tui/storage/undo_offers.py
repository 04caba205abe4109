"""Takes back what was done with offers and the price list, until somebody has built on it."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import deals, messages, offer_writing, passing_on, prices
from pipeline_tui.storage.journal import Seen
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.undo_selling import NOBODY, Revert, built_on
from pipeline_tui.wording import tr


def revert_offer(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Put an offer back to what it was, and the deal where sending it changed that."""
    contact_id = entry.contact_id or NOBODY
    if not passing_on.mine(tx, viewer, contact_id):
        raise built_on(tr("The contact is no longer yours."))
    if entry.detail.get("deal_event") is not None:
        deals.take_back(tx, entry.detail["deal_event"])
    offer_writing.take_back(tx, entry.detail["event"])
    return contact_id


def revert_answer(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Have an offer wait again, while its hunter has neither read the answer nor gone on."""
    if not messages.withdraw(tx, entry.detail["messages"]):
        raise built_on(tr("The hunter has read the answer."))
    offer_writing.take_back(tx, entry.detail["event"])
    return NOBODY


def revert_prices(tx: Tx, viewer: Viewer, entry: Seen, now: datetime) -> int:
    """Put the price list back to what it was."""
    prices.unload(tx, entry.detail["import"])
    return NOBODY


REVERTS: dict[str, Revert] = {
    "offer_opened": revert_offer,
    "offer_written": revert_offer,
    "offer_asked": revert_offer,
    "offer_sent": revert_offer,
    "offer_approved": revert_answer,
    "offer_refused": revert_answer,
    "prices_loaded": revert_prices,
}
