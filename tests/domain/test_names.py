from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.names import (
    PersonName,
    civility_code,
    display_name,
    initials,
    split_name,
    spoken_name,
)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("M.", "mr"),
        ("Mr", "mr"),
        ("MONSIEUR", "mr"),
        ("Mme", "ms"),
        ("Mrs.", "ms"),
        ("Ms", "ms"),
        ("Melle", "ms"),
        ("Mlle", "ms"),
        ("Madame", "ms"),
        ("Frau", "ms"),
        ("", ""),
        ("Dr", ""),
        ("SARL", ""),
    ],
)
def test_civilities(raw: str, code: str) -> None:
    assert civility_code(raw) == code


@pytest.mark.parametrize(
    ("full", "name"),
    [
        ("Claire Martin", PersonName("", "Claire", "Martin")),
        ("Claire MARTIN", PersonName("", "Claire", "MARTIN")),
        ("MARTIN Claire", PersonName("", "Claire", "MARTIN")),
        ("Martin, Claire", PersonName("", "Claire", "Martin")),
        ("Mme Claire Martin", PersonName("ms", "Claire", "Martin")),
        ("M. MARTIN", PersonName("mr", "", "MARTIN")),
        ("Monsieur le Dr Paul Petit", PersonName("mr", "le Dr Paul", "Petit")),
        ("Dr Paul Petit", PersonName("", "Paul", "Petit")),
        ("DE OLIVEIRA Ana Maria", PersonName("", "Ana Maria", "DE OLIVEIRA")),
        ("Ana de OLIVEIRA", PersonName("", "Ana", "de OLIVEIRA")),
        ("Jan van der Berg", PersonName("", "Jan", "van der Berg")),
        ("Marie-Claude", PersonName("", "", "Marie-Claude")),
        ("Jean Pierre Martin", PersonName("", "Jean Pierre", "Martin")),
        ("J. MARTIN", PersonName("", "J.", "MARTIN")),
        ("CLAIRE MARTIN", PersonName("", "CLAIRE", "MARTIN")),
        ("Mr", PersonName("", "", "Mr")),
        ("", PersonName()),
        (",", PersonName()),
    ],
)
def test_names_taken_apart(full: str, name: PersonName) -> None:
    assert split_name(full) == name


@pytest.mark.parametrize(
    ("civility", "first", "last", "language", "listed", "spoken"),
    [
        ("ms", "Claire", "Martin", "fr", "Claire MARTIN", "Madame Martin"),
        ("ms", "Claire", "Martin", "en", "Claire MARTIN", "Ms Martin"),
        ("mr", "Minh", "NGO", "en", "Minh NGO", "Mr Ngo"),
        ("mr", "", "Ngo", "en", "Mr NGO", "Mr Ngo"),
        ("ms", "", "Martin", "fr", "Mme MARTIN", "Madame Martin"),
        ("", "Claire", "MARTIN", "fr", "Claire MARTIN", "Claire Martin"),
        ("", "", "MARTIN", "fr", "MARTIN", "Martin"),
        ("ms", "Claire", "", "fr", "Claire", "Claire"),
        ("mr", "Luis", "DE OLIVEIRA-D'ARC", "fr", "Luis DE OLIVEIRA-D'ARC", "Monsieur De Oliveira-D'Arc"),
        ("mr", "Ian", "MCDONALD", "en", "Ian MCDONALD", "Mr McDonald"),
        ("mr", "Élie", "ÉVRARD", "fr", "Élie ÉVRARD", "Monsieur Évrard"),
        ("", "", "", "fr", "", ""),
    ],
)
def test_listed_and_spoken(
    civility: str, first: str, last: str, language: str, listed: str, spoken: str
) -> None:
    assert display_name(civility, first, last, language) == listed
    assert spoken_name(civility, first, last, language) == spoken


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("Claire", "Martin", "CM"),
        ("Jean-Pierre", "Martin", "JPM"),
        ("", "ngo", "N"),
        ("", "", ""),
        ("李", "小", "李小"),
    ],
)
def test_initials(first: str, last: str, expected: str) -> None:
    assert initials(first, last) == expected


@given(st.text(max_size=40))
def test_any_name_comes_apart(full: str) -> None:
    name = split_name(full)
    assert name.civility in ("", "mr", "ms")
    assert name.last or not name.first
    spoken_name(name.civility, name.first, name.last, "fr")
