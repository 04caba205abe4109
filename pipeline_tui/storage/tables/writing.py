"""Messages to contacts, their answers, and what they said of each channel."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, maybe_utc, ref, text, utc, whole


class WrittenRow(Table, table=True):
    """A message to a contact, a visit agreed, or their answer; never an address or a number."""

    __tablename__ = "written"
    __table_args__ = (Index("ix_written_contact_id", "contact_id", "at"), STRICT)
    id: int | None = key()
    contact_id: int = ref("contact.id")
    operator_id: int = ref("operator.id")
    at: datetime = utc()
    stage: str = text()
    way: str = text()  # out, in
    channel: str = text()  # whatsapp, sms, email, visit
    template: str = text()
    body: str = text()
    visit_at: datetime | None = maybe_utc()
    undone: int = whole()


class ChannelWordRow(Table, table=True):
    """What a contact said of a channel; the last word that stands counts."""

    __tablename__ = "channel_word"
    __table_args__ = (Index("ix_channel_word_contact_id", "contact_id"), STRICT)
    id: int | None = key()
    contact_id: int = ref("contact.id")
    channel: str = text()
    agreed: int = whole()
    operator_id: int = ref("operator.id")
    at: datetime = utc()
    undone: int = whole()
