"""Purchases without a deal and their refunds, found only for contacts the viewer sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pipeline_tui.domain.people import Viewer
from pipeline_tui.storage import sight
from pipeline_tui.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Paid:
    """A purchase as a refund needs it; ``refunds`` are below zero."""

    id: int
    contact_id: int
    amount_minor: int
    currency: str
    what: str
    refunds: tuple[int, ...]


def in_sight(tx: Tx, viewer: Viewer, purchase_id: int, now: datetime) -> Paid:
    """Return a purchase of a contact on the viewer's desk; a hidden one is refused like an unknown one."""
    row = tx.one(
        f"""SELECT b.id, b.contact_id, b.amount_minor, b.currency, b.what
            FROM purchase b JOIN position p ON p.contact_id = b.contact_id
            WHERE b.id = :id AND b.undone = 0 AND {sight.in_sight(viewer)}""",
        sight.of(viewer, now, id=purchase_id),
    )
    if row is None:
        raise sight.not_on_your_desk()
    id_, contact_id, amount, currency, what = row
    return Paid(id_, contact_id, amount, currency, what, refunds_of(tx, purchase_id))


def refunds_of(tx: Tx, purchase_id: int) -> tuple[int, ...]:
    """Return what was given back of a purchase, each below zero."""
    rows = tx.all(
        "SELECT amount_minor FROM purchase WHERE refund_of = :id AND undone = 0 ORDER BY id",
        {"id": purchase_id},
    )
    return tuple(row[0] for row in rows)


def since(tx: Tx, contact_id: int, on: date) -> None:
    """Let a client be one since a day, where no earlier one is known."""
    tx.run(
        """UPDATE client SET since = :day WHERE contact_id = :contact
           AND (since IS NULL OR since > :day)""",
        {"contact": contact_id, "day": on.isoformat()},
    )
