"""Whether a colleague is busy with somebody else of a firm: two desks never ring one firm at once."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import sight
from pipeline_tui.storage.store import Tx

_IN_HAND = """SELECT 1 FROM position p JOIN position f ON f.firm_id = p.firm_id
  WHERE p.contact_id = :contact AND f.contact_id <> :contact AND f.held_by IS NOT NULL
    AND f.lease >= :instant AND f.held_by <> :me"""
_ON_THE_PHONE = f"{_IN_HAND} AND f.call_id IS NOT NULL"


def in_hand(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> bool:
    """Return whether a colleague has somebody else of the contact's firm in hand."""
    return tx.value(_IN_HAND, sight.of(viewer, now, contact=contact_id)) is not None


def on_the_phone(tx: Tx, viewer: Viewer, contact_id: int, now: datetime) -> bool:
    """Return whether a colleague has a call open with somebody else of the contact's firm."""
    return tx.value(_ON_THE_PHONE, sight.of(viewer, now, contact=contact_id)) is not None
