"""The append-only journal, chained per operator."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import maybe_whole, text, utc, whole


class JournalRow(Table, table=True):
    """One act: ids, codes, times and keyed hashes, never personal text."""

    __tablename__ = "journal"
    __table_args__ = (
        Index("uq_journal_act", "act", unique=True),
        Index("ix_journal_contact_id", "contact_id"),
        STRICT,
    )
    operator_id: int = whole(primary_key=True)  # 0: the workspace itself
    seq: int = whole(primary_key=True)
    at: datetime = utc()
    verb: str = text()
    act: str = text()  # client-made UUID, hex: a retry changes nothing
    contact_id: int | None = maybe_whole()
    detail: str = text("{}")  # canonical JSON
    prev: str = text()
    hash: str = text()


class JournalHeadRow(Table, table=True):
    """The end of each operator's chain, so that a cut tail is found."""

    __tablename__ = "journal_head"
    __table_args__ = (STRICT,)
    operator_id: int = whole(primary_key=True)
    seq: int = whole()
    hash: str = text()
    anchored_on: str = text()  # day whose first act journalled all heads
