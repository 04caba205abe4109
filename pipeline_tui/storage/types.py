"""Column types that are safe on both engines, and short ways to declare columns with them.

STRICT tables of SQLite know INTEGER, TEXT, REAL and BLOB only, hence the variants.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Integer, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field

WholeNumber = BigInteger().with_variant(Integer, "sqlite")


def stamp(moment: datetime) -> str:
    """Write an aware instant as fixed-width UTC text, so that text order is time order."""
    if moment.tzinfo is None:
        raise ValueError("an instant without a time zone cannot be stored")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def moment(value: str | datetime) -> datetime:
    """Read a stored instant as aware UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime.fromisoformat(value)


def epoch(instant: datetime) -> int:
    """Write an aware instant as whole seconds since 1970, as the narrow queue keeps them."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone cannot be stored")
    return int(instant.timestamp())


def from_epoch(seconds: int) -> datetime:
    """Read whole seconds since 1970 as aware UTC."""
    return datetime.fromtimestamp(seconds, UTC)


class UtcTime(TypeDecorator[datetime]):
    """An instant: fixed-width text on SQLite, ``timestamptz`` on PostgreSQL; naive values are refused."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the engine's own type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse naive values, then write."""
        if value is None:
            return None
        text = stamp(value)
        return value if dialect.name == "postgresql" else text

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read back as aware UTC."""
        return None if value is None else moment(value)


def key() -> Any:
    """Declare the integer primary key."""
    return Field(default=None, primary_key=True, sa_type=WholeNumber)


def ref(target: str, *, index: bool = False, primary_key: bool = False) -> Any:
    """Declare a required reference to another table's row."""
    return Field(
        sa_type=WholeNumber,
        sa_column_args=(ForeignKey(target),),
        index=index,
        primary_key=primary_key,
        nullable=False,
    )


def maybe_ref(target: str, *, index: bool = False) -> Any:
    """Declare an optional reference to another table's row."""
    return Field(
        default=None, sa_type=WholeNumber, sa_column_args=(ForeignKey(target),), index=index, nullable=True
    )


def text(default: str = "", *, primary_key: bool = False) -> Any:
    """Declare a text column that is never NULL."""
    return Field(default=default, sa_type=Text, nullable=False, primary_key=primary_key)


def maybe_text() -> Any:
    """Declare a text column that may be NULL."""
    return Field(default=None, sa_type=Text, nullable=True)


def whole(default: int = 0, *, primary_key: bool = False) -> Any:
    """Declare a whole-number column that is never NULL; also for flags (0 or 1)."""
    return Field(default=default, sa_type=WholeNumber, nullable=False, primary_key=primary_key)


def maybe_whole() -> Any:
    """Declare a whole-number column that may be NULL."""
    return Field(default=None, sa_type=WholeNumber, nullable=True)


def utc() -> Any:
    """Declare a required instant."""
    return Field(sa_type=UtcTime, nullable=False)


def maybe_utc() -> Any:
    """Declare an optional instant."""
    return Field(default=None, sa_type=UtcTime, nullable=True)
