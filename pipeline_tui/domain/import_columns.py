"""Which column of a list holds what: told by its header, else by its contents, corrected by the manager."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pipeline_tui.domain.column_contents import (
    Sample,
    guess_by_contents,
    is_email,
    is_phone,
    mostly,
    speaks_against,
)
from pipeline_tui.domain.custom_fields import CustomField
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_cells import audience_of
from pipeline_tui.domain.import_headers import FIELDS, SAME_FIELD, SEVERAL, field_of_header
from pipeline_tui.domain.own_columns import OWN, own_field
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.wording import tr

_NOTHING: Mapping[str, Sequence[int]] = MappingProxyType({})
_MOST_ABOVE = 10  # rows that may stand above a header: a title, a date, who made it


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column of the file and the field it fills, "" when it is not used."""

    column: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file with what each holds."""

    names: tuple[str, ...]
    by_field: MappingProxyType[str, tuple[int, ...]]

    def uses(self) -> tuple[ColumnUse, ...]:
        """Return every column in order with its field."""
        field_at = {at: field for field, places in self.by_field.items() for at in places}
        return tuple(ColumnUse(name, field_at.get(at, "")) for at, name in enumerate(self.names))

    def has(self, field: str) -> bool:
        """Return whether some column holds the field."""
        return field in self.by_field


class NumbersWanted(UsageTrouble):
    """No column holds telephone numbers; carries what stands in the file, so that one can be chosen."""

    def __init__(self, columns: Columns, sample: Sample) -> None:
        super().__init__(
            tr("No column holds telephone numbers"),
            tr("Columns of the file: {names}.", names=", ".join(columns.names)),
            tr('Say which one does: --map phone="its header", or its number.'),
        )
        self.columns = columns.uses()
        self.sample = tuple(tuple(row) for row in sample)


def is_header(cells: Sequence[str]) -> bool:
    """Return whether a first record names columns rather than holding a contact's data."""
    if any(is_phone(cell.strip()) or is_email(cell.strip()) for cell in cells):
        return False
    return any(field_of_header(cell) for cell in cells) or all(
        not re.search(r"\d{5}", cell) for cell in cells
    )


def header_at(rows: Sequence[Sequence[str]]) -> int:
    """Return which of the first rows names the columns: 0, or a later one when only titles stand above it."""
    if not rows or not is_header(rows[0]) or (_known(rows[0]) and _filled(rows[0]) > 1):
        return 0
    above = _filled(rows[0])
    titles = itertools.takewhile(is_header, rows[1:_MOST_ABOVE])  # a contact's data ends them
    for at, row in enumerate(titles, start=1):
        wider = _filled(row) > above  # a title says less than a header
        if wider and (_known(row) > 1 or (above == 1 and _filled(row) == max(map(_filled, rows)))):
            return at
        above = max(above, _filled(row))
    return 0


def _known(row: Sequence[str]) -> int:
    return sum(bool(field_of_header(cell)) for cell in row)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Return a name of its own for each column; empty ones are called after their place."""
    names: list[str] = []
    taken: set[str] = set()
    for at, cell in enumerate(cells, start=1):
        base = name = clean(cell.lstrip("\ufeff"), limit=80) or f"column {at}"
        count = 1
        while fold(name) in taken:
            count += 1
            name = f"{base} ({count})"
        taken.add(fold(name))
        names.append(name)
    return tuple(names)


def signature_of(names: Sequence[str]) -> str:
    """Return what tells a source's files from others: the same columns in the same order."""
    return hashlib.sha256("\x1f".join(map(fold, names)).encode()).hexdigest()[:32]


