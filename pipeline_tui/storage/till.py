"""What a file from the till writes: purchases known by their line, the clients they make, the way back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from pipeline_tui.storage.store import Tx


def booked_keys(tx: Tx, keys: Iterable[str]) -> set[str]:
    """Return which lines of the till are booked already."""
    found: set[str] = set()
    for key in keys:
        if tx.value("SELECT 1 FROM purchase WHERE till_key = :key AND undone = 0", {"key": key}) is not None:
            found.add(key)
    return found


def mark(tx: Tx, purchase_id: int, key: str, act: str) -> None:
    """Let a purchase be known by its line of the till, and by the act that brought it."""
    tx.run(
        "UPDATE purchase SET till_key = :key, act = :act WHERE id = :id",
        {"id": purchase_id, "key": key, "act": act},
    )


def contact_exists(tx: Tx, contact_id: int) -> bool:
    """Return whether there is somebody under an id; who was taken out again is nobody."""
    found = tx.value(
        """SELECT 1 FROM contact c LEFT JOIN firm f ON f.id = c.firm_id
           WHERE c.id = :id AND (c.folded <> '' OR f.id IS NOT NULL)""",
        {"id": contact_id},
    )
    return found is not None


def clients_named(tx: Tx, names: Iterable[str]) -> list[int]:
    """Return the clients with one of these names, folded as they are stored."""
    found: set[int] = set()
    for name in names:
        rows = tx.all(
            """SELECT c.id FROM contact c JOIN client k ON k.contact_id = c.id WHERE c.folded = :name""",
            {"name": name},
        )
        found.update(row[0] for row in rows)
    return sorted(found)


def make_client(tx: Tx, contact_id: int, segment: str, since: date) -> None:
    """Make a contact a client who was not spoken to: a till knows no conversation."""
    tx.run(
        """INSERT INTO client (contact_id, segment, segment_by_hand, since, last_contact_at)
           VALUES (:contact, :segment, 0, :since, NULL)""",
        {"contact": contact_id, "segment": segment, "since": since.isoformat()},
    )


def refundable(tx: Tx, contact_id: int, amount_minor: int, on: date) -> tuple[int, str] | None:
    """Return id and text of the newest purchase of which so much (above zero) can be given back."""
    row = tx.one(
        """SELECT b.id, b.what FROM purchase b
           WHERE b.contact_id = :contact AND b.undone = 0 AND b.amount_minor > 0 AND b.bought_on <= :on
           AND b.amount_minor + COALESCE((SELECT SUM(r.amount_minor) FROM purchase r
                                          WHERE r.refund_of = b.id AND r.undone = 0), 0) >= :back
           ORDER BY b.bought_on DESC, b.id DESC LIMIT 1""",
        {"contact": contact_id, "back": amount_minor, "on": on.isoformat()},
    )
    return (row[0], row[1]) if row else None


def given_back_since(tx: Tx, act: str) -> bool:
    """Return whether something an act brought was given back by another act."""
    found = tx.value(
        """SELECT 1 FROM purchase r JOIN purchase b ON b.id = r.refund_of
           WHERE b.act = :act AND r.act <> :act AND r.undone = 0 LIMIT 1""",
        {"act": act},
    )
    return found is not None


def withdraw(tx: Tx, act: str) -> None:
    """Take everything an act brought out of every sum; the rows stay."""
    tx.run("UPDATE purchase SET undone = 1 WHERE act = :act", {"act": act})


def client_image(tx: Tx, contact_id: int) -> list[Any] | None:
    """Return segment, whether it was set by hand, and since when; None for nobody's client."""
    row = tx.one(
        "SELECT segment, segment_by_hand, since FROM client WHERE contact_id = :contact",
        {"contact": contact_id},
    )
    return list(row) if row else None


def put_client_back(tx: Tx, contact_id: int, image: list[Any] | None) -> None:
    """Make a client what it was; the last conversation is left as it is."""
    if image is None:
        tx.run("DELETE FROM client WHERE contact_id = :contact", {"contact": contact_id})
        return
    tx.run(
        """UPDATE client SET segment = :segment, segment_by_hand = :by_hand, since = :since
           WHERE contact_id = :contact""",
        {"contact": contact_id, "segment": image[0], "by_hand": image[1], "since": image[2]},
    )
