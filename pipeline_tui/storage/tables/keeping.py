"""Clients: what they bought, their rhythm, their check-ins."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy import text as sql

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import (
    key,
    maybe_ref,
    maybe_text,
    maybe_utc,
    maybe_whole,
    ref,
    text,
    whole,
)


class ClientRow(Table, table=True):
    """A contact who bought: segment and last real contact."""

    __tablename__ = "client"
    __table_args__ = (STRICT,)
    contact_id: int = ref("contact.id", primary_key=True)
    segment: str = text()
    segment_by_hand: int = whole()  # 1: a person set it, and the playbook's rule leaves it alone
    since: str | None = maybe_text()  # ISO date of the first purchase
    last_contact_at: datetime | None = maybe_utc()


class PurchaseRow(Table, table=True):
    """Something a client bought; negative for a refund."""

    __tablename__ = "purchase"
    __table_args__ = (
        Index("ix_purchase_contact_id", "contact_id", "bought_on"),
        Index("ix_purchase_refund_of", "refund_of", sqlite_where=sql("refund_of IS NOT NULL")),
        Index("ix_purchase_act", "act", sqlite_where=sql("act <> ''")),
        # A line of the till is booked once, however often its file is read.
        Index(
            "uq_purchase_till_key",
            "till_key",
            unique=True,
            sqlite_where=sql("till_key <> '' AND undone = 0"),
            postgresql_where=sql("till_key <> '' AND undone = 0"),
        ),
        STRICT,
    )
    id: int | None = key()
    contact_id: int = ref("contact.id")
    deal_id: int | None = maybe_ref("deal.id")
    operator_id: int = ref("operator.id")
    bought_on: str = text()  # ISO date in the shop's zone
    delivered_on: str | None = maybe_text()
    what: str = text()
    amount_minor: int = whole()
    currency: str = text()
    undone: int = whole()
    refund_of: int | None = maybe_whole()  # the purchase of which this gives back
    reason: str = text()  # of a refund
    till_key: str = text()  # keyed hash of the till's own line
    act: str = text()  # of a file from the till, so that undo finds what it brought


class TillTouchRow(Table, table=True):
    """Somebody a file from the till touched, and what they were as a client before; gone once taken back."""

    __tablename__ = "till_touch"
    __table_args__ = (STRICT,)
    act: str = text(primary_key=True)
    contact_id: int = ref("contact.id", primary_key=True)
    made: int = whole()  # 1: the file made the contact
    client: int = whole()  # 1: was a client before
    segment: str = text()
    segment_by_hand: int = whole()
    since: str | None = maybe_text()


class CheckInRow(Table, table=True):
    """A planned contact with a client."""

    __tablename__ = "check_in"
    __table_args__ = (
        # With the contact, so that a month is counted from the index alone.
        Index("ix_check_in_due", "owner_id", "due_on", "contact_id", sqlite_where=sql("state = 'planned'")),
        Index("ix_check_in_done", "owner_id", "done_on", "contact_id", sqlite_where=sql("state = 'done'")),
        Index("ix_check_in_contact_id", "contact_id"),
        Index("uq_check_in_day", "contact_id", "due_on", unique=True, sqlite_where=sql("state = 'planned'")),
        STRICT,
    )
    id: int | None = key()
    contact_id: int = ref("contact.id")
    owner_id: int | None = maybe_ref("operator.id")
    due_on: str = text()  # ISO date in the shop's zone
    due_at: datetime | None = maybe_utc()  # when a time was agreed
    wished_on: str | None = maybe_text()  # ISO date by the rhythm, where that day was full
    state: str = text("planned")  # planned, done, cancelled, undone
    outcome: str = text()
    satisfaction: int | None = maybe_whole()
    note: str = text()
    done_on: str | None = maybe_text()
    done_at: datetime | None = maybe_utc()
    done_by: int | None = maybe_ref("operator.id")
    call_id: int | None = maybe_whole()
    version: int = whole(1)
