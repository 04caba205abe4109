"""The price list: its items, and how a row of a file is read; a row that is wrong names its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.domain.money import parse_money
from pipeline_tui.domain.quantities import parse_percent
from pipeline_tui.domain.text import clean, fold, unguard_formula
from pipeline_tui.wording import tr

LONGEST_CODE = 40
LONGEST_NAME = 200
LONGEST_UNIT = 20


@dataclass(frozen=True, slots=True)
class PriceItem:
    """Something the shop sells, at its price without tax."""

    code: str
    name: str
    unit: str
    price_minor: int
    tax: int  # basis points


@dataclass(frozen=True, slots=True)
class PriceRow:
    """What became of one row: added, updated, unchanged or rejected; the last with column and reason."""

    row: int  # line of the file where it starts
    verdict: str
    code: str
    column: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PriceReport:
    """The account of an import; rows = added + updated + unchanged + rejected."""

    file: str  # name without folder
    dry_run: bool
    encoding: str
    delimiter: str
    rows: int
    added: int
    updated: int
    unchanged: int
    rejected: int
    kept: int  # items of the list that the file does not name; they stay as they are
    warnings: tuple[str, ...]
    verdicts: tuple[PriceRow, ...]


class WrongCell(Exception):
    """A row cannot be taken: the column that is wrong, and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


# What shops call these columns; compared without case, accents and marks.
_HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("code", "sku", "ref", "reference", "article", "item", "artikelnummer", "codigo", "codice"),
        "name": ("name", "designation", "description", "product", "produit", "libelle", "nom", "bezeichnung"),
        "unit": ("unit", "unite", "einheit", "unidad", "unita", "eenheid"),
        "price": (
            *("price", "unit price", "price without tax", "price excl tax", "net price", "prix", "prix ht"),
            *("prix unitaire", "prix unitaire ht", "pu ht", "preis", "precio", "prezzo", "prijs"),
        ),
        "tax": (
            *("tax", "tax rate", "vat", "vat rate", "tva", "taux tva", "taux de tva", "mwst", "ust"),
            *("iva", "btw"),
        ),
    }
)
_WITH_TAX = ("ttc", "incl", "gross", "brutto", "tax included", "inkl")
_NEEDED = ("code", "name", "price", "tax")


def price_columns(names: Sequence[str]) -> MappingProxyType[str, int]:
    """Return which column holds what; UsageTrouble names what is missing, or a price that has tax in it."""
    found: dict[str, int] = {}
    for at, name in enumerate(names):
        heading = " ".join("".join(c if c.isalnum() else " " for c in fold(name)).split())
        for field, known in _HEADINGS.items():
            if heading in known and field not in found:
                found[field] = at
    missing = [field for field in _NEEDED if field not in found]
    if not missing:
        return MappingProxyType(found)
    with_tax = [name for name in names if any(word in fold(name).split() for word in _WITH_TAX)]
    if "price" in missing and with_tax:
        raise UsageTrouble(
            tr("Prices are kept without tax"),
            tr(
                'The column "{with_tax}" holds prices with tax in them.',
                with_tax=clean(with_tax[0], limit=60),
            ),
            tr('Give the file a column "price" without tax; the tax rate stands beside it.'),
        )
    raise UsageTrouble(
        tr("The file has no column for {missing}", missing=", ".join(missing)),
        tr("Its columns are: {name}.", name=", ".join(clean(name, limit=40) for name in names)),
        tr("Name them code, name, unit, price and tax."),
    )


def read_price(
    cells: Sequence[str], columns: Mapping[str, int], names: Sequence[str], language: str, currency: str
) -> PriceItem:
    """Return the item of a row; WrongCell names the column that is wrong."""

    def cell(field: str) -> str:
        at = columns.get(field)
        return unguard_formula(cells[at]).strip() if at is not None and at < len(cells) else ""

    def column(field: str) -> str:
        return names[columns[field]]

    for field in _NEEDED:
        if not cell(field):
            raise WrongCell(column(field), tr("it is empty"))
    code = clean(cell("code"), limit=LONGEST_CODE + 1)
    if len(code) > LONGEST_CODE:
        raise WrongCell(column("code"), tr("it is longer than {most} characters", most=LONGEST_CODE))
    try:
        price = parse_money(cell("price"), language, currency)
    except PipelineError as error:
        raise WrongCell(column("price"), error.detail) from error
    try:
        tax = parse_percent(cell("tax"), language)
    except PipelineError as error:
        raise WrongCell(column("tax"), error.detail) from error
    name, unit = clean(cell("name"), limit=LONGEST_NAME), clean(cell("unit"), limit=LONGEST_UNIT)
    return PriceItem(code, name, unit, price, tax)


def search(items: Sequence[PriceItem], words: str, most: int) -> tuple[PriceItem, ...]:
    """Return the items that hold every word as typed so far, those whose code begins so first."""
    wanted = fold(words).split()
    if not wanted:
        return tuple(items[:most])
    start = " ".join(wanted)
    found = [
        (not fold(item.code).startswith(start), not fold(item.name).startswith(start), at, item)
        for at, item in enumerate(items)
        if all(word in f"{fold(item.code)} {fold(item.name)}" for word in wanted)
    ]
    return tuple(one[3] for one in sorted(found, key=lambda one: one[:3])[:most])
