"""Records as values that JSON can hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Set
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from pathlib import PurePath
from typing import Any

from pipeline_tui.domain.text import clean

_MOST = 1_000_000


def as_json(value: Any) -> Any:
    """Return a record, or anything made of records, as JSON values.

    Instants become ISO 8601 in UTC with the zone written out, dates ISO; sets become sorted lists, those of
    enum members in the order of the enum; texts are cleaned. TypeError for what has no JSON form.
    """
    if value is None or (isinstance(value, bool | int | float) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return as_json(value.value)
    if isinstance(value, str):
        return clean(value, limit=_MOST, multiline=True)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, PurePath):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(as_json(key)): as_json(each) for key, each in value.items()}
    if isinstance(value, Set):
        return [as_json(each) for each in sorted(value, key=_place)]
    if isinstance(value, Iterable):
        return [as_json(each) for each in value]
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _place(member: Any) -> Any:
    return list(type(member)).index(member) if isinstance(member, Enum) else member
