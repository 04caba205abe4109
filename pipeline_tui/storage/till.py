"""What a file from the till writes: purchases known by their line, the clients they make, the way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline_tui.storage.store import Row, Tx

_LEFT = """SELECT id, what, bought_on, left_of_it FROM (
  SELECT b.id, b.what, b.bought_on, b.amount_minor + COALESCE(
    (SELECT SUM(r.amount_minor) FROM purchase r WHERE r.refund_of = b.id AND r.undone = 0), 0) AS left_of_it
  FROM purchase b WHERE b.contact_id = :contact AND b.undone = 0 AND b.amount_minor > 0) bought WHERE 1 = 1"""


@dataclass(frozen=True, slots=True)
class Touch:
    """A contact that a file from the till touched, and what it was as a client before; None: no client."""

    contact_id: int
    made: bool  # by the file
    image: list[Any] | None


@dataclass(frozen=True, slots=True)
class Booking:
    """Where a line of the till is booked already."""

    contact_id: int
    by_this_file: bool


@dataclass(frozen=True, slots=True)
class Refundable:
    """A purchase of which something may be given back."""

    id: int
    what: str
    on: date
    left: int  # minor units that are not given back yet


def booking(tx: Tx, key: str, act: str) -> Booking | None:
    """Return where a line is booked, and whether by this act."""
    row = tx.one(
        "SELECT contact_id, act FROM purchase WHERE till_key = :key AND till_key <> '' AND undone = 0",
        {"key": key},
    )
    return Booking(row[0], row[1] == act) if row else None


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


def folded_name(tx: Tx, contact_id: int) -> str:
    """Return the name of a contact as names are compared."""
    return str(tx.value("SELECT folded FROM contact WHERE id = :id", {"id": contact_id}) or "")


def make_client(tx: Tx, contact_id: int, segment: str, since: date) -> None:
    """Make a contact a client who was not spoken to, where it is none: a till knows no conversation."""
    tx.run(
        """INSERT INTO client (contact_id, segment, segment_by_hand, since, last_contact_at)
           VALUES (:contact, :segment, 0, :since, NULL) ON CONFLICT (contact_id) DO NOTHING""",
        {"contact": contact_id, "segment": segment, "since": since.isoformat()},
    )


def refundable(tx: Tx, contact_id: int, amount_minor: int, on: date) -> Refundable | None:
    """Return the newest purchase up to a day of which so much (above zero) can be given back."""
    row = tx.one(
        f"""{_LEFT} AND bought_on <= :on AND left_of_it >= :back ORDER BY bought_on DESC, id DESC LIMIT 1""",
        {"contact": contact_id, "back": amount_minor, "on": on.isoformat()},
    )
    return _refundable(row) if row else None


def all_refundable(tx: Tx, contact_id: int) -> list[Refundable]:
    """Return every purchase of a contact with what is left of it, newest first."""
    rows = tx.all(f"{_LEFT} ORDER BY bought_on DESC, id DESC", {"contact": contact_id})
    return [_refundable(row) for row in rows]


def touch(tx: Tx, act: str, contact_id: int, *, made: bool = False) -> None:
    """Keep what a contact was as a client before a file's first row of them, so that it can be taken back."""
    tx.run(
        """INSERT INTO till_touch (act, contact_id, made, client, segment, segment_by_hand, since)
           SELECT :act, :contact, :made, k.contact_id IS NOT NULL, COALESCE(k.segment, ''),
             COALESCE(k.segment_by_hand, 0), k.since
           FROM contact c LEFT JOIN client k ON k.contact_id = c.id WHERE c.id = :contact
           ON CONFLICT (act, contact_id) DO NOTHING""",
        {"act": act, "contact": contact_id, "made": int(made)},
    )


def made(tx: Tx, act: str, contact_id: int) -> bool:
    """Return whether a file made a contact."""
    found = tx.value(
        "SELECT made FROM till_touch WHERE act = :act AND contact_id = :contact",
        {"act": act, "contact": contact_id},
    )
    return bool(found)


def touches(tx: Tx, act: str, most: int) -> list[Touch]:
    """Return some of those a file touched, with what each was before."""
    rows = tx.all(
        """SELECT contact_id, made, client, segment, segment_by_hand, since FROM till_touch
           WHERE act = :act ORDER BY contact_id DESC LIMIT :most""",
        {"act": act, "most": most},
    )
    return [Touch(row[0], bool(row[1]), list(row[3:6]) if row[2] else None) for row in rows]


def forget_touch(tx: Tx, act: str, contact_id: int) -> None:
    """Drop what is kept of one contact, because it is as it was."""
    tx.run(
        "DELETE FROM till_touch WHERE act = :act AND contact_id = :contact",
        {"act": act, "contact": contact_id},
    )


def given_back_since(tx: Tx, act: str, contact_id: int) -> bool:
    """Return whether something an act brought to a contact was given back by another act."""
    found = tx.value(
        """SELECT 1 FROM purchase b JOIN purchase r ON r.refund_of = b.id
           WHERE b.contact_id = :contact AND b.act = :act AND r.act <> :act AND r.undone = 0 LIMIT 1""",
        {"act": act, "contact": contact_id},
    )
    return found is not None


def withdraw(tx: Tx, act: str, contact_id: int) -> None:
    """Take everything an act brought to a contact out of every sum; the rows stay."""
    tx.run(
        "UPDATE purchase SET undone = 1 WHERE contact_id = :contact AND act = :act",
        {"act": act, "contact": contact_id},
    )


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


def _refundable(row: Row) -> Refundable:
    return Refundable(row[0], row[1], date.fromisoformat(row[2]), row[3])
