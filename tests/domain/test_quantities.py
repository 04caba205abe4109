"""Quantities and percentages as they are typed, and read again as they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.offers import MOST_QUANTITY, WHOLE
from pipeline_tui.domain.quantities import (
    format_percent,
    format_quantity,
    format_units,
    parse_percent,
    parse_quantity,
)

LANGUAGES = st.sampled_from(["en", "fr", "de"])


@pytest.mark.parametrize(
    ("text", "language", "thousandths"),
    [
        ("12", "fr", 12_000),
        ("1,5", "fr", 1500),
        ("1.5", "fr", 1500),
        ("0,125", "fr", 125),
        ("1,250", "en", 1_250_000),
        ("1,250", "fr", 1250),
        ("1 200", "fr", 1_200_000),
        ("١٢", "en", 12_000),
    ],
)
def test_quantities(text: str, language: str, thousandths: int) -> None:
    assert parse_quantity(text, language) == thousandths


@pytest.mark.parametrize("text", ["", "0", "-1", "a dozen", "1.2345", "1,2.3,4", "9999999", "1e3", "½"])
def test_what_is_no_quantity(text: str) -> None:
    with pytest.raises(UsageTrouble) as trouble:
        parse_quantity(text, "fr")
    assert trouble.value.detail


@pytest.mark.parametrize(("text", "points"), [("20", 2000), ("5,5 %", 550), ("12.25%", 1225), ("0", 0)])
def test_percentages(text: str, points: int) -> None:
    assert parse_percent(text, "fr") == points


@pytest.mark.parametrize("text", ["", "%", "101", "-5", "5.125", "ten", "100,01"])
def test_what_is_no_percentage(text: str) -> None:
    with pytest.raises(UsageTrouble):
        parse_percent(text, "fr")


@given(st.integers(1, MOST_QUANTITY), LANGUAGES)
def test_a_quantity_is_read_as_it_is_shown(quantity: int, language: str) -> None:
    assert parse_quantity(format_quantity(quantity, language), language) == quantity


@given(st.integers(0, WHOLE), LANGUAGES)
def test_a_percentage_is_read_as_it_is_shown(points: int, language: str) -> None:
    assert parse_percent(format_percent(points, language), language) == points


@pytest.mark.parametrize(
    ("quantity", "unit", "language", "shown"),
    [
        (2000, "pièce", "fr", "2 pièces"),
        (1500, "pièce", "fr", "1,5 pièce"),
        (2000, "rouleau", "fr", "2 rouleaux"),
        (1500, "piece", "en", "1.5 pieces"),
        (1000, "stem", "en", "1 stem"),
        (3000, "bunch", "en", "3 bunches"),
        (3000, "m²", "fr", "3 m²"),
        (3000, "pcs", "en", "3 pcs"),
        (3000, "roses", "en", "3 roses"),
        (3000, "by the metre", "en", "3 by the metre"),
        (3000, "Stück", "de", "3 Stück"),
        (3000, "", "fr", "3"),
    ],
)
def test_units_in_the_plural(quantity: int, unit: str, language: str, shown: str) -> None:
    assert format_units(quantity, unit, language) == shown


def test_shown() -> None:
    assert (format_quantity(1500, "fr"), format_quantity(1_250_000, "en")) == ("1,5", "1,250")
    assert (format_percent(550, "fr"), format_percent(550, "en"), format_percent(0, "en")) == (
        "5,5 %",
        "5.5%",
        "0%",
    )
