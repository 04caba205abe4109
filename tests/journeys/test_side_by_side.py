"""Two-tier and one-tier shops in real terminals, desks side by side: from a cold call to a kept client."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.scouting import RESTING, Scout, at_desk, contacts, shop_of
from tests.journeys.shell import Prompt

pytestmark = pytest.mark.slow

WHO = "Alice ABEILLE"
SIZES = [(80, 24), (120, 40)]


def _hot(one: Scout) -> None:
    """Call the first contact and hand it on with a brief."""
    one.next(WHO)
    one.dial()
    one.press("h")
    one.sees(f"Hand off · {WHO}", "Need")
    one.press(*"roses by the door")
    for _ in range(5):
        one.press("tab")
    one.press(*"two quotes")
    one.sees("two quotes", "Complete.")
    one.press("enter")
    one.press("enter")
    one.stored(WHO, "HOT")


def _closed(one: Scout) -> None:
    """Ring about the deal, say what is next, move it on, win it."""
    one.sees("Hunter", WHO, "d call")  # the name alone may still be that of the act before
    one.press("d")
    one.sees(WHO, "z goes on")
    one.press("z")
    one.sees("✓ ", "Talked, it goes on")
    one.press("escape")
    _won(one)


def _won(one: Scout) -> None:
    one.press("f3")
    one.sees("Hunter", WHO, "> step on")
    one.press(">")
    one.sees("→ Quote sent")
    one.press("W")
    one.sees(f"Won: {WHO}")
    one.press(*"240")
    one.press("tab", "tab", "tab")
    one.press("y", "enter")
    one.sees(f"won: {WHO}", "€240")


def _kept(one: Scout) -> None:
    """Find the new client among the check-ins and log the first one, the next date as proposed."""
    one.press("f4")
    one.sees("Farmer", WHO, "g log")
    one.press("g")
    one.sees("How did it go with Alice")
    one.press("enter")
    one.sees(f"logged: {WHO}", "next ")


def _left_whole(path: Path, prompt: Prompt, manager: str) -> None:
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT amount_minor FROM purchase").fetchall() == [(24000,)]
        assert file.execute("SELECT state FROM deal").fetchall() == [("won",)]
        done, planned = file.execute(
            "SELECT SUM(state = 'done'), SUM(state = 'planned') FROM check_in"
        ).fetchone()
        assert (done, planned) == (1, 1), "one is done, and exactly one is to come"
    assert prompt.done("journal", "verify", "--as", manager)["first_bad"] == ""
    assert prompt.done("doctor")["ok"] is True


@pytest.mark.parametrize("size", SIZES)
def test_a_finder_beside_who_closes_and_keeps(prompt: Prompt, size: tuple[int, int]) -> None:
    people = ("Sam:scout", "Hanna:hunter,farmer", "Mia:manager")
    path = shop_of(prompt, *people, text=contacts(3), structure="two-tier-finder")
    with at_desk(path, "Sam", size=size) as sam:
        sam.sees(RESTING)
        with at_desk(path, "Hanna", size=size) as hanna:
            hanna.sees("Hunter")
            _hot(sam)
            hanna.sees("F9 1")
            hanna.press("f9")
            hanna.sees(WHO, "roses by the door")
            hanna.press("a")
            hanna.sees(f"Accepted: {WHO}")
            hanna.press("f3")
            _closed(hanna)
            _kept(hanna)
            sam.press("f3")  # not theirs: the key does nothing
            sam.press("f9")
            sam.sees("What became of yours", "won")
    _left_whole(path, prompt, "Mia")


@pytest.mark.parametrize("size", SIZES)
def test_who_finds_and_closes_beside_who_keeps(prompt: Prompt, size: tuple[int, int]) -> None:
    people = ("Sam:scout,hunter", "Fatou:farmer", "Mia:manager")
    path = shop_of(prompt, *people, text=contacts(3), structure="two-tier-closer")
    with at_desk(path, "Sam", size=size) as sam:
        sam.sees(RESTING)
        with at_desk(path, "Fatou", size=size) as fatou:
            fatou.sees("Farmer")
            sam.next(WHO)
            sam.dial()
            sam.press("h")
            sam.sees("Hunter", WHO, "Enter dial")
            sam.press("escape")
            _won(sam)
            _kept(fatou)
    _left_whole(path, prompt, "Mia")


@pytest.mark.parametrize("size", SIZES)
def test_one_person_through_all_of_it(prompt: Prompt, size: tuple[int, int]) -> None:
    path = shop_of(prompt, "Anne:scout,hunter,farmer,manager", text=contacts(3), structure="one-tier")
    with at_desk(path, "Anne", size=size) as anne:
        anne.sees(RESTING)
        anne.next(WHO)
        anne.dial()
        anne.press("h")
        anne.sees("Hunter", WHO, "Enter dial")
        anne.press("escape")
        _won(anne)
        _kept(anne)
    _left_whole(path, prompt, "Anne")
