"""The one metadata of all tables, with names for every constraint so that migrations can drop them."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import MetaData
from sqlmodel import SQLModel

STRICT: dict[str, Any] = {"sqlite_strict": True}


class Table(SQLModel):
    """Base of every table."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
