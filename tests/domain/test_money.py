from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.money import currency_of, format_money, minor_digits, parse_money


@pytest.mark.parametrize(
    ("text", "language", "currency", "minor"),
    [
        ("1 200,50", "fr", "EUR", 120050),
        ("1,200.50", "fr", "EUR", 120050),
        ("1.200,50", "en", "EUR", 120050),
        ("1200", "fr", "EUR", 120000),
        ("1200.00", "en", "EUR", 120000),
        ("€45", "en", "EUR", 4500),
        ("45 €", "fr", "EUR", 4500),
        ("45€50", "fr", "EUR", 4550),
        ("45 euros", "fr", "EUR", 4500),
        ("EUR 45", "en", "EUR", 4500),
        ("$45", "en", "USD", 4500),
        ("$45", "en", "CAD", 4500),
        ("12,5", "fr", "EUR", 1250),
        ("12.5", "fr", "EUR", 1250),
        ("12,50", "en", "EUR", 1250),
        ("1,200", "en", "EUR", 120000),
        ("1.200", "de", "EUR", 120000),
        ("1,200,000", "fr", "EUR", 120000000),
        ("1\u202f200\u00a0€", "fr", "EUR", 120000),
        ("1'200.50", "de", "CHF", 120050),
        ("12k", "en", "EUR", 1200000),
        ("1,5k€", "fr", "EUR", 150000),
        ("0,125", "fr", "TND", 125),
        ("1,250", "fr", "TND", 1250),
        ("1200", "en", "JPY", 1200),
        ("12,505", "en", "JPY", 12505),
        ("١٢٠٠", "fr", "EUR", 120000),
        ("１２００", "fr", "EUR", 120000),
        ("0", "fr", "EUR", 0),
    ],
)
def test_amounts_read(text: str, language: str, currency: str, minor: int) -> None:
    assert parse_money(text, language, currency) == minor


@pytest.mark.parametrize(
    ("text", "language", "currency", "said"),
    [
        ("", "fr", "EUR", "not an amount"),
        ("abc", "fr", "EUR", "not an amount"),
        ("-45", "fr", "EUR", "negative"),
        ("12.505", "en", "EUR", "can be read as"),
        ("1,200", "fr", "EUR", "can be read as"),
        ("0,125", "fr", "EUR", "too many decimals"),
        ("12.5", "en", "JPY", "too many decimals"),
        ("1.2.3", "en", "EUR", "wrong places"),
        ("12,34.5", "en", "EUR", "wrong places"),
        ("1 20", "fr", "EUR", "gap"),
        ("$45", "en", "EUR", "not in EUR"),
        ("45 USD", "en", "EUR", "not in EUR"),
        ("45 roses", "en", "EUR", "roses"),
        ("45 50", "fr", "EUR", "gap"),
        ("9" * 30, "en", "EUR", "larger"),
        ("45,", "fr", "EUR", "not an amount"),
        (",,5", "fr", "EUR", "wrong places"),
        ("1e3", "en", "EUR", "not an amount"),
    ],
)
def test_amounts_refused_with_the_reason(text: str, language: str, currency: str, said: str) -> None:
    with pytest.raises(UsageTrouble) as trouble:
        parse_money(text, language, currency)
    assert said in trouble.value.detail
    assert trouble.value.next_step


@pytest.mark.parametrize(
    ("minor", "currency", "language", "shown"),
    [
        (120050, "EUR", "fr", "1 200,50 €"),
        (120050, "EUR", "en", "€1,200.50"),
        (124000, "EUR", "fr", "1 240 €"),
        (124000, "EUR", "de", "1.240 €"),
        (120000, "JPY", "en", "¥120,000"),
        (120050, "CHF", "en", "CHF 1,200.50"),
        (120050, "CHF", "fr", "1 200,50 CHF"),
        (1250, "TND", "fr", "1,250 TND"),
        (-4500, "USD", "en", "-$45"),
        (0, "EUR", "fr", "0 €"),
    ],
)
def test_amounts_shown(minor: int, currency: str, language: str, shown: str) -> None:
    assert format_money(minor, currency, language) == shown


def test_columns_of_amounts_keep_their_cents() -> None:
    assert format_money(4500, "EUR", "fr", cents=True) == "45,00 €"
    assert format_money(4500, "JPY", "fr", cents=True) == "4 500 ¥"


@given(
    st.integers(0, 10**12),
    st.sampled_from(["EUR", "USD", "JPY", "TND", "CHF"]),
    st.sampled_from(["fr", "en", "de"]),
)
def test_what_is_shown_can_be_typed_back(minor: int, currency: str, language: str) -> None:
    assert parse_money(format_money(minor, currency, language, cents=True), language, currency) == minor


@given(st.text(max_size=12))
def test_nonsense_never_crashes(text: str) -> None:
    try:
        assert parse_money(text, "fr") >= 0
    except UsageTrouble as trouble:
        assert trouble.detail


@pytest.mark.parametrize(
    ("country", "currency", "digits"),
    [
        ("FR", "EUR", 2),
        ("gb", "GBP", 2),
        ("JP", "JPY", 0),
        ("TN", "TND", 3),
        ("US", "USD", 2),
        ("RE", "EUR", 2),
    ],
)
def test_currency_of_a_country(country: str, currency: str, digits: int) -> None:
    assert currency_of(country) == currency
    assert minor_digits(currency) == digits


def test_every_telephone_country_has_a_currency() -> None:
    import phonenumbers

    without = [region for region in phonenumbers.SUPPORTED_REGIONS if region not in ("AC", "TA")]
    assert [currency_of(region) for region in without]
    with pytest.raises(UsageTrouble):
        currency_of("ZZ")
