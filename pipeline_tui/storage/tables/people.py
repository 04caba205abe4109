"""The shop itself and the people who sign in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index

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


class WorkspaceRow(Table, table=True):
    """The one row that says whose workspace this is."""

    __tablename__ = "workspace"
    __table_args__ = (STRICT,)
    id: int = whole(1, primary_key=True)
    firm: str = text()
    trade: str = text()
    country: str = text()
    zone: str = text()
    structure: str = text()
    language: str = text()
    currency: str = text()
    hours: str = text()  # working hours, as typed: "Mon-Sat 9-19"
    practice: int = whole()
    clock_offset: int = whole()  # seconds the practice clock runs ahead of the machine's
    playbook_version: int = whole(1)
    secret: str = text()  # hex key of the keyed hashes
    created_at: datetime = utc()
    goal: int = whole()  # calls a day of one person; 0: none


class OperatorRow(Table, table=True):
    """A person who signs in."""

    __tablename__ = "operator"
    __table_args__ = (Index("uq_operator_folded", "folded", unique=True), STRICT)
    id: int | None = key()
    name: str = text()
    folded: str = text()  # accent- and case-insensitive, so that a name is found as typed
    active: int = whole(1)
    passphrase: str | None = maybe_text()  # argon2id
    failed_tries: int = whole()
    locked_until: datetime | None = maybe_utc()
    language: str = text()
    extension: str = text()
    created_at: datetime = utc()
    languages: str = text()  # spoken in calls, comma-separated; "" means every one
    share: int = whole(1)  # of what is shared out by quota; 0 receives nothing
    discount_limit: int | None = maybe_whole()  # basis points; None: the playbook's
    newcomer: int = whole(0)  # 1: live contacts wait until a manager releases them


class OperatorRoleRow(Table, table=True):
    """What an operator is: scout, hunter, farmer, manager."""

    __tablename__ = "operator_role"
    __table_args__ = (STRICT,)
    operator_id: int = ref("operator.id", primary_key=True)
    role: str = text(primary_key=True)


class AbsenceRow(Table, table=True):
    """Days on which an operator does not work; nothing new is given to them meanwhile."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_operator_id", "operator_id", "from_on"), STRICT)
    id: int | None = key()
    operator_id: int = ref("operator.id")
    from_on: str = text()  # ISO date in the shop's zone
    to_on: str | None = maybe_text()  # ISO date, included; None: until they are back
    reason: str = text()
    noted_by: int = ref("operator.id")
    noted_at: datetime = utc()
    undone: int = whole()


class ReassignmentRow(Table, table=True):
    """One thing that went from one person to another when somebody was replaced; undo reads it."""

    __tablename__ = "reassignment"
    __table_args__ = (Index("ix_reassignment_contact_id", "contact_id"), STRICT)
    act: str = text(primary_key=True)
    what: str = text(
        primary_key=True
    )  # owner, promise, deal, check-in, hand-off, message, hold, draft:WRITER
    row_id: int = whole(primary_key=True)
    contact_id: int = ref("contact.id")
    stage: str = text()  # at which it is worked
    from_id: int = ref("operator.id")
    to_id: int | None = maybe_ref("operator.id")  # None: the team
