"""Own figures and languages from the shell."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.shell import Prompt


def test_figures_of_a_day(three_tier: Prompt) -> None:
    token = three_tier.done("next", "--as", "Sam")["token"]
    three_tier.done("dial", token)
    three_tier.done("outcome", token, "no-answer")
    own = three_tier.done("figures", "--as", "Sam")
    assert (own["who"], own["day"]["calls"], own["day"]["reached"], own["day"]["rate"]) == ("Sam", 1, 0, None)
    assert own["hours"] == [{"id": 10, "hour": 10, "calls": 1, "reached": 0}]
    assert (own["usual"], own["days"], own["best_part"]) == (None, [], "")
    assert three_tier.done("figures", "--of", "Sam", "--as", "Mia") == own
    assert three_tier.done("figures", "--as", "Sam", "--day", "2026-11-20")["day"]["calls"] == 0
    assert "Sam: Tue 24 Nov 2026" in three_tier("figures", "--as", "Sam").out
    refused = three_tier("figures", "--of", "Sam", "--as", "Hanna")
    assert (refused.code, refused.out) == (1, "")
    assert three_tier("figures", "--as", "Sam", "--day", "soon").code == 2
    assert three_tier("figures", "--as", "Sam", "--day", "2026-11-25").code == 2


def test_people_speak_languages(specialists: Prompt) -> None:
    added = specialists.done("people", "add", "Nils:scout", "--speaks", "de, English", "--as", "Mia")
    assert added["languages"] == ["de", "en"]
    more = ("--speaks", "all", "--extension", "203")
    changed = specialists.done("people", "change", "Nils", *more, "--as", "Mia")
    assert (changed["languages"], changed["extension"]) == ([], "203")
    assert specialists("people", "change", "Nils", "--speaks", "de", "--as", "Sam").code == 1
    assert specialists("people", "change", "Nils", "--speaks", "Klingonish", "--as", "Mia").code == 2
    assert "speaks" in specialists("people", "list", "--as", "Mia").out


def test_an_imported_language_finds_its_speaker(specialists: Prompt) -> None:
    file = Path(specialists.workspace).with_name("languages.csv")
    file.write_text(
        "Nom;Téléphone;Type;Consentement;Date consentement;Langue\n"
        "SCHMIDT;01 99 00 12 41;particulier;formulaire web;02/11/2026;allemand\n"
        "MARTIN;01 99 00 12 42;particulier;formulaire web;02/11/2026;français\n",
        "utf-8",
    )
    specialists.done("lists", "import", file, "--list", "Salon", "--as", "Mia")
    specialists.done("people", "change", "Sam", "--speaks", "fr", "--as", "Mia")
    specialists.done("people", "add", "Nils:scout", "--speaks", "de", "--as", "Mia")
    assert specialists.done("next", "--as", "Sam")["contact"]["last_name"].casefold() == "martin"
    assert specialists.done("next", "--as", "Nils")["contact"]["last_name"].casefold() == "schmidt"
    specialists.done("people", "add", "Lou:scout", "--speaks", "fr", "--as", "Mia")
    empty = specialists("next", "--as", "Lou", "--json")
    assert empty.code == 1
    assert "on another desk" in empty.err
