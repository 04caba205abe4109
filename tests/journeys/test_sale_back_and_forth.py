"""A sale on its way to the farmer: given back with a reason, corrected, handed over again, accepted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.journeys.scouting import Scout, at_desk, contacts, shop_of
from tests.journeys.shell import Prompt
from tests.journeys.terminals import without

pytestmark = pytest.mark.slow

NAME = "Alice ABEILLE"
BRIEF = ("--brief", "need=roses by the door", "--brief", "next=two quotes")
PEOPLE = ("Sam:scout", "Hanna:hunter", "Fatou:farmer", "Felix:farmer", "Mia:manager")


def _handed(prompt: Prompt) -> int:
    """Hand the first contact over; the hunter gives it back once, and accepts it the second time."""
    for answer in ("return", "accept"):
        token = prompt.done("next", "--as", "Sam")["token"]
        handed = prompt.done("hand-off", token, *BRIEF, "--as", "Sam")
        if answer == "return":
            why = ("--reason", "need-unclear", "--note", "which door?")
            prompt.done("return", handed["id"], *why, "--as", "Hanna")
        else:
            return int(prompt.done("accept", handed["id"], "--as", "Hanna")["deal"]["id"])
    raise AssertionError


def _sold(prompt: Prompt, deal: int) -> dict[str, Any]:
    """Win the deal while Fatou is away: whoever is there gets the client."""
    prompt.done("people", "absent", "Fatou", "--reason", "leave", "--as", "Mia")
    refused = prompt("deal", "won", deal, "--amount", "240", "--farmer", "Fatou", "--as", "Hanna")
    assert refused.code != 0
    assert "Felix" in refused.err, "the refusal names who is there"
    won: dict[str, Any] = prompt.done(
        "deal", "won", deal, "--amount", "240", "--what", "roses", "--as", "Hanna"
    )
    assert won["farmer"] == "Felix"
    prompt.done("people", "back", "Fatou", "--as", "Mia")
    return won


def _given_back(felix: Scout) -> None:
    felix.sees("Farmer", "F9 1")
    felix.press("f9")
    felix.sees(NAME, "from Hanna", "roses by the door", "1 waiting")
    felix.press("R")
    felix.sees(f"Why does {NAME} go back to Hanna?", "1 Need not clear")
    felix.press("1")
    felix.sees("A note for Hanna?", "in Hanna's inbox")
    felix.press(*"which roses?")
    felix.press("enter")
    felix.sees("Nothing waits here.")


def _corrected(hanna: Scout) -> None:
    hanna.sees("1 came back", NAME, "Need not clear", "which roses?", "from Felix")
    hanna.press("a")  # it is one's own already: nothing is accepted
    hanna.press("f8")
    hanna.sees(f"Hand off · {NAME}", "roses by the door", "Felix")
    hanna.press("\x1b[Z")  # shift+tab: from the receiver to what was promised
    hanna.press(*"white ones, Friday")
    hanna.press("enter")
    hanna.press("enter")
    hanna.sees("waits for Felix", without("1 came back"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_sale_is_given_back_and_handed_over_again(prompt: Prompt, size: tuple[int, int]) -> None:
    path = shop_of(prompt, *PEOPLE, text=contacts(4))
    deal = _handed(prompt)
    with at_desk(path, "Hanna", size=size) as hanna:
        hanna.sees("Hunter")
        with at_desk(path, "Felix", size=size) as felix:
            felix.sees("Farmer")
            _sold(prompt, deal)
            _given_back(felix)
            hanna.sees("F9 1")
            hanna.press("f9")
            _corrected(hanna)
            felix.sees("1 waiting", NAME, "white ones, Friday")
            felix.press("a")
            felix.sees(f"Accepted: {NAME}")
            hanna.sees("What became of yours", "accepted")
    with closing(sqlite3.connect(path)) as file:
        gone = file.execute("SELECT kind, state, reason FROM hand_off ORDER BY id").fetchall()
        owner = file.execute(
            "SELECT o.name, p.stage FROM position p JOIN operator o ON o.id = p.owner_id"
        ).fetchall()
    assert gone == [
        ("hot", "returned", "need-unclear"),
        ("hot", "accepted", ""),
        ("sale", "returned", "need-unclear"),
        ("sale", "accepted", ""),
    ]
    assert owner == [("Felix", "farming")]
    rows = {(row["giver"], row["receiver"]): row for row in prompt.done("report", "joints", "--as", "Mia")}
    assert (rows["Sam", "Hanna"]["given"], rows["Sam", "Hanna"]["won"]) == (2, 1)
    sold = rows["Hanna", "Felix"]
    assert (sold["given"], sold["accepted"], sold["returned"]) == (2, 1, 1)
    assert sold["reasons"] == {"need-unclear": 1}
    assert prompt.done("report", "red", "--as", "Mia")["counts"] == {}
    assert prompt.done("journal", "verify", "--as", "Mia")["first_bad"] == ""
