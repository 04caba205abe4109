"""A file from the till: which column holds what, how a row is understood, and the account of every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from pipeline_tui.domain.csv_text import Record
from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.domain.import_cells import read_date, tidy
from pipeline_tui.domain.import_columns import ColumnUse
from pipeline_tui.domain.import_headers import field_of_header, header_key
from pipeline_tui.domain.money import parse_money
from pipeline_tui.domain.newcomers import How, NewPerson, numbers_of, read_email
from pipeline_tui.domain.sales import LARGEST_MINOR
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.wording import tr

FIELDS = ("date", "amount", "what", "receipt", "client", "name", "first_name", "last_name", "phone", "email")
_NEEDED = ("date", "amount")
_OF_PEOPLE = MappingProxyType(
    {
        "name": "name",
        "firm": "name",
        "first_name": "first_name",
        "last_name": "last_name",
        "phone": "phone",
        "mobile": "phone",
        "email": "email",
    }
)
_NAMES: dict[str, str] = {
    "date": "date|day|sold on|sale date|date of sale|jour|date de vente|date vente|date ticket|date du ticket"
    "|datum|verkaufsdatum|fecha",
    "amount": "amount|total|paid|sum|price|total paid|gross|montant|montant ttc|total ttc|ttc|prix|prix ttc"
    "|somme|betrag|summe|preis|importe|precio",
    "what": "what|item|items|article|articles|product|produit|produits|libelle|designation|description"
    "|artikel|ware|articulo|producto",
    "receipt": "receipt|receipt no|receipt number|ticket|ticket no|ticket number|numero de ticket"
    "|numero ticket|no ticket|n ticket|no de ticket|bon|beleg|belegnummer|bonnummer|recibo|till receipt",
    "client": "client id|client no|client number|id client|numero client|no client|n client|code client"
    "|customer id|customer no|customer number|kundennummer|kundennr|id cliente",
}
_BY_HEADER = MappingProxyType({name: field for field, names in _NAMES.items() for name in names.split("|")})


@dataclass(frozen=True, slots=True)
class TillColumns:
    """Which column of a file holds which field."""

    names: tuple[str, ...]
    places: MappingProxyType[str, int]

    def uses(self) -> tuple[ColumnUse, ...]:
        """Return every column in order with its field."""
        field_at = {at: field for field, at in self.places.items()}
        return tuple(ColumnUse(name, field_at.get(at, "")) for at, name in enumerate(self.names))

    def cell(self, record: Record, field: str) -> str:
        """Return the cell of a field, "" when the row has none."""
        at = self.places.get(field)
        return tidy(record.cells[at]) if at is not None and at < len(record.cells) else ""


@dataclass(frozen=True, slots=True)
class TillRow:
    """One line of the till, understood; ``amount_minor`` is below zero for money given back."""

    line: int
    on: date
    amount_minor: int
    what: str
    receipt: str
    client_id: int | None
    person: NewPerson | None  # None when the row names nobody
    numbers: tuple[str, ...]  # E.164
    emails: tuple[str, ...]
    folded: str  # name to compare, "" for none

    def key(self, count: int) -> str:
        """Return what the row is known by; ``count`` tells apart rows that are otherwise the same.

        A receipt has several lines at most: its number and the day stand for it. Without one, everything in
        the row does.
        """
        if self.receipt:
            return "|".join(("receipt", self.on.isoformat(), fold(self.receipt), str(count)))
        who = (str(self.client_id or ""), self.folded, *self.numbers, *self.emails)
        return "|".join(
            ("row", self.on.isoformat(), str(self.amount_minor), fold(self.what), *who, str(count))
        )

    @property
    def alike(self) -> str:
        """Return what rows are counted by: those of one receipt, or those that are the same throughout."""
        return self.key(0)


Verdict = Literal["booked", "repeated", "rejected"]


@dataclass(frozen=True, slots=True)
class TillVerdict:
    """What became of one row; ``new``: the client was made with it."""

    row: int  # line of the file
    verdict: Verdict
    contact_id: int | None = None
    amount_minor: int = 0
    new: bool = False
    reason: str = ""
    cells: tuple[str, ...] = ()  # of a rejected row, as in the file


@dataclass(frozen=True, slots=True)
class TillReport:
    """The account of a till's file; rows = booked + repeated + rejected, the made are among the booked."""

    file: str
    dry_run: bool
    encoding: str
    delimiter: str
    columns: tuple[ColumnUse, ...]
    rows: int
    booked: int
    made: int
    repeated: int
    rejected: int
    total_minor: int  # of the booked
    currency: str
    warnings: tuple[str, ...] = ()
    verdicts: tuple[TillVerdict, ...] = ()


