"""From the shell: clients a shop brings along, and lists that are paused, opened and ranked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.shell import SPECIALISTS, Prompt, load, set_up

BASE = """Client;Téléphone;Suivi par;Dernier contact;Achats
Claire MARTIN;01 99 00 12 34;Fatou;20/11/2026;"12/03/2026 45,50 € roses; 02/05/2026 60 €"
Minh NGO;01 99 00 12 35;Personne;;
Anne DURAND;n/c;Fatou;;
"""


@pytest.fixture
def shop(prompt: Prompt) -> Prompt:
    set_up(prompt, "three-tier", *SPECIALISTS)
    return prompt


def test_the_clients_a_shop_brings_along(shop: Prompt, tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_text(BASE, "utf-8")
    words = ("lists", "import", file, "--list", "Clients", "--stage", "farming", "--as", "Mia")
    tried = shop.done(*words, "--dry-run")
    assert (tried["callable_count"], tried["blockers"]) == (0, {"no-basis": 2})
    assert any("name one for the whole list" in each for each in tried["warnings"])
    ground = ("--audience", "consumer", "--basis", "contract", "--evidence", "orders since 2024")
    report = shop.done(*words, *ground, "--owner", "Suivi par", "--last-contact", 4, "--purchases", "Achats")
    assert (report["taken"], report["callable_count"], report["purchases"]) == (2, 2, 2)
    assert (report["stage"], report["owners"]) == ("farming", [["Fatou", 2]])
    assert "nobody here is called" in report["verdicts"][1]["reason"]
    claire = report["verdicts"][0]["contact_id"]
    bought = shop.done("purchase", "list", claire, "--as", "Fatou")
    assert [each["amount_minor"] for each in bought] == [6000, 4550]
    card = shop.done("lists", "show", "clients", "--as", "Mia")
    assert (card["standing"], card["stages"]) == ("farming", [["farming", 2]])
    assert (card["loads"][0]["by"], card["loads"][0]["rejected"]) == ("Mia", 1)
    shown = shop("lists", "show", "Clients", "--as", "Mia")
    assert "Suivi par = owner" in shown.out
    for wrong in (("--evidence", "orders"), ("--basis", "contract"), ("--stage", "closed")):
        assert shop(*words, *wrong, "--dry-run").code == 2
    twice = shop(*words, "--owner", "Client", "--map", "owner=Client")
    assert (twice.code, "given twice" in twice.err) == (2, True)


def test_lists_are_paused_opened_and_ranked(shop: Prompt) -> None:
    load(shop, "--as", "Mia")
    assert shop.done("lists", "pause", "salon", "--as", "Mia")["state"] == "paused"
    empty = shop("next", "--as", "Sam", "--json")
    assert (empty.code, empty.json["blockers"]) == (1, {"list-paused": 4})
    assert [(each["name"], each["by"]) for each in empty.json["lists"]] == [("Salon", "Mia")]
    assert "Salon is paused by Mia" in shop("next", "--as", "Sam").err
    assert shop("lists", "pause", "Salon", "--as", "Mia").code == 1
    assert shop("lists", "resume", "Salon", "--as", "Sam").code == 1  # for managers
    assert shop.done("lists", "resume", "Salon", "--as", "Mia")["ready"] == 4
    assert shop.done("next", "--as", "Sam")["contact"]["list"] == "Salon"
    assert shop.done("lists", "priority", "Salon", 2, "--as", "Mia")["priority"] == 2
    assert shop.done("undo", "--as", "Mia")["verb"] == "list_ranked"
    assert shop.done("lists", "show", "Salon", "--as", "Mia")["line"]["priority"] == 5
    assert shop("lists", "priority", "Salon", 0, "--as", "Mia").code == 2
    assert "Salon" in shop("lists", "show", "Nowhere", "--as", "Mia").err
