"""What was loaded into lists, and how it was read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, ref, text, utc, whole


class LoadAccountRow(Table, table=True):
    """One file that was loaded: who did, how its columns were read, what was counted. Names no contact."""

    __tablename__ = "load_account"
    __table_args__ = (
        Index("ix_load_account_list_id", "list_id"),
        Index("uq_load_account_act", "act", unique=True),
        STRICT,
    )
    id: int | None = key()
    act: str = text()
    list_id: int = whole()  # outlives its list
    operator_id: int = ref("operator.id")
    at: datetime = utc()
    file: str = text()  # name without folder
    stage: str = text("scouting")
    encoding: str = text()
    delimiter: str = text()
    columns: str = text("[]")  # of the file with the field each fills, JSON
    rows: int = whole()
    taken: int = whole()
    merged: int = whole()
    rejected: int = whole()