def till_columns(names: Sequence[str], wanted: Mapping[str, str]) -> TillColumns:
    """Return what each column holds, by its header; ``wanted`` (field: column) has the last word.

    UsageTrouble names a field or column that is not known, and what is missing: day and amount.
    """
    places: dict[str, int] = {}
    folded = {fold(name): at for at, name in enumerate(names)}
    for typed, column in wanted.items():
        field = fold(typed)
        if field not in FIELDS:
            raise UsageTrouble(
                tr("There is no field {typed}", typed=clean(typed, limit=60)),
                tr("Fields: {fields}.", fields=", ".join(FIELDS)),
                tr("Use one of them."),
            )
        at = folded.get(fold(column))
        if at is None:
            raise UsageTrouble(
                tr("There is no column {column}", column=clean(column, limit=60)),
                tr("Columns of the file: {names}.", names=", ".join(names)),
                tr("Write --map FIELD=COLUMN with one of these."),
            )
        places[field] = at
    for at, name in enumerate(names):
        field = _BY_HEADER.get(header_key(name), "") or _OF_PEOPLE.get(field_of_header(name), "")
        if field and field not in places and at not in places.values():
            places[field] = at
    missing = [field for field in _NEEDED if field not in places]
    if missing:
        raise UsageTrouble(
            tr("No column holds the {missing}", missing=missing[0]),
            tr("Columns of the file: {names}.", names=", ".join(names)),
            tr('Say which one does: --map {missing}="its header".', missing=missing[0]),
        )
    return TillColumns(tuple(names), MappingProxyType(places))


def read_till_row(
    record: Record, columns: TillColumns, *, country: str, language: str, currency: str, today: date
) -> TillRow | str:
    """Return a row understood, or why it cannot be."""
    if record.trouble:
        return record.trouble
    cell = {field: columns.cell(record, field) for field in FIELDS}
    on = read_date(cell["date"], country)
    if on is None:
        return tr('"{date}" is no day', date=cell["date"]) if cell["date"] else tr("no day")
    if on > today:
        return tr("{on} is still to come", on=on.isoformat())
    try:
        amount = _amount(cell["amount"], language, currency)
        numbers = tuple(one.e164 for one in numbers_of(cell["phone"], country)) if cell["phone"] else ()
        emails = read_email(cell["email"]) if cell["email"] else ()
    except PipelineError as error:
        return error.detail or error.title
    if not amount:
        return tr("an amount of nothing")
    client = cell["client"].removesuffix(".0")
    if client and not (client.isdecimal() and int(client) > 0):
        return tr('"{client}" is no client id', client=client)
    name = cell["name"] or " ".join(part for part in (cell["first_name"], cell["last_name"]) if part)
    person = NewPerson(name, numbers=cell["phone"], email=cell["email"], how=How.WALK_IN) if name else None
    return TillRow(
        line=record.line,
        on=on,
        amount_minor=amount,
        what=clean(cell["what"]),
        receipt=cell["receipt"],
        client_id=int(client) if client else None,
        person=person,
        numbers=numbers,
        emails=emails,
        folded=fold(name),
    )


def _amount(text: str, language: str, currency: str) -> int:
    """Return an amount in minor units, below zero when it is written so: "-12.50", "12,50-", "(12.50)"."""
    bare = text.strip().replace("\u2212", "-")
    below = bare.startswith("-") or bare.endswith("-") or (bare.startswith("(") and bare.endswith(")"))
    minor = parse_money(bare.strip("-() "), language, currency)
    if abs(minor) > LARGEST_MINOR:
        raise UsageTrouble(
            tr("Amount not understood"), tr("it has more digits than a price"), tr("Correct the row.")
        )
    return -minor if below else minor


def account(
    verdicts: Sequence[TillVerdict],
    *,
    file: str,
    dry_run: bool,
    encoding: str,
    delimiter: str,
    columns: TillColumns,
    currency: str,
    made: int,
    warnings: tuple[str, ...] = (),
) -> TillReport:
    """Return the report on all rows; ``made`` is how many clients are new."""
    booked = [one for one in verdicts if one.verdict == "booked"]
    return TillReport(
        file=file,
        dry_run=dry_run,
        encoding=encoding,
        delimiter=delimiter,
        columns=columns.uses(),
        rows=len(verdicts),
        booked=len(booked),
        made=made,
        repeated=sum(one.verdict == "repeated" for one in verdicts),
        rejected=sum(one.verdict == "rejected" for one in verdicts),
        total_minor=sum(one.amount_minor for one in booked),
        currency=currency,
        warnings=warnings,
        verdicts=tuple(verdicts),
    )
