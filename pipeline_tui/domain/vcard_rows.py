"""A card of an address book as a row of a list: the same columns for every card, as headers name them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline_tui.domain.csv_text import Record
from pipeline_tui.domain.vcards import Card, Property, plain
from pipeline_tui.wording import tr

COLUMNS = (
    *("Salutation", "Last name", "First name", "Name", "Company", "Job title", "Phone", "Mobile", "E-mail"),
    *("Address", "Postcode", "City", "Country", "Language", "Note"),
)
_MOBILE = frozenset({"cell", "iphone", "mobile"})
_NO_VOICE = frozenset({"pager", "modem", "video", "textphone", "bbs"})


def record_of(card: Card) -> Record:
    """Return the row of a card, under ``COLUMNS``."""
    by_name: dict[str, list[Property]] = {}
    for each in card.properties:
        by_name.setdefault(each.name, []).append(each)
    kind = _first(by_name, "KIND", "X-ADDRESSBOOKSERVER-KIND").lower()
    trouble = card.trouble or (tr("it is a group of cards, no contact") if kind == "group" else "")
    family, given, middle, prefix, _ = _parts(by_name.get("N"), 5)
    shown, firm = _first(by_name, "FN"), _parts(by_name.get("ORG"), 1)[0]
    if kind in ("org", "organization") or _first(by_name, "X-ABSHOWAS").upper() == "COMPANY":
        firm, family, given, middle, shown = firm or shown, "", "", "", ""
    elif firm and shown == firm and not (family or given):
        shown = ""
    _, _, street, city, _, postcode, country = _parts(_preferred(by_name.get("ADR")), 7)
    phones, mobiles = _numbers(by_name.get("TEL", ()))
    cells = (
        prefix,
        family,
        " ".join(part for part in (given, middle) if part),
        "" if family or given else shown,
        firm,
        _first(by_name, "TITLE", "ROLE"),
        phones,
        mobiles,
        ", ".join(plain(each.value).removeprefix("mailto:") for each in _preferred(by_name.get("EMAIL"))),
        street.replace("\n", ", "),
        postcode,
        city,
        country,
        _first(by_name, "LANG"),
        "\n".join(plain(each.value) for each in by_name.get("NOTE", ())),
    )
    return Record(card.line, cells, trouble, card.note)


def _first(by_name: dict[str, list[Property]], *names: str) -> str:
    values = (plain(each.value) for name in names for each in _preferred(by_name.get(name)))
    return next((value for value in values if value), "")


def _preferred(found: Sequence[Property] | None) -> list[Property]:
    return sorted(found or (), key=lambda each: not each.preferred)


def _parts(found: Sequence[Property] | None, count: int) -> list[str]:
    """Return the parts of the first that says anything, exactly so many."""
    said = next((parts for each in found or () if any(parts := each.parts())), [])
    return (said + [""] * count)[:count]


def _numbers(found: Sequence[Property]) -> tuple[str, str]:
    """Return the numbers and the mobile numbers, a line each; a fax says that it is one."""
    phones: list[str] = []
    mobiles: list[str] = []
    for each in _preferred(found):
        number = plain(each.value)
        number = number[4:] if number[:4].lower() == "tel:" else number
        if not number or each.types & _NO_VOICE:
            continue
        if any("fax" in kind for kind in each.types) and "voice" not in each.types:
            number = f"fax {number}"
        (mobiles if each.types & _MOBILE else phones).append(number)
    return "\n".join(phones), "\n".join(mobiles)
