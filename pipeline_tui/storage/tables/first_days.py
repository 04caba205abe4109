"""First days of newcomers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, ref, text, utc, whole


class FirstDayRow(Table, table=True):
    """One thing done on a first day; rows are added, and marked when the act is taken back."""

    __tablename__ = "first_day"
    __table_args__ = (Index("ix_first_day_operator_id", "operator_id"), STRICT)
    id: int | None = key()
    operator_id: int = ref("operator.id")
    what: str = text()  # begun, read, answered, practised, released
    got: int = whole()  # right at once, points of a practice call; of a release 1: waived
    at: datetime = utc()
    by_id: int = ref("operator.id")
    act: str = text()
    undone: int = whole()
