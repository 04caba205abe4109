"""Correcting what a column of a list holds: one choice at a time, every other column kept as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pipeline_tui.domain.import_columns import ColumnUse
from pipeline_tui.domain.import_headers import FIELDS, SEVERAL
from pipeline_tui.domain.own_columns import OWN


def corrected(uses: Sequence[ColumnUse], at: int, field: str) -> Mapping[str, str]:
    """Return the whole column map once the column at ``at`` holds ``field``, "" for nothing.

    What another column held goes to this one, unless several may hold it; nothing is left to a guess, so that
    a correction never moves a column that was not touched.
    """
    own = (use.field for use in uses if use.field.startswith(OWN))
    places: dict[str, list[int]] = {each: [] for each in (*FIELDS, *own, *((field,) if field else ()))}
    for place, use in enumerate(uses):
        if place == at:
            continue
        if use.field and (use.field != field or field in SEVERAL):
            places[use.field].append(place)
    if field:
        places[field].append(at)
    return MappingProxyType(
        {each: ",".join(_named(uses, place) for place in sorted(held)) for each, held in places.items()}
    )


def _named(uses: Sequence[ColumnUse], at: int) -> str:
    """Return what names a column in the map: its header, or its number where commas would cut the header."""
    name = uses[at].column
    return str(at + 1) if "," in name else name
