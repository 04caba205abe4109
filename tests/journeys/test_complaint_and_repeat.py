"""A complaint stops the repeat deal; solved, it goes to the hunter, is won, and comes back to the farmer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.scouting import at_desk, contacts, shop_of
from tests.journeys.shell import Prompt
from tests.journeys.terminals import without

pytestmark = pytest.mark.slow

NAME = "Alice ABEILLE"
BRIEF = ("--brief", "need=roses by the door", "--brief", "next=two quotes")


def _first_sale(prompt: Prompt, closer: str, keeper: str) -> int:
    """Bring the first contact to its first purchase from the shell; returns the client's id."""
    token = prompt.done("next", "--as", "Sam")["token"]
    handed = prompt.done("hand-off", token, *BRIEF, "--as", "Sam")
    deal = prompt.done("accept", handed["id"], "--as", closer)["deal"]
    prompt.done("deal", "won", deal["id"], "--amount", "240", "--what", "roses", "--as", closer)
    _take_what_waits(prompt, keeper)
    return int(deal["contact_id"])


def _take_what_waits(prompt: Prompt, keeper: str) -> None:
    for waits in prompt.done("inbox", "--as", keeper):
        prompt.done("accept", waits["id"], "--as", keeper)


def _dial_first(prompt: Prompt) -> None:
    token = prompt.done("next", "--as", "Sam")["token"]
    prompt.done("dial", token, "--as", "Sam")


def test_to_the_hunter_and_back(prompt: Prompt) -> None:
    people = ("Sam:scout", "Hanna:hunter", "Fatou:farmer", "Mia:manager")
    path: Path = shop_of(prompt, *people, text=contacts(4))
    _dial_first(prompt)
    client = _first_sale(prompt, "Hanna", "Fatou")
    with at_desk(path, "Fatou") as fatou:
        fatou.sees("Farmer", NAME, "g log")
        fatou.press("C")
        fatou.sees(f"Complaint of {NAME}: what happened?")
        fatou.press(*"two stems were broken")
        fatou.press("enter")
        fatou.sees("Complaints · 1 open", "complaint open", "!! COMPLAINT since today")
        fatou.press("j")
        fatou.sees("Solve the complaint first")
        fatou.press("C")
        fatou.sees("what was done?", "two stems were broken")
        fatou.press(*"a new bunch the same day")
        fatou.press("enter")
        fatou.sees("complaint solved", without("!! COMPLAINT"))
        fatou.press("j")
        fatou.sees(f"Repeat deal: {NAME}", "a hunter's; it comes back to you")
        fatou.press(*"tables for the wedding")
        fatou.press("tab")
        fatou.press(*"1200")
        fatou.press("enter")
        fatou.sees("repeat deal", "waits for")
    with at_desk(path, "Hanna") as hanna:
        hanna.sees("Hunter", "F9 1")
        hanna.press("f9")
        hanna.sees(NAME, "from Fatou", "tables for the wedding")
        hanna.press("a")
        hanna.sees(f"Accepted: {NAME}")
    (deal,) = prompt.done("deals", "--as", "Hanna")
    assert (deal["title"], deal["value_minor"]) == ("tables for the wedding", 120000)
    refused = prompt("client", "show", client, "--as", "Fatou")
    assert refused.code == 1, "it is the hunter's now"
    prompt.done("deal", "won", deal["id"], "--amount", "1100", "--what", "tables", "--as", "Hanna")
    _take_what_waits(prompt, "Fatou")
    card = prompt.done("client", "show", client, "--as", "Fatou")
    assert (card["total_minor"], card["complaint"]) == (134000, None)
    (row,) = prompt.done("report", "farming", "--as", "Fatou")
    assert (row["repeat_deals"], row["repeat_won"], row["complaints"]) == (1, 1, 0)
    assert prompt.done("journal", "verify", "--as", "Mia")["first_bad"] == ""


def test_who_closes_and_keeps_has_it_on_their_own_desk(prompt: Prompt) -> None:
    path = shop_of(
        prompt, "Sam:scout", "Hugo:hunter", "Mia:manager", text=contacts(4), structure="two-tier-finder"
    )
    _dial_first(prompt)
    client = _first_sale(prompt, "Hugo", "Hugo")
    with at_desk(path, "Hugo") as hugo:
        hugo.sees("Hunter")
        hugo.press("f4")
        hugo.sees("Farmer", NAME, "g log")
        hugo.press("j")
        hugo.sees(f"Repeat deal: {NAME}", "your own, on the hunter desk")
        hugo.press(*"an arch for June")
        hugo.press("enter")
        hugo.sees("Hunter", NAME, "repeat deal", "on your hunter desk")  # opened in place
    (deal,) = prompt.done("deals", "--as", "Hugo")
    assert deal["title"] == "an arch for June"
    prompt.done("deal", "won", deal["id"], "--amount", "300", "--as", "Hugo")
    card = prompt.done("client", "show", client, "--as", "Hugo")
    assert (card["total_minor"], card["stage"]) == (54000, "farming")
