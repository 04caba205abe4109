"""Contacts for life, their firms, numbers, addresses, and the lists they came in."""

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
    utc,
    whole,
)


class ListRow(Table, table=True):
    """A batch of contacts from one source."""

    __tablename__ = "list"
    __table_args__ = (Index("uq_list_folded", "folded", unique=True), STRICT)
    id: int | None = key()
    name: str = text()
    folded: str = text()
    source: str = text()
    state: str = text("active")  # active, paused, loading
    priority: int = whole(5)  # 1 first, 9 last
    created_at: datetime = utc()
    created_by: int | None = maybe_ref("operator.id")
    stage: str = text("scouting")  # where its contacts came onto the line
    paused_at: datetime | None = maybe_utc()
    paused_by: int | None = maybe_whole()  # the operator
    joins: int | None = maybe_whole()  # the older list that its contacts are moving to


class FirmRow(Table, table=True):
    """A firm that contacts belong to."""

    __tablename__ = "firm"
    __table_args__ = (Index("ix_firm_folded", "folded"), STRICT)
    id: int | None = key()
    name: str = text()
    folded: str = text()
    city: str = text()


class ContactRow(Table, table=True):
    """A person we may sell to; the wide row that the queue never reads."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_folded", "folded"),
        Index("ix_contact_firm_id", "firm_id"),
        Index("ix_contact_referred_by", "referred_by", sqlite_where=sql("referred_by IS NOT NULL")),
        STRICT,
    )
    id: int | None = key()
    civility: str = text()  # mr, ms or ""
    first_name: str = text()
    last_name: str = text()
    folded: str = text()  # of "last first", for search and likeness
    language: str = text()
    firm_id: int | None = maybe_ref("firm.id")
    firm_role: str = text()
    audience: str = text()  # consumer, business or "" unknown
    country: str = text()
    address: str = text()
    postcode: str = text()
    city: str = text()
    zone: str = text()  # of a known address; "" when only the number says
    region: str = text()  # subdivision for public holidays
    preferred_hours: str = text()
    source: str = text()
    hot: int = whole()  # asked for us: first of the new ones
    created_at: datetime = utc()
    created_by: int | None = maybe_ref("operator.id")
    version: int = whole(1)
    referred_by: int | None = maybe_whole()  # the contact who named this one


class ListMemberRow(Table, table=True):
    """Which row of which list a contact came from."""

    __tablename__ = "list_member"
    __table_args__ = (Index("ix_list_member_contact_id", "contact_id"), STRICT)
    list_id: int = ref("list.id", primary_key=True)
    row_no: int = whole(primary_key=True)
    contact_id: int = ref("contact.id")


class NumberRow(Table, table=True):
    """A telephone number of a contact."""

    __tablename__ = "number"
    __table_args__ = (
        Index("ix_number_contact_id", "contact_id"),
        Index("ix_number_e164", "e164"),
        Index("ix_number_ending", sql("substr(e164, -4)")),  # numbers are searched from their end too
        STRICT,
    )
    id: int | None = key()
    contact_id: int = ref("contact.id")
    e164: str = text()
    extension: str = text()
    kind: str = text("other")  # mobile, fixed, toll-free, voip, other
    holder: str = text("personal")  # personal, household, switchboard
    place: int = whole()  # order on the desk
    unusual: int = whole()  # possible, but not assigned by the numbering plan
    zones: str = text()  # every zone it may lie in, comma-separated
    wrong: str | None = maybe_text()  # disconnected or stranger: no longer stands for this person


class EmailRow(Table, table=True):
    """An e-mail address of a contact."""

    __tablename__ = "email"
    __table_args__ = (
        Index("ix_email_contact_id", "contact_id"),
        Index("ix_email_address", "address"),
        STRICT,
    )
    id: int | None = key()
    contact_id: int = ref("contact.id")
    address: str = text()


class ContactChangeRow(Table, table=True):
    """One change of a contact's fields and numbers, with the before-image that undoing needs.

    Texts may stand here, never in the journal.
    """

    __tablename__ = "contact_change"
    __table_args__ = (
        Index("ix_contact_change_contact_id", "contact_id"),
        Index("uq_contact_change_act", "act", unique=True),
        STRICT,
    )
    id: int | None = key()
    contact_id: int = ref("contact.id")
    operator_id: int = ref("operator.id")
    at: datetime = utc()
    act: str = text()
    image: str = text("{}")  # the changed columns, numbers and addresses as they were, JSON
    undone: int = whole()
