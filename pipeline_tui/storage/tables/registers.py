"""Registers of people who want no calls, as they were loaded from a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy import text as sql

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, ref, text, utc, whole

# Hundreds of thousands of numbers, looked up by their hash only: the key is the table.
_CLUSTERED: dict[str, Any] = {**STRICT, "sqlite_with_rowid": False}


class RegisterRow(Table, table=True):
    """One loading of a register; of each country and name one is current."""

    __tablename__ = "register"
    __table_args__ = (
        Index(
            "uq_register_current",
            "country",
            "folded",
            unique=True,
            sqlite_where=sql("state = 'current'"),
            postgresql_where=sql("state = 'current'"),
        ),
        STRICT,
    )
    id: int | None = key()
    country: str = text()  # of the rule file it belongs to
    name: str = text()
    folded: str = text()
    dated: str = text()  # ISO date of the file's contents
    numbers: int = whole()
    state: str = text("loading")  # loading, current, replaced, undone
    loaded_at: datetime = utc()
    loaded_by: int = ref("operator.id")
    act: str = text()
    settled: int = whole()  # 1 once the places of all whom it concerns followed


class RegisterNumberRow(Table, table=True):
    """A number on a register: the first 63 bits of its keyed hash, never the number."""

    __tablename__ = "register_number"
    __table_args__ = (_CLUSTERED,)
    hash: int = whole(primary_key=True)
    register_id: int = ref("register.id", primary_key=True)
    since: int = whole()  # days since 1970 on which it was put there; 0 when nobody said
