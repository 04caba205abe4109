"""The shop's own, tighter calling rules, every version that ever held, and how far places obey them."""

from __future__ import annotations

from datetime import datetime

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, ref, text, utc, whole


class OwnRulesRow(Table, table=True):
    """One version of the shop's own rules; the newest that is not undone holds."""

    __tablename__ = "own_rules"
    __table_args__ = (STRICT,)
    id: int | None = key()
    operator_id: int = ref("operator.id")
    at: datetime = utc()
    body: str = text()  # the file as it was loaded, TOML
    digest: str = text()  # its short hash, which every proof of a call names
    undone: int = whole()


class SettledUnderRow(Table, table=True):
    """Under which rules the places in the queue were computed; one row, absent until they first change."""

    __tablename__ = "settled_under"
    __table_args__ = (STRICT,)
    id: int | None = key()
    digest: str = text()  # of the own rules, "" for none
    contact_id: int = whole()  # up to this contact; below zero: all of them
