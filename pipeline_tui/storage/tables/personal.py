"""What the law on personal data asks for: who was erased, who may not be, and who looked at whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, maybe_ref, maybe_utc, ref, text, utc, whole


class ErasureRow(Table, table=True):
    """A person whose data is gone; the contact's row stays for the counts."""

    __tablename__ = "erasure"
    __table_args__ = (Index("uq_erasure_contact_id", "contact_id", unique=True), STRICT)
    id: int | None = key()
    contact_id: int = ref("contact.id")
    at: datetime = utc()
    operator_id: int = ref("operator.id")
    why: str = text()  # request, retention
    act: str = text()


class LegalHoldRow(Table, table=True):
    """Why a person's data must stay for now, whatever they ask and however old it is."""

    __tablename__ = "legal_hold"
    __table_args__ = (Index("ix_legal_hold_contact_id", "contact_id"), STRICT)
    id: int | None = key()
    contact_id: int = ref("contact.id")
    reason: str = text()
    at: datetime = utc()
    operator_id: int = ref("operator.id")
    act: str = text()
    lifted_at: datetime | None = maybe_utc()
    lifted_by: int | None = maybe_ref("operator.id")


class LookRow(Table, table=True):
    """Who read a card of whom: one row for each person, contact, card and day, never journalled."""

    __tablename__ = "look"
    __table_args__ = (Index("ix_look_contact_id", "contact_id"), STRICT)
    operator_id: int = ref("operator.id", primary_key=True)
    contact_id: int = ref("contact.id", primary_key=True)
    door: str = text(primary_key=True)  # contact, client, deal, export
    day: str = text(primary_key=True)  # ISO date in the shop's zone
    first_at: datetime = utc()
    last_at: datetime = utc()
    times: int = whole(1)
