"""A hand-off the hunter returns: on top of its scout's queue, with why and the brief, and handed on."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.journeys.scouting import RESTING, Scout, at_desk, contacts, shop_of
from tests.journeys.shell import Prompt
from tests.journeys.terminals import without

pytestmark = pytest.mark.slow

FIRST, SECOND, THIRD = "Alice ABEILLE", "Basile ABEILLE", "Chloé ABEILLE"


def _brief(sam: Scout) -> None:
    sam.press("h")
    sam.sees(f"Hand off · {FIRST}", "Need", "the team")
    sam.press(*"roses by the door")
    for _ in range(5):
        sam.press("tab")
    sam.press(*"two quotes")
    sam.sees("two quotes", "Complete.")
    sam.press("enter")
    sam.press("enter")
    sam.stored(FIRST, "HOT", "the team")


def _give_back(hanna: Scout) -> None:
    hanna.press("f9")
    hanna.sees(FIRST, "roses by the door", "Sam")
    hanna.press("R")
    hanna.sees(f"Why does {FIRST} go back to Sam?", "1 Need not clear")
    hanna.press("1")
    hanna.sees("A note for Sam?")
    hanna.press(*"which door?")
    hanna.press("enter")
    hanna.sees("Nothing waits here.")


def _came_back(sam: Scout) -> None:
    """After the call that was under way it stands before everything else, and says why."""
    assert sam.who == SECOND
    sam.ring()
    sam.press("n")
    sam.stored(SECOND, "No answer")
    assert sam.who == FIRST, "before those nobody called yet"
    sam.sees("eturned", "eed not clear", "which door?")
    sam.press("i")
    sam.sees("Why this contact", "Returned to you by Hanna")
    sam.press("escape")
    sam.sees("Enter dial", without("Why this contact"))


def _again(sam: Scout) -> None:
    sam.press("d")
    sam.sees("h HOT")
    sam.press("h")
    sam.sees(f"Hand off · {FIRST}", "roses by the door", "two quotes", "Complete.")
    sam.press("enter")
    sam.stored(FIRST, "HOT", "the team")
    assert sam.who == THIRD


def _what_became_of_it(sam: Scout) -> None:
    sam.press("f9")
    sam.sees("What became of yours", "AA ", "accepted", "returned: Need")
    assert sam.sees(without(FIRST)), "who gave a contact on sees initials"


def _back_and_forth(sam: Scout, hanna: Scout) -> None:
    sam.next(FIRST)
    sam.dial()
    _brief(sam)
    hanna.sees("Hunter", "F9 1")
    _give_back(hanna)
    _came_back(sam)
    _again(sam)
    hanna.sees("1 waiting", FIRST)
    hanna.press("a")
    hanna.sees(f"Accepted: {FIRST}")
    _what_became_of_it(sam)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_returned_and_worked_again(prompt: Prompt, size: tuple[int, int]) -> None:
    people = ("Sam:scout", "Hanna:hunter", "Fatou:farmer", "Mia:manager")
    path = shop_of(prompt, *people, text=contacts(4))
    with at_desk(path, "Sam", size=size) as sam:
        # A practice clock starts with its program: Hanna's shall not be ahead of Sam's.
        sam.sees(RESTING)
        with at_desk(path, "Hanna", size=size) as hanna:
            _back_and_forth(sam, hanna)
    with closing(sqlite3.connect(path)) as file:
        gone = file.execute("SELECT state, reason, note FROM hand_off ORDER BY id").fetchall()
    assert gone == [("returned", "need-unclear", "which door?"), ("accepted", "", "")]
    assert prompt.done("journal", "verify", "--as", "Mia")["first_bad"] == ""
