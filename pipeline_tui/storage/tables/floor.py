"""The floor: who is at their desk, who pauses, what is said between desks, and calls passed on live."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy import text as sql

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, maybe_ref, maybe_utc, maybe_whole, ref, text, utc, whole


class PresenceRow(Table, table=True):
    """The last sign of life of an operator's desk; a heartbeat, never journalled."""

    __tablename__ = "presence"
    __table_args__ = (STRICT,)
    operator_id: int = ref("operator.id", primary_key=True)
    place: str = text()  # scout, hunter, farmer, manager, inbox
    state: str = text("here")  # here, gone; what is done there is read from holds, calls and pauses
    since: datetime = utc()  # at this desk
    seen_at: datetime = utc()


class PauseRow(Table, table=True):
    """A stop in an operator's work, with its reason."""

    __tablename__ = "pause"
    __table_args__ = (
        Index("ix_pause_operator_id", "operator_id", "began_at"),
        Index(
            "uq_pause_running",
            "operator_id",
            unique=True,
            sqlite_where=sql("ended_at IS NULL"),
            postgresql_where=sql("ended_at IS NULL"),
        ),
        STRICT,
    )
    id: int | None = key()
    operator_id: int = ref("operator.id")
    reason: str = text()  # code of the playbook
    began_at: datetime = utc()
    ended_at: datetime | None = maybe_utc()


class MessageRow(Table, table=True):
    """Words from one desk to the owner of a contact, or to everybody of its stage."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_unread", "to_id", "stage", sqlite_where=sql("read_at IS NULL")),
        Index("ix_message_to_id", "to_id", "at"),
        Index("ix_message_contact_id", "contact_id"),
        STRICT,
    )
    id: int | None = key()
    contact_id: int = ref("contact.id")
    from_id: int = ref("operator.id")
    to_id: int | None = maybe_ref("operator.id")  # None: everybody of the stage
    stage: str = text()
    body: str = text()
    at: datetime = utc()
    read_at: datetime | None = maybe_utc()
    read_by: int | None = maybe_ref("operator.id")
    undone: int = whole()


class TransferRow(Table, table=True):
    """A contact on the line, offered live to the free desks of the next stage."""

    __tablename__ = "transfer"
    __table_args__ = (Index("ix_transfer_open", "until", sqlite_where=sql("state = 'open'")), STRICT)
    id: int | None = key()
    contact_id: int = ref("contact.id")
    giver_id: int = ref("operator.id")
    call_id: int = ref("call.id")
    token: str = text()  # of the giver's hold
    to_stage: str = text()
    brief: str = text("{}")
    note: str = text()
    asked_at: datetime = utc()
    until: datetime = utc()
    state: str = text("open")  # open, taken, lapsed, withdrawn
    taken_by: int | None = maybe_ref("operator.id")
    answered_at: datetime | None = maybe_utc()
    hand_off_id: int | None = maybe_whole()
