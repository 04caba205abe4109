"""Typed answers: read without guessing, refused with the field's name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.script_answers import LONGEST, money_of, read_answer
from pipeline_tui.domain.scripts import AnswerType, Question

TODAY = date(2026, 11, 23)


def read(kind: AnswerType, typed: str, language: str = "en", currency: str = "EUR") -> str:
    choices = ("every week", "every fortnight", "été") if kind is AnswerType.CHOICE else ()
    question = Question("budget", kind, "How much?", choices=choices)
    return read_answer(question, typed, language=language, currency=currency, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "language", "currency", "stored"),
    [
        ("1200", "en", "EUR", "1200.00 EUR"),
        ("1 200,50 €", "fr", "EUR", "1200.50 EUR"),
        ("1\u202f200,50\u00a0€", "fr", "EUR", "1200.50 EUR"),
        ("1,200.50", "en", "GBP", "1200.50 GBP"),
        ("1.200,50", "en", "EUR", "1200.50 EUR"),
        ("1,200", "en", "EUR", "1200.00 EUR"),
        ("1.200", "fr", "EUR", "1200.00 EUR"),
        ("12,5", "en", "EUR", "12.50 EUR"),
        ("12.5", "fr", "EUR", "12.50 EUR"),
        ("1,200,000", "en", "USD", "1200000.00 USD"),
        ("1.5k", "en", "EUR", "1500.00 EUR"),
        ("2 k€", "fr", "EUR", "2000.00 EUR"),
        ("£40", "en", "EUR", "40.00 GBP"),
        ("40 euros", "fr", "USD", "40.00 EUR"),
        ("50000 jpy", "en", "EUR", "50000 JPY"),
        ("0", "en", "EUR", "0.00 EUR"),
        ("1.234 TND", "en", "EUR", "1.234 TND"),
        ("?", "en", "EUR", "?"),
        ("  ", "en", "EUR", ""),
    ],
)
def test_money(typed: str, language: str, currency: str, stored: str) -> None:
    assert read(AnswerType.MONEY, typed, language, currency) == stored


@pytest.mark.parametrize(
    ("kind", "typed", "language"),
    [
        (AnswerType.MONEY, "about a thousand", "en"),
        (AnswerType.MONEY, "1,200", "fr"),  # one and a fifth, or twelve hundred?
        (AnswerType.MONEY, "1.200", "en"),
        (AnswerType.MONEY, "12.345.6", "en"),
        (AnswerType.MONEY, "1,2,3", "en"),
        (AnswerType.MONEY, "12.5055", "fr"),
        (AnswerType.MONEY, "-5", "en"),
        (AnswerType.MONEY, "99999999999999999", "en"),
        (AnswerType.MONEY, "5 dollars and change", "en"),
        (AnswerType.MONEY, "k", "en"),
        (AnswerType.NUMBER, "3 rooms", "en"),
        (AnswerType.NUMBER, "1e5", "en"),
        (AnswerType.NUMBER, "NaN", "en"),
        (AnswerType.DATE, "soon", "en"),
        (AnswerType.DATE, "31/02/2027", "en"),
        (AnswerType.DATE, "12/25", "en"),
        (AnswerType.DATE, "24 nomonth", "en"),
        (AnswerType.DATE, "0000-01-01", "en"),
        (AnswerType.CHOICE, "every", "en"),
        (AnswerType.CHOICE, "4", "en"),
        (AnswerType.CHOICE, "²", "en"),
        (AnswerType.YES_NO, "perhaps", "en"),
        (AnswerType.TEXT, "x" * (LONGEST + 1), "en"),
    ],
)
def test_what_cannot_be_read_is_refused_by_field(kind: AnswerType, typed: str, language: str) -> None:
    with pytest.raises(UsageTrouble) as told:
        read(kind, typed, language)
    assert told.value.title.startswith("budget: ")
    assert told.value.data["field"] == "budget"
    assert str(told.value.data["expected"]) in told.value.next_step
    assert told.value.next_step


@pytest.mark.parametrize(
    ("kind", "typed", "language", "stored"),
    [
        (AnswerType.NUMBER, "12", "en", "12"),
        (AnswerType.NUMBER, "12,5", "fr", "12.5"),
        (AnswerType.NUMBER, "0.125", "en", "0.125"),
        (AnswerType.DATE, "2027-06-30", "en", "2027-06-30"),
        (AnswerType.DATE, "24/12", "en", "2026-12-24"),
        (AnswerType.DATE, "22/11", "en", "2027-11-22"),
        (AnswerType.DATE, "23/11", "en", "2026-11-23"),
        (AnswerType.DATE, "3.4.27", "en", "2027-04-03"),
        (AnswerType.DATE, "24 décembre", "fr", "2026-12-24"),
        (AnswerType.DATE, "1er août 2027", "fr", "2027-08-01"),
        (AnswerType.DATE, "3rd Feb", "en", "2027-02-03"),
        (AnswerType.DATE, "December 24, 2027", "en", "2027-12-24"),
        (AnswerType.DATE, "29 février", "fr", "2028-02-29"),
        (AnswerType.DATE, "demain", "fr", "2026-11-24"),
        (AnswerType.DATE, "après-demain", "fr", "2026-11-25"),
        (AnswerType.DATE, "next friday", "en", "2026-12-04"),
        (AnswerType.DATE, "vendredi", "fr", "2026-11-27"),
        (AnswerType.DATE, "in 3 weeks", "en", "2026-12-14"),
        (AnswerType.DATE, "12/03", "fr", "2027-03-12"),
        (AnswerType.CHOICE, "Every Week", "en", "every week"),
        (AnswerType.CHOICE, "every f", "en", "every fortnight"),
        (AnswerType.CHOICE, "ete", "fr", "été"),
        (AnswerType.CHOICE, "2", "en", "every fortnight"),
        (AnswerType.YES_NO, "Oui", "fr", "yes"),
        (AnswerType.YES_NO, "n", "en", "no"),
        (AnswerType.TEXT, " two\nlines ", "en", "two\nlines"),
    ],
)
def test_the_other_types(kind: AnswerType, typed: str, language: str, stored: str) -> None:
    assert read(kind, typed, language) == stored


@pytest.mark.parametrize(
    ("stored", "minor"),
    [("1200.50 EUR", (120050, "EUR")), ("500 JPY", (500, "JPY")), ("1.234 TND", (1234, "TND"))],
)
def test_stored_money_is_read_back(stored: str, minor: tuple[int, str]) -> None:
    assert money_of(stored) == minor


@given(st.sampled_from(list(AnswerType)), st.text(max_size=40), st.sampled_from(["en", "fr"]))
def test_any_text_is_stored_or_refused(kind: AnswerType, typed: str, language: str) -> None:
    try:
        stored = read(kind, typed, language)
    except UsageTrouble:
        return
    if kind is not AnswerType.TEXT:
        assert read(kind, stored, "en" if kind is AnswerType.NUMBER else language) == stored or (
            kind is AnswerType.NUMBER and len(stored.partition(".")[2]) == 3
        )
