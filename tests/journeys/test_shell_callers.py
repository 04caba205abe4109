"""Who calls, from the shell: look-up, claim, message, receipts; and ways out that commands name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.playbook import After
from pipeline_tui.playbooks.reading import load_shipped
from pipeline_tui.settings import THEMES, read_settings
from pipeline_tui.ui import themes
from tests.journeys.shell import MOMENT, SPECIALISTS, Prompt, load, set_up

NUMBER = "01 99 00 12 34"


@pytest.fixture
def prompt(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Prompt]:
    monkeypatch.setenv("PIPELINE_NOW", MOMENT)
    made = Prompt(str(tmp_path / "shop.db"), capsys)
    set_up(made, "three-tier", *SPECIALISTS)
    load(made, "--as", "Mia")
    yield made


def test_a_caller_is_claimed_talked_with_handed_on_and_written_about(prompt: Prompt) -> None:
    assert prompt.done("look-up", "01 99 00 99 99", "--as", "Sam")["answer"] == "unknown"
    free = prompt.done("look-up", NUMBER, "--as", "Sam")
    assert (free["answer"], free["free"], free["yours"], free["claim"]) == ("free", 1, [], None)
    held = prompt.done("look-up", NUMBER, "--claim", "--as", "Sam")["claim"]
    assert held["contact"]["name"] == "Claire MARTIN"
    assert held["call"]["mode"] == "incoming"
    need = ("--brief", "need=roses", "--brief", "next=a quote")
    handed = prompt.done("hand-off", held["token"], *need)
    assert prompt.done("look-up", NUMBER, "--as", "Sam")["answer"] == "not-yours"
    prompt.done("accept", handed["id"], "--as", "Hanna")
    prompt.done("look-up", NUMBER, "--message", "she asks for a later slot", "--as", "Sam")
    prompt.done("message", held["contact"]["id"], "and pink ones", "--as", "Sam")
    first, second = prompt.done("messages", "--as", "Hanna")
    assert {first["sender"], second["sender"]} == {"Sam"}
    assert {first["text"], second["text"]} == {""}
    read = prompt.done("messages", "--open", second["id"], "--as", "Hanna")
    assert (read["name"], read["text"]) == ("Claire MARTIN", "she asks for a later slot")
    (receipt,) = prompt.done("receipts", "--as", "Sam")
    assert (receipt["initials"], receipt["state"], receipt["credit"]) == ("CM", "accepted", True)
    (dial,) = prompt.done("look-up", "--as", "Sam")
    assert (dial["name"], dial["number"], dial["incoming"]) == ("CM", "+33 1 •• •• •• 34", True)
    assert prompt.done("look-up", "--call", dial["id"], "--as", "Sam")["answer"] == "not-yours"


@pytest.mark.parametrize("words", [("MARTIN",), ("0199",), ("--claim",), ("--message", "x")])
def test_what_is_no_full_number_is_a_usage_error(prompt: Prompt, words: tuple[str, ...]) -> None:
    refused = prompt("look-up", *words, "--as", "Sam")
    assert (refused.code, refused.out) == (2, "")


def test_a_stranger_s_contact_gets_no_message_by_its_id(prompt: Prompt) -> None:
    refused = prompt("message", 1, "hello", "--as", "Hanna")
    assert (refused.code, refused.out) == (1, "")
    assert "Not on your desk" in refused.err


def test_a_wrong_number_needs_its_reason_and_nothing_is_dialled_for_it(prompt: Prompt) -> None:
    token = prompt.done("next", "--as", "Sam")["token"]
    for reason in ((), ("--reason", "nonsense")):
        refused = prompt("outcome", token, "wrong-number", *reason)
        assert refused.code == 2
        for known in ("disconnected", "stranger", "deceased", "under-age"):
            assert known in refused.err
    assert prompt.done("next", "--as", "Sam")["call"] is None
    assert prompt.done("outcome", token, "wrong-number", "--reason", "stranger")["outcome"] == "wrong-number"


def test_undo_before_an_open_call_says_the_way_out(prompt: Prompt) -> None:
    token = prompt.done("next", "--as", "Sam")["token"]
    prompt.done("outcome", token, "busy")
    again = prompt.done("undo", "--as", "Sam")["desk"]["token"]
    refused = prompt("undo", "--as", "Sam")
    assert refused.code == 1
    assert "outcome TOKEN CODE" in refused.err
    assert prompt.done("next", "--as", "Sam")["token"] == again
    prompt.done("outcome", again, "busy")
    assert prompt.done("undo", "--as", "Sam")["verb"] == "outcome"


def test_keys_show_the_outcomes_of_the_workspace(
    prompt: Prompt, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    furniture = Prompt(str(tmp_path / "furniture.db"), capsys)
    place = (
        "--trade",
        "furniture",
        "--country",
        "FR",
        "--language",
        "fr",
        "--structure",
        "one-tier",
        "--practice",
    )
    furniture.done("init", "--firm", "Meubles", *place, "--operator", "Zoé:scout,hunter,farmer,manager")
    for shop, trade in ((prompt, "florist"), (furniture, "furniture")):
        titles = {one["id"]: one["title"] for one in shop.done("keys")}
        outcomes = load_shipped(trade).outcomes
        wanted = {
            f"outcome.{one.code}": one.name("fr") for one in outcomes if one.after is not After.HAND_OFF
        }
        assert {key: titles.get(key) for key in wanted} == wanted
    assert "playbook “furniture”" in furniture("keys").out


def test_the_journal_is_read_in_short_columns_and_whole_as_json(prompt: Prompt) -> None:
    prompt.done("look-up", NUMBER, "--as", "Sam")
    token = prompt.done("next", "--as", "Sam")["token"]
    prompt.done("outcome", token, "busy")
    shown = prompt("journal", "show", "--limit", "4", "--as", "Mia").out.splitlines()
    assert len(shown) == 5
    assert any("outcome busy" in line for line in shown)
    assert not any("{" in line or '"' in line for line in shown)
    every = prompt.done("journal", "show", "--as", "Mia")
    entry = next(one for one in every if one["verb"] == "looked_up")
    assert set(json.loads(entry["detail"])) == {"number", "answer"}
    lines = prompt("journal", "show", "--as", "Mia").out.splitlines()
    assert "answer free" in next(line for line in lines if "looked up" in line)


def test_a_demo_speaks_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_NOW", MOMENT)
    demo = Prompt(str(tmp_path / "demo.db"), capsys)
    made = demo.done("demo", "--contacts", "5", "--history", "0", "--language", "en")
    assert made["language"] == "en"
    other = Prompt(str(tmp_path / "other.db"), capsys)
    refused = other("demo", "--contacts", "5", "--history", "0", "--language", "xx")
    assert refused.code == 2
    assert not Path(other.workspace).exists()


def test_an_unknown_theme_is_named_with_its_file_and_the_known_ones(tmp_path: Path) -> None:
    assert tuple(one.name for one in themes.THEMES) == THEMES
    file = tmp_path / "config.toml"
    file.write_text('theme = "neon"\n', "utf-8")
    with pytest.raises(UsageTrouble) as trouble:
        read_settings(file)
    known = ", ".join(THEMES)
    assert trouble.value.detail == f"config.toml: theme: there is no theme 'neon'; known are {known}."
    for theme in ("", *THEMES):
        file.write_text(f'theme = "{theme}"\n', "utf-8")
        assert read_settings(file).theme == theme
