"""Typed answers read back in the formats of both languages, and told plainly when not understood."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.answer_words import NOT_KNOWN, in_words, read_back, wanted
from pipeline_tui.domain.scripts import AnswerType, Question

TODAY = date(2026, 11, 23)


def question(kind: AnswerType) -> Question:
    return Question("field", kind, "?", choices=("every week", "now and then", "never"))


@pytest.mark.parametrize(
    ("kind", "typed", "language", "words"),
    [
        (AnswerType.MONEY, "1 200,50 €", "fr", "1\u202f200,50\u00a0€"),
        (AnswerType.MONEY, "1,200.50", "fr", "1\u202f200,50\u00a0€"),
        (AnswerType.MONEY, "1,200.50", "en", "€1,200.50"),
        (AnswerType.MONEY, "12k", "en", "€12,000"),
        (AnswerType.NUMBER, "1234,5", "fr", "1\u202f234,5"),
        (AnswerType.NUMBER, "1234.5", "en", "1,234.5"),
        (AnswerType.DATE, "12/03", "fr", "Fri 12 Mar 2027, in 109 days"),
        (AnswerType.DATE, "next friday", "en", "Fri 4 Dec 2026, in 11 days"),
        (AnswerType.DATE, "demain", "fr", "Tue 24 Nov 2026, tomorrow"),
        (AnswerType.DATE, "2026-11-20", "en", "Fri 20 Nov 2026, 3 days ago"),
        (AnswerType.CHOICE, "2", "en", "now and then"),
        (AnswerType.CHOICE, "ev", "en", "every week"),
        (AnswerType.YES_NO, "oui", "fr", "yes"),
        (AnswerType.TEXT, "as it is", "en", ""),
        *((kind, "?", "en", NOT_KNOWN) for kind in AnswerType),
        *((kind, "", "en", "") for kind in AnswerType),
    ],
)
def test_what_was_understood_is_read_back(kind: AnswerType, typed: str, language: str, words: str) -> None:
    read = read_back(question(kind), typed, language=language, currency="EUR", today=TODAY)
    assert read.understood
    assert read.words.replace("\u00a0", " ").replace("\u202f", " ") == words.replace("\u00a0", " ").replace(
        "\u202f", " "
    )


@pytest.mark.parametrize(
    ("kind", "typed", "language", "words"),
    [
        (AnswerType.MONEY, "a lot", "fr", "wanted: an amount such as 1200 or 1 200,50 EUR; ? = not known"),
        (AnswerType.MONEY, "1.200", "en", "wanted: 1200, or 1.2, for 1.200 may be both; ? = not known"),
        (AnswerType.DATE, "31/02", "en", "24/12"),
        (AnswerType.CHOICE, "n", "en", "every week, now and then, never"),
        (AnswerType.NUMBER, "three", "en", "12"),
        (AnswerType.YES_NO, "hm", "en", "yes or no"),
    ],
)
def test_what_was_not_says_what_is_wanted(kind: AnswerType, typed: str, language: str, words: str) -> None:
    read = read_back(question(kind), typed, language=language, currency="EUR", today=TODAY)
    assert (read.understood, read.value) == (False, typed)
    assert words in read.words


@given(st.sampled_from(AnswerType), st.text(max_size=12), st.sampled_from(["en", "fr"]))
def test_nothing_typed_is_ever_an_exception(kind: AnswerType, typed: str, language: str) -> None:
    read = read_back(question(kind), typed, language=language, currency="EUR", today=TODAY)
    assert read.understood or "?" in read.words


def test_an_answer_of_another_type_is_shown_as_it_is() -> None:
    assert in_words(question(AnswerType.MONEY), "dear", language="en", today=TODAY) == "dear"
    assert in_words(question(AnswerType.DATE), "spring", language="en", today=TODAY) == "spring"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", AnswerType)
def test_every_field_says_what_it_takes(kind: AnswerType, language: str) -> None:
    assert bool(wanted(question(kind), language)) is (kind is not AnswerType.TEXT)
