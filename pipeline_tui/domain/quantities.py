"""Quantities and percentages as people type and read them: thousandths and basis points in between."""

from __future__ import annotations

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.money import format_scaled, parse_scaled
from pipeline_tui.domain.offers import MOST_QUANTITY, WHOLE
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr

_THOUSANDTHS = 3  # decimals
_HUNDREDTHS = 2  # decimals of one per cent
_LEAST_WORD = 4  # letters; shorter units are signs
_MANY = {"fr": 2000}  # thousandths from which there are many: one and a half is one in French


def parse_quantity(text: str, language: str) -> int:
    """Return a quantity in thousandths, more than nothing; UsageTrouble says what is wrong with it."""
    quantity = parse_scaled(text, language, _THOUSANDTHS)
    if not 0 < quantity <= MOST_QUANTITY:
        raise UsageTrouble(
            tr("Quantity not understood"),
            tr('"{text}" is not between 0.001 and a million.', text=clean(text, limit=40)),
            tr("Write it like 12 or 1,5."),
        )
    return quantity


def parse_percent(text: str, language: str) -> int:
    """Return a share in basis points, from nothing to a hundred per cent: "20", "5,5 %", "12.25"."""
    plain = text.strip().removesuffix("%").strip()
    share = parse_scaled(plain, language, _HUNDREDTHS)
    if share > WHOLE:
        raise UsageTrouble(
            tr("Percentage not understood"),
            tr('"{text}" is more than a hundred per cent.', text=clean(text, limit=40)),
            tr("Write it like 10 or 5,5 %."),
        )
    return share


def format_quantity(thousandths: int, language: str) -> str:
    """Return a quantity as read in a language: "1,5" in French."""
    return format_scaled(thousandths, _THOUSANDTHS, language)


def format_units(thousandths: int, unit: str, language: str) -> str:
    """Return how much of a unit: "2 pièces", "1,5 m". A unit in one plain word takes the plural of many."""
    many = abs(thousandths) >= _MANY.get(language[:2], 1001)
    return f"{format_quantity(thousandths, language)} {_plural(unit, language) if many else unit}".strip()


def _plural(unit: str, language: str) -> str:
    if len(unit) < _LEAST_WORD or not unit.isalpha() or unit != unit.lower() or unit[-1] in "sxz":
        return unit  # "m", "kg", "m²", "pcs" have none, and what is more than a word is left as it is written
    if language.startswith("fr"):
        return f"{unit}x" if unit.endswith(("eau", "eu")) else f"{unit}s"
    if not language.startswith("en"):
        return unit
    return f"{unit}es" if unit.endswith(("ch", "sh")) else f"{unit}s"


def format_percent(basis_points: int, language: str) -> str:
    """Return a share as read in a language: "5,5 %" in French, "5.5%" in English."""
    number = format_scaled(basis_points, _HUNDREDTHS, language)
    return f"{number}%" if language.startswith("en") else f"{number} %"
