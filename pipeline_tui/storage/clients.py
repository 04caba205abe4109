"""Clients: what they bought, their segment, when they were last really spoken to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline_tui.domain.farming import Purchase
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.keeping import PurchaseRow
from pipeline_tui.storage.types import moment, stamp

_PURCHASE = "SELECT id, bought_on, what, amount_minor, currency, refund_of, reason FROM purchase"


@dataclass(frozen=True, slots=True)
class Client:
    """A contact who bought."""

    contact_id: int
    segment: str
    since: date | None  # day of the first purchase
    last_contact: datetime | None  # UTC; the last real one
    by_hand: bool = False  # a person set the segment

    @property
    def image(self) -> dict[str, str | int | None]:
        """Return the row as it is stored, for the journal's before-image."""
        return {
            "segment": self.segment,
            "segment_by_hand": int(self.by_hand),
            "since": self.since.isoformat() if self.since else None,
            "last_contact_at": stamp(self.last_contact) if self.last_contact else None,
        }


def client(tx: Tx, contact_id: int) -> Client | None:
    """Return the contact as a client; None while nothing was bought."""
    row = tx.one(
        """SELECT contact_id, segment, since, last_contact_at, segment_by_hand FROM client
           WHERE contact_id = :contact""",
        {"contact": contact_id},
    )
    if row is None:
        return None
    return Client(
        row[0],
        row[1],
        date.fromisoformat(row[2]) if row[2] else None,
        moment(row[3]) if row[3] else None,
        bool(row[4]),
    )


def note_contact(
    tx: Tx, contact_id: int, now: datetime, *, segment: str = "", since: date | None = None
) -> None:
    """Make the contact a client where it is none, and remember that it was really spoken to now."""
    tx.run(
        """INSERT INTO client (contact_id, segment, segment_by_hand, since, last_contact_at)
           VALUES (:contact, :segment, 0, :since, :at)
           ON CONFLICT (contact_id) DO UPDATE SET last_contact_at = excluded.last_contact_at""",
        {
            "contact": contact_id,
            "segment": segment,
            "since": since.isoformat() if since else None,
            "at": stamp(now),
        },
    )


def set_last_contact(tx: Tx, contact_id: int, at: datetime | None) -> None:
    """Say when a client was last really spoken to; nobody becomes a client by it."""
    tx.run(
        "UPDATE client SET last_contact_at = :at WHERE contact_id = :contact",
        {"contact": contact_id, "at": stamp(at) if at else None},
    )


def put_back(tx: Tx, contact_id: int, image: dict[str, Any] | None) -> None:
    """Make the client row what it was; None: there was none."""
    if image is None:
        tx.run("DELETE FROM client WHERE contact_id = :contact", {"contact": contact_id})
        return
    tx.run(
        """UPDATE client SET segment = :segment, segment_by_hand = :segment_by_hand, since = :since,
           last_contact_at = :last_contact_at WHERE contact_id = :contact""",
        {"segment_by_hand": 0, **image, "contact": contact_id},  # an act before segments were set by hand
    )


def set_segment(tx: Tx, contact_id: int, segment: str, *, by_hand: bool) -> None:
    """Put a client into a segment; ``by_hand`` keeps the rule away from it."""
    tx.run(
        "UPDATE client SET segment = :segment, segment_by_hand = :by_hand WHERE contact_id = :contact",
        {"contact": contact_id, "segment": segment, "by_hand": int(by_hand)},
    )


def add_purchase(
    tx: Tx,
    contact_id: int,
    operator_id: int,
    bought_on: date,
    amount_minor: int,
    currency: str,
    *,
    what: str = "",
    delivered_on: date | None = None,
    deal_id: int | None = None,
    refund_of: int | None = None,
    reason: str = "",
) -> int:
    """Book something bought; ``amount_minor`` is negative for a refund. Returns its id."""
    return tx.insert(
        PurchaseRow,
        contact_id=contact_id,
        deal_id=deal_id,
        operator_id=operator_id,
        bought_on=bought_on.isoformat(),
        delivered_on=delivered_on.isoformat() if delivered_on else None,
        what=what,
        amount_minor=amount_minor,
        currency=currency,
        refund_of=refund_of,
        reason=reason,
    )


def purchase(tx: Tx, purchase_id: int) -> Purchase:
    """Return one purchase."""
    row = tx.one(f"{_PURCHASE} WHERE id = :id", {"id": purchase_id})
    if row is None:
        raise LookupError(f"purchase {purchase_id} is not stored")
    return _purchase(row)


def purchases(tx: Tx, contact_id: int) -> tuple[Purchase, ...]:
    """Return what a client bought, newest first."""
    return tuple(
        _purchase(row)
        for row in tx.all(
            f"""{_PURCHASE} WHERE contact_id = :contact AND undone = 0 ORDER BY bought_on DESC, id DESC""",
            {"contact": contact_id},
        )
    )


def withdraw_purchase(tx: Tx, purchase_id: int) -> None:
    """Take a purchase out of every sum; the row stays."""
    tx.run("UPDATE purchase SET undone = 1 WHERE id = :id", {"id": purchase_id})


def last_farmer(tx: Tx, contact_id: int) -> int | None:
    """Return who keeps or last kept the client, by its check-ins."""
    found = tx.value(
        """SELECT owner_id FROM check_in WHERE contact_id = :contact AND owner_id IS NOT NULL
           AND state <> 'undone' ORDER BY id DESC LIMIT 1""",
        {"contact": contact_id},
    )
    return int(found) if found is not None else None


def _purchase(row: Row) -> Purchase:
    return Purchase(row[0], date.fromisoformat(row[1]), *row[2:7])
