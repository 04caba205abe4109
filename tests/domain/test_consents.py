"""The ledger of grounds: rows are added, and one may take another back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.consents import (
    ConsentWord,
    ConsentWording,
    GroundState,
    read_consent_word,
    revocations,
    state_of,
)
from pipeline_tui.domain.errors import UsageTrouble

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def at(hours: int) -> datetime:
    return NOON + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("rows", "taken_back"),
    [
        ([(1, None, at(0))], {}),
        ([(1, None, at(0)), (2, 1, at(1))], {1: at(1)}),
        ([(1, None, at(0)), (2, 1, at(1)), (3, 2, at(2))], {2: at(2)}),
        ([(1, None, at(0)), (2, 1, at(2)), (3, 1, at(1))], {1: at(1)}),
        ([(1, None, at(0)), (2, 1, at(1)), (3, 2, at(2)), (4, 1, at(3))], {2: at(2), 1: at(3)}),
    ],
)
def test_what_takes_back_what(
    rows: list[tuple[int, int | None, datetime]], taken_back: dict[int, datetime]
) -> None:
    assert revocations(rows) == taken_back


@given(st.lists(st.integers(0, 30), max_size=12))
def test_a_ground_stands_when_no_row_that_stands_takes_it_back(back: list[int]) -> None:
    rows: list[tuple[int, int | None, datetime]] = []
    for key, target in enumerate(back, start=1):
        rows.append((key, target % key or None, at(key)))

    def stands(key: int) -> bool:
        return not any(revokes == key and stands(other) for other, revokes, _ in rows)

    found = revocations(rows)
    assert {key for key, _, _ in rows if key not in found} == {key for key, _, _ in rows if stands(key)}
    assert revocations(list(reversed(rows))) == found


@pytest.mark.parametrize(
    ("expires", "revoked", "state"),
    [
        (None, None, GroundState.IN_FORCE),
        (at(1), None, GroundState.IN_FORCE),
        (at(0), None, GroundState.EXPIRED),
        (at(1), at(0), GroundState.REVOKED),
        (at(-5), at(-1), GroundState.REVOKED),
        (None, at(1), GroundState.IN_FORCE),
    ],
)
def test_whether_it_holds(expires: datetime | None, revoked: datetime | None, state: GroundState) -> None:
    assert state_of(expires, revoked, NOON) is state


def test_the_words_have_a_name_that_says_which_they_were() -> None:
    assert ConsentWording(version="2").name("florist", "fr") == "florist/fr/2"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("y", ConsentWord(True, "telephone", "")),
        ("Oui", ConsentWord(True, "telephone", "")),
        ("n", ConsentWord(False, "telephone", "")),
        ("y, paper, form 12, second page", ConsentWord(True, "paper", "form 12, second page")),
        ("no,e-mail", ConsentWord(False, "e-mail", "")),
        ("y,,recording 7", ConsentWord(True, "telephone", "recording 7")),
    ],
)
def test_a_word_as_an_operator_types_it(typed: str, word: ConsentWord) -> None:
    assert read_consent_word(typed) == word


@pytest.mark.parametrize("typed", ["", "perhaps", "yesterday", ", paper"])
def test_anything_else_is_no_word(typed: str) -> None:
    with pytest.raises(UsageTrouble):
        read_consent_word(typed)
