"""The shop's method: every version it ever adopted, which one holds, and who has read what is new in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, maybe_ref, ref, text, utc


class PlaybookVersionRow(Table, table=True):
    """One version, whole; triggers keep it as it is. ``id`` is its number, which calls store."""

    __tablename__ = "playbook_version"
    __table_args__ = (STRICT,)
    id: int | None = key()
    digest: str = text()
    files: str = text()  # text by name, JSON
    operator_id: int | None = maybe_ref("operator.id")  # None: the set-up
    at: datetime = utc()


class PlaybookStandingRow(Table, table=True):
    """From when on a version held; the newest row counts, and taking back writes another one."""

    __tablename__ = "playbook_standing"
    __table_args__ = (STRICT,)
    id: int | None = key()
    version_id: int = ref("playbook_version.id")
    operator_id: int | None = maybe_ref("operator.id")
    at: datetime = utc()


class PlaybookReadRow(Table, table=True):
    """An operator has read what is new in a version; the newest row of each counts."""

    __tablename__ = "playbook_read"
    __table_args__ = (Index("ix_playbook_read_operator_id", "operator_id"), STRICT)
    id: int | None = key()
    operator_id: int = ref("operator.id")
    version_id: int = ref("playbook_version.id")
    at: datetime = utc()
