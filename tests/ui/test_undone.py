"""What an undo took back is said in words, and names somebody only where there is somebody."""

from __future__ import annotations

import pytest

from pipeline_tui.services.undoing import REVERTS
from pipeline_tui.ui.undone import undone_words


@pytest.mark.parametrize(
    ("verb", "name", "said"),
    [
        ("outcome", "Claire MARTIN", "outcome · Claire MARTIN"),
        ("took_live", "Claire MARTIN", "call taken over · Claire MARTIN"),
        ("check_in_moved", "Claire MARTIN", "check-in moved · Claire MARTIN"),
        ("messaged", "", "message"),
        ("person_changed", "Sam", "change of a person · Sam"),
    ],
)
def test_it_is_said_in_words(verb: str, name: str, said: str) -> None:
    assert undone_words(verb, name) == said


@pytest.mark.parametrize("verb", REVERTS)
def test_no_code_is_shown(verb: str) -> None:
    assert "_" not in undone_words(verb, "")
