"""What the columns of a list hold, told by what stands in them where no header says it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from pipeline_tui.domain.country_names import country_named
from pipeline_tui.domain.import_cells import audience_of
from pipeline_tui.domain.names import civility_code

Sample = Sequence[Sequence[str]]
Fits = Callable[[str], bool]

_PHONE_LIKE = re.compile(
    r"(?=(?:\D*\d){8,15}\D*$)[+(\d][\d\s().+/-]{7,24}(?:\s*(?:x|ext|poste)\.?\s*\d+)?", re.I
)
_DATE_LIKE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d.*)?")
_E_MAIL_LIKE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_POSTCODE_LIKE = re.compile(r"\d{5}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|\d{5}-\d{4}")
_LEGAL_FORM = re.compile(
    r"\b(?:SARL|SAS|SASU|SA|EURL|SCI|SNC|GmbH|AG|KG|OHG|UG|Ltd|Limited|LLC|Inc|Corp|PLC|LLP|SL|SLU|Cie|Co)\.?$",
    re.I,
)


def mostly(sample: Sample, at: int, fits: Fits, share: float = 0.5) -> bool:
    """Return whether more than a share of a column's filled cells fit."""
    cells = _filled(sample, at)
    return bool(cells) and sum(map(fits, cells)) > len(cells) * share


def speaks_against(sample: Sample, at: int, field: str) -> bool:
    """Return whether a column's cells belie its header: telephones without digits, addresses without @."""
    cells = _filled(sample, at)
    if field in ("phone", "mobile"):
        return bool(cells) and not any(sum(map(str.isdigit, cell)) > 5 for cell in cells)
    return field == "email" and bool(cells) and not any("@" in cell for cell in cells)


def is_phone(cell: str) -> bool:
    """Return whether a cell looks like a telephone number and not like a date."""
    return bool(_PHONE_LIKE.fullmatch(cell)) and not _DATE_LIKE.fullmatch(cell)


def is_email(cell: str) -> bool:
    """Return whether a cell is an e-mail address."""
    return bool(_E_MAIL_LIKE.fullmatch(cell))


def guess_by_contents(
    found: dict[str, list[int]], taken: set[int], names: Sequence[str], sample: Sample, chosen: frozenset[str]
) -> None:
    """Add to ``found`` what the free columns hold; ``chosen`` fields were settled by the manager.

    Postcodes, towns and countries are looked for only where a column has no name at all: a number of five
    digits under a name may be anything.
    """
    width, firm_named = len(names), "firm" in found or "firm" in chosen
    nameless = {at for at, name in enumerate(names) if name == f"column {at + 1}"}

    def take(field: str, fits: Fits, most: int, among: set[int] | None = None, share: float = 0.5) -> None:
        for at in range(width):
            if (
                at not in taken
                and most
                and (among is None or at in among)
                and mostly(sample, at, fits, share)
            ):
                found.setdefault(field, []).append(at)
                taken.add(at)
                most -= 1

    def open_for(*fields: str) -> bool:
        return not set(fields) & (found.keys() | chosen)

    if open_for("phone", "mobile"):
        take("phone", is_phone, width)
    if open_for("email"):
        take("email", is_email, width)
    if open_for("civility"):
        take("civility", lambda cell: bool(civility_code(cell)), 1)
    if open_for("audience"):
        take("audience", lambda cell: len(cell) > 1 and audience_of(cell) is not None, 1)
    if open_for("postcode"):
        take("postcode", lambda cell: bool(_POSTCODE_LIKE.fullmatch(cell)), 1, nameless)
    if open_for("country"):
        take("country", _is_country, 1, nameless)
    if open_for("firm"):
        take("firm", lambda cell: bool(_LEGAL_FORM.search(cell)), 1, share=0.3)
    if open_for("city") and (after := {at + 1 for at in found.get("postcode", ())} & nameless):
        take("city", _is_words, 1, after)
    if open_for("name", "last_name", "first_name"):
        _take_names(found, taken, nameless if firm_named else set(range(width)), sample)


def _take_names(found: dict[str, list[int]], taken: set[int], among: set[int], sample: Sample) -> None:
    """Two columns of words, one in capitals, are a last and a first name; else the first is the name."""
    words = [at for at in sorted(among - taken) if mostly(sample, at, _is_words)]
    for at, other in itertools.pairwise(words):
        shouted = (mostly(sample, at, str.isupper, 0.8), mostly(sample, other, str.isupper, 0.8))
        if other == at + 1 and shouted in ((True, False), (False, True)):
            last, first = (at, other) if shouted[0] else (other, at)
            found["last_name"], found["first_name"] = [last], [first]
            taken.update((at, other))
            return
    if words:
        found["name"] = words[:1]
        taken.add(words[0])


def _is_country(cell: str) -> bool:
    return bool(country_named(cell)) and (len(cell) > 2 or cell.isupper())


def _is_words(cell: str) -> bool:
    return len(cell) > 1 and not re.search(r"\d", cell)


def _filled(sample: Sample, at: int) -> list[str]:
    return [cell for row in sample if at < len(row) and (cell := row[at].strip())]
