"""Columns of a list that hold fields of the shop's own: found by their names, read by their types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline_tui.domain.custom_fields import CustomField, read_field
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_headers import header_key
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import mark, tr

OWN = "own:"  # before a code: what such a column is known as


@dataclass(frozen=True, slots=True)
class OwnFields:
    """The fields a list may hold, and how their cells are read."""

    fields: tuple[CustomField, ...] = ()
    language: str = "en"
    currency: str = "EUR"
    today: date = date.min

    @property
    def columns(self) -> tuple[str, ...]:
        """Return what their columns are known as."""
        return tuple(f"{OWN}{one.code}" for one in self.fields)


def own_field(header: str, fields: Iterable[CustomField]) -> str:
    """Return the field a header names by its code or by its name in any language, "" for none."""
    wanted = header_key(header)
    for one in fields:
        if wanted and wanted in {header_key(name) for name in (one.code, *one.names.values())}:
            return f"{OWN}{one.code}"
    return ""


def read_own(cells: Mapping[str, str], own: OwnFields) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return the values of a row by code, and what is said of cells left out: they cannot be read."""
    values: list[tuple[str, str]] = []
    notes: list[str] = []
    for one in own.fields:
        cell = cells.get(f"{OWN}{one.code}", "")
        if not cell:
            continue
        try:
            value = read_field(one, cell, language=own.language, currency=own.currency, today=own.today)
        except UsageTrouble:
            unread = mark('{field}: "{cell}" cannot be read and was left out')
            notes.append(tr(unread, field=one.name(own.language), cell=clean(cell, limit=40)))
        else:
            values.append((one.code, value))
    return tuple(values), tuple(notes)
