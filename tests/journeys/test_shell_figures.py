"""Own figures and languages from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.shell import MOMENT, SPECIALISTS, Prompt, load, set_up


@pytest.fixture
def prompt(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Prompt:
    monkeypatch.setenv("PIPELINE_NOW", MOMENT)
    prompt = Prompt(str(tmp_path / "shop.db"), capsys)
    set_up(prompt, "three-tier", *SPECIALISTS)
    return prompt


def test_figures_of_a_day(prompt: Prompt) -> None:
    load(prompt, "--as", "Mia")
    token = prompt.done("next", "--as", "Sam")["token"]
    prompt.done("dial", token)
    prompt.done("outcome", token, "no-answer")
    own = prompt.done("figures", "--as", "Sam")
    assert (own["who"], own["day"]["calls"], own["day"]["reached"], own["day"]["rate"]) == ("Sam", 1, 0, None)
    assert own["hours"] == [{"id": 10, "hour": 10, "calls": 1, "reached": 0}]
    assert (own["usual"], own["days"], own["best_part"]) == (None, [], "")
    assert prompt.done("figures", "--of", "Sam", "--as", "Mia") == own
    assert prompt.done("figures", "--as", "Sam", "--day", "2026-11-20")["day"]["calls"] == 0
    assert "Sam: Tue 24 Nov 2026" in prompt("figures", "--as", "Sam").out
    refused = prompt("figures", "--of", "Sam", "--as", "Hanna")
    assert (refused.code, refused.out) == (1, "")
    assert prompt("figures", "--as", "Sam", "--day", "soon").code == 2
    assert prompt("figures", "--as", "Sam", "--day", "2026-11-25").code == 2


def test_people_speak_languages(prompt: Prompt) -> None:
    added = prompt.done("people", "add", "Nils:scout", "--speaks", "de, English", "--as", "Mia")
    assert added["languages"] == ["de", "en"]
    changed = prompt.done("people", "change", "Nils", "--speaks", "all", "--extension", "203", "--as", "Mia")
    assert (changed["languages"], changed["extension"]) == ([], "203")
    assert prompt("people", "change", "Nils", "--speaks", "de", "--as", "Sam").code == 1
    assert prompt("people", "change", "Nils", "--speaks", "Klingonish", "--as", "Mia").code == 2
    assert "speaks" in prompt("people", "list", "--as", "Mia").out


def test_an_imported_language_finds_its_speaker(prompt: Prompt) -> None:
    file = Path(prompt.workspace).with_name("languages.csv")
    file.write_text(
        "Nom;Téléphone;Type;Consentement;Date consentement;Langue\n"
        "SCHMIDT;01 99 00 12 41;particulier;formulaire web;02/11/2026;allemand\n"
        "MARTIN;01 99 00 12 42;particulier;formulaire web;02/11/2026;français\n",
        "utf-8",
    )
    prompt.done("lists", "import", file, "--list", "Salon", "--as", "Mia")
    prompt.done("people", "change", "Sam", "--speaks", "fr", "--as", "Mia")
    prompt.done("people", "add", "Nils:scout", "--speaks", "de", "--as", "Mia")
    assert prompt.done("next", "--as", "Sam")["contact"]["last_name"].casefold() == "martin"
    assert prompt.done("next", "--as", "Nils")["contact"]["last_name"].casefold() == "schmidt"
    prompt.done("people", "add", "Lou:scout", "--speaks", "fr", "--as", "Mia")
    empty = prompt("next", "--as", "Lou", "--json")
    assert empty.code == 1
    assert "on another desk" in empty.err