def guess_columns(
    names: Sequence[str],
    sample: Sample,
    wanted: Mapping[str, str],
    remembered: Mapping[str, Sequence[int]] = _NOTHING,
    own: Sequence[CustomField] = (),
) -> Columns:
    """Return what each column holds; ``wanted`` (field: column, or several with commas) has the last word.

    ``remembered`` is how the last file of this source was read (field: places); it stands for any guess. A
    column is named by its header or its number, 1 first. UsageTrouble names what is not known and lists what
    is, and says so when no column holds telephone numbers. ``own`` are the fields of the shop's own.
    """
    fields = (*FIELDS, *(f"{OWN}{one.code}" for one in own))
    chosen = _chosen(names, wanted, fields)
    taken = {at for places in chosen.values() for at in places}
    found: dict[str, list[int]] = {field: list(places) for field, places in chosen.items()}
    if remembered:
        for field, places in remembered.items():
            free = [at for at in places if at not in taken and at < len(names)]
            if field in fields and field not in chosen and free:
                found[field] = free
                taken.update(free)
        return _settled(names, found, sample, fields)
    headers = [re.sub(r" \(\d+\)$", "", name) for name in names]
    belied: list[tuple[str, int]] = []
    for at, header in enumerate(headers):
        field = own_field(header, own) or field_of_header(header)
        if at in taken or not field or field in chosen:
            continue
        if field == "audience" and not mostly(sample, at, lambda cell: audience_of(cell) is not None):
            continue
        if speaks_against(sample, at, field):
            belied.append((field, at))
            continue
        if field not in found or field in SEVERAL:
            found.setdefault(field, []).append(at)
            taken.add(at)
    guess_by_contents(found, taken, names, sample, frozenset(chosen))
    for field, at in belied:  # nothing better was found
        if at not in taken and field not in found:
            found[field] = [at]
    if "name" not in chosen:
        _settle_names(found, headers)
    return _settled(names, found, sample, fields)


def _settled(
    names: Sequence[str], found: Mapping[str, Sequence[int]], sample: Sample, fields: Sequence[str]
) -> Columns:
    columns = Columns(
        tuple(names), MappingProxyType({field: tuple(found[field]) for field in fields if found.get(field)})
    )
    if not columns.has("phone") and not columns.has("mobile"):
        raise NumbersWanted(columns, sample)
    return columns


def _chosen(names: Sequence[str], wanted: Mapping[str, str], fields: Sequence[str]) -> dict[str, list[int]]:
    chosen: dict[str, list[int]] = {}
    for typed, column in wanted.items():
        field = typed.strip().lower().replace("-", "_")
        field = SAME_FIELD.get(field, field)
        if f"{OWN}{field}" in fields and field not in FIELDS:
            field = f"{OWN}{field}"
        if field not in fields:
            raise UsageTrouble(
                tr("There is no field {typed}", typed=clean(typed, limit=60)),
                tr("Fields: {fields}.", fields=", ".join(one.removeprefix(OWN) for one in fields)),
                tr("Write --map FIELD=COLUMN with one of these."),
            )
        places = _places(names, column)
        if len(places) > 1 and field not in SEVERAL:
            raise UsageTrouble(
                tr("{field} takes one column", field=field),
                tr(
                    "--map {field}={column} names {places}.",
                    field=field,
                    column=clean(column, limit=80),
                    places=len(places),
                ),
                tr("Name one. Several are for {sorted}.", sorted=", ".join(sorted(SEVERAL))),
            )
        chosen[field] = places
    return chosen


def _places(names: Sequence[str], column: str) -> list[int]:
    if not column.strip():
        return []  # --map FIELD= : no column holds it
    whole = _place(names, column)
    parts = [column] if whole is not None else column.split(",")
    places: list[int] = []
    for part in parts:
        at = _place(names, part)
        if at is None:
            raise UsageTrouble(
                tr("There is no column {part}", part=clean(part, limit=60)),
                tr("Columns of the file: {names}.", names=", ".join(names)),
                tr("Write --map FIELD=COLUMN with one of these, or its number."),
            )
        places.append(at)
    return places


def _place(names: Sequence[str], column: str) -> int | None:
    wanted = fold(column)
    for at, name in enumerate(names):
        if fold(name) == wanted:
            return at
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    return None


def _settle_names(found: dict[str, list[int]], headers: Sequence[str]) -> None:
    """ "Nom", "Name" and "Nombre" mean the part of the name that no other column holds."""
    if len(found.get("name", ())) != 1:
        return
    if "first_name" in found and "last_name" not in found:
        found["last_name"] = found.pop("name")
    elif (
        "last_name" in found
        and "first_name" not in found
        and fold(headers[found["name"][0]])
        in (
            "name",
            "nombre",
        )
    ):
        found["first_name"] = found.pop("name")
