"""On what ground we may call, and whom nobody may."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy import text as sql

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, maybe_ref, maybe_utc, maybe_whole, ref, text, utc


class BasisRow(Table, table=True):
    """A recorded ground; a trigger refuses every edit but of ``used_at``: a new row replaces it."""

    __tablename__ = "basis"
    __table_args__ = (
        Index("ix_basis_contact_id", "contact_id"),
        Index("ix_basis_act", "act"),
        Index("ix_basis_revokes", "revokes", sqlite_where=sql("revokes IS NOT NULL")),
        STRICT,
    )
    id: int | None = key()
    contact_id: int = ref("contact.id")
    kind: str = text()  # consent, contract, business-interest, own-request
    purpose: str = text()  # "" any
    given_at: datetime = utc()
    channel: str = text()
    evidence: str = text()
    wording: str = text()
    expires_at: datetime | None = maybe_utc()
    revoked_at: datetime | None = maybe_utc()
    slot_at: datetime | None = maybe_utc()
    used_at: datetime | None = maybe_utc()
    operator_id: int | None = maybe_ref("operator.id")
    at: datetime = utc()
    act: str = text()  # the act that wrote it, so that undo finds it
    revokes: int | None = maybe_whole()  # the row that this one takes back, at ``given_at``


class SuppressionRow(Table, table=True):
    """A number or person nobody may call, kept as a keyed hash."""

    __tablename__ = "suppression"
    __table_args__ = (Index("ix_suppression_hash", "hash"), Index("ix_suppression_act", "act"), STRICT)
    id: int | None = key()
    scope: str = text()  # number, person; of whom was erased also email, and line for a shared one
    hash: str = text()  # keyed; of the number, of "contact:<id>", "email:<address>", "line:<number>:<name>"
    reason: str = text()
    at: datetime = utc()
    operator_id: int | None = maybe_ref("operator.id")
    act: str = text()
    lifted_at: datetime | None = maybe_utc()  # by undo only
    moved: str = text("{}")  # whose place it changed and which promises it ended, for the undo, JSON
