"""What is known of clients besides purchases: needs with their history, yearly dates, complaints."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy import text as sql

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, maybe_ref, maybe_utc, ref, text, utc, whole


class ClientNeedRow(Table, table=True):
    """An answer to a question of the needs sheet; every one is kept, the newest counts."""

    __tablename__ = "client_need"
    __table_args__ = (Index("ix_client_need_contact_id", "contact_id", "need"), STRICT)
    id: int | None = key()
    contact_id: int = ref("contact.id")
    need: str = text()  # key in the playbook
    value: str = text()  # as the question's type is stored; "" or "?": not known
    at: datetime = utc()
    operator_id: int = ref("operator.id")
    undone: int = whole()


class OccasionRow(Table, table=True):
    """A yearly date of a client; a change is a new row that replaces the one before."""

    __tablename__ = "occasion"
    __table_args__ = (Index("ix_occasion_contact_id", "contact_id"), STRICT)
    id: int | None = key()
    contact_id: int = ref("contact.id")
    what: str = text()
    month: int = whole()
    day: int = whole()
    recipient: str = text()
    relation: str = text()
    address: str = text()
    last_gift: str = text()
    lead_days: int = whole()
    state: str = text("kept")  # kept, replaced, dropped, undone
    noted_by: int = ref("operator.id")
    noted_at: datetime = utc()


class ComplaintRow(Table, table=True):
    """What went wrong with a client's purchase, and what was done about it."""

    __tablename__ = "complaint"
    __table_args__ = (
        Index("ix_complaint_contact_id", "contact_id"),
        Index(
            "uq_complaint_open",
            "contact_id",
            unique=True,
            sqlite_where=sql("solved_at IS NULL AND undone = 0"),
        ),
        STRICT,
    )
    id: int | None = key()
    contact_id: int = ref("contact.id")
    words: str = text()
    opened_at: datetime = utc()
    opened_by: int = ref("operator.id")
    solved_at: datetime | None = maybe_utc()
    solved_by: int | None = maybe_ref("operator.id")
    done: str = text()
    undone: int = whole()
