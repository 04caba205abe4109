"""How the files of a source were read, so that the next one is read so too."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index

from pipeline_tui.storage.tables.base import STRICT, Table
from pipeline_tui.storage.types import key, ref, text, utc


class SourceRow(Table, table=True):
    """A manager's correction of the columns of a file; the latest of a signature holds.

    The signature stands for the column names in their order; the names themselves are not kept.
    """

    __tablename__ = "source"
    __table_args__ = (
        Index("ix_source_signature", "signature"),
        Index("uq_source_act", "act", unique=True),
        STRICT,
    )
    id: int | None = key()
    signature: str = text()
    columns: str = text("{}")  # field: places of its columns, as JSON
    at: datetime = utc()
    operator_id: int = ref("operator.id")
    act: str = text()  # the import it came with
