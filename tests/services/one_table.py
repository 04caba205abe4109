"""One table of several, each about its own subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

Row = TypeVar("Row")


def one_table(parts: Iterable[Mapping[str, Row]]) -> dict[str, Row]:
    """Return all rows in one table; a name that stands in two of them is a row lost."""
    whole: dict[str, Row] = {}
    for part in parts:
        twice = whole.keys() & part.keys()
        assert not twice, f"in two tables: {sorted(twice)}"
        whole.update(part)
    return whole
