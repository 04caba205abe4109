"""Calls, notes, answers to the script, and drafts of what is being typed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, maybe_ref, maybe_utc, maybe_whole, ref, text, utc, whole


class CallRow(Table, table=True):
    """One attempt, written before the phone rings, with what the gate knew."""

    __tablename__ = "call"
    __table_args__ = (
        Index("ix_call_contact_id", "contact_id", "dialled_at"),
        Index("ix_call_e164", "e164", "dialled_at"),
        Index("ix_call_operator_id", "operator_id", "dialled_at"),
        STRICT,
    )
    id: int | None = key()
    contact_id: int = ref("contact.id")
    operator_id: int = ref("operator.id")
    number_id: int | None = maybe_ref("number.id")
    list_id: int | None = maybe_ref("list.id")
    e164: str = text()
    stage: str = text()
    purpose: str = text()
    mode: str = text()  # handset, simulated, incoming
    token: str = text()  # of the hold it was dialled on
    dialled_at: datetime = utc()
    counts: int = whole(1)  # 0: nothing was dialled, or the same attempt again
    outcome: str = text()  # "" while it awaits one
    outcome_at: datetime | None = maybe_utc()
    reason: str = text()
    reached: int = whole()
    refusal: int = whole()
    note: str = text()
    script: str = text()  # "cold-call/en/3"
    path: str = text("[]")  # script steps taken, JSON
    gate: str = text("{}")  # rule file, basis, zone, attempts counted, JSON
    undone: int = whole()
    unsaid: str = text("[]")  # must-say lines marked as not said, JSON
    next_part: str = text()  # part of day in which the retry reaches best, as known when the call ended


class NoteRow(Table, table=True):
    """A note that belongs to no call."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_contact_id", "contact_id", "at"), STRICT)
    id: int | None = key()
    contact_id: int = ref("contact.id")
    operator_id: int = ref("operator.id")
    stage: str = text()
    at: datetime = utc()
    body: str = text()
    travels: int = whole(1)  # 0: stays with its stage
    undone: int = whole()
    call_id: int | None = maybe_whole()  # late words: the call they belong to


class AnswerRow(Table, table=True):
    """The current answer to a question of the script."""

    __tablename__ = "answer"
    __table_args__ = (STRICT,)
    contact_id: int = ref("contact.id", primary_key=True)
    field: str = text(primary_key=True)
    value: str = text()
    call_id: int | None = maybe_whole()
    at: datetime = utc()


class DraftRow(Table, table=True):
    """What an operator typed for a contact and has not saved by an act; never journalled."""

    __tablename__ = "draft"
    __table_args__ = (STRICT,)
    operator_id: int = ref("operator.id", primary_key=True)
    contact_id: int = ref("contact.id", primary_key=True)
    body: str = text("{}")
    at: datetime = utc()
