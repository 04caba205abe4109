"""What is typed to find somebody is read as words or as digits, never as both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.finding import Sought, read_sought


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("martin", ("martin",)),
        ("  Élodie   MARTIN ", ("elodie", "martin")),
        ("Hôtel Bellevue hôtel", ("hotel", "bellevue")),
        ("claire@example.com", ("claire@example.com",)),
        ("d’Ornano", ("d'ornano",)),
        ("5 rue", ("5", "rue")),  # digits beside letters are a word
        ("李", ("李",)),
        ("+", ()),
        ("", ()),
        ("   ", ()),
    ],
)
def test_letters_are_folded_words(typed: str, words: tuple[str, ...]) -> None:
    sought = read_sought(typed, "FR")
    assert (sought.words, sought.by_number) == (words, False)


@pytest.mark.parametrize(
    ("typed", "country", "heads", "tail"),
    [
        ("0612", "FR", ("+33612", "+330612"), "0612"),
        ("06 12 34 56 78", "FR", ("+33612345678", "+330612345678"), "0612345678"),
        ("612", "FR", ("+33612", "+612"), ""),
        ("5678", "FR", ("+335678", "+5678"), "5678"),
        ("+33 (0)6 12", "FR", ("+33612",), ""),
        ("+33612", "US", ("+33612",), ""),
        ("0033612", "FR", ("+33612",), ""),
        ("0044 20", "FR", ("+4420",), ""),
        ("(202) 555", "US", ("+1202555", "+202555"), "202555"),
        ("06-12.34", "IT", ("+3961234", "+39061234"), "061234"),
        ("06", "FR", (), ""),
        ("061", "FR", (), ""),
        ("+3", "FR", (), ""),
        ("12", "FR", (), ""),
    ],
)
def test_digits_are_a_number_from_either_end(
    typed: str, country: str, heads: tuple[str, ...], tail: str
) -> None:
    assert read_sought(typed, country) == Sought(heads=heads, tail=tail)


@given(st.text(max_size=120), st.sampled_from(["FR", "US", "IT", "XX", ""]))
def test_whatever_is_typed_is_read(typed: str, country: str) -> None:
    sought = read_sought(typed, country)
    assert not (sought.words and sought.by_number)
    assert all(head[0] == "+" and head[1:].isdigit() for head in sought.heads)
    assert sought.empty == (not sought.words and not sought.heads and not sought.tail)
