"""Who calls, from the shell: look-up, claim, message, receipts; and ways out that commands name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.playbook import After
from pipeline_tui.playbooks.reading import load_shipped
from pipeline_tui.settings import THEMES, read_settings
from pipeline_tui.ui import themes
from tests.journeys.shell import MOMENT, Prompt

NUMBER = "01 99 00 12 34"


def test_a_caller_is_claimed_talked_with_handed_on_and_written_about(three_tier: Prompt) -> None:
    assert three_tier.done("look-up", "01 99 00 99 99", "--as", "Sam")["answer"] == "unknown"
    free = three_tier.done("look-up", NUMBER, "--as", "Sam")
    assert (free["answer"], free["free"], free["yours"], free["claim"]) == ("free", 1, [], None)
    held = three_tier.done("look-up", NUMBER, "--claim", "--as", "Sam")["claim"]
    assert held["contact"]["name"] == "Claire MARTIN"
    assert held["call"]["mode"] == "incoming"
    need = ("--brief", "need=roses", "--brief", "next=a quote")
    handed = three_tier.done("hand-off", held["token"], *need)
    assert three_tier.done("look-up", NUMBER, "--as", "Sam")["answer"] == "not-yours"
    three_tier.done("accept", handed["id"], "--as", "Hanna")
    three_tier.done("look-up", NUMBER, "--message", "she asks for a later slot", "--as", "Sam")
    three_tier.done("message", held["contact"]["id"], "and pink ones", "--as", "Sam")
    first, second = three_tier.done("messages", "--as", "Hanna")
    assert {first["sender"], second["sender"]} == {"Sam"}
    assert {first["text"], second["text"]} == {""}
    read = three_tier.done("messages", "--open", second["id"], "--as", "Hanna")
    assert (read["name"], read["text"]) == ("Claire MARTIN", "she asks for a later slot")
    (receipt,) = three_tier.done("receipts", "--as", "Sam")
    assert (receipt["initials"], receipt["state"], receipt["credit"]) == ("CM", "accepted", True)
    (dial,) = three_tier.done("look-up", "--as", "Sam")
    assert (dial["name"], dial["number"], dial["incoming"]) == ("CM", "+33 1 •• •• •• 34", True)
    assert three_tier.done("look-up", "--call", dial["id"], "--as", "Sam")["answer"] == "not-yours"


@pytest.mark.parametrize("words", [("MARTIN",), ("0199",), ("--claim",), ("--message", "x")])
def test_what_is_no_full_number_is_a_usage_error(three_tier: Prompt, words: tuple[str, ...]) -> None:
    refused = three_tier("look-up", *words, "--as", "Sam")
    assert (refused.code, refused.out) == (2, "")


def test_a_stranger_s_contact_gets_no_message_by_its_id(three_tier: Prompt) -> None:
    refused = three_tier("message", 1, "hello", "--as", "Hanna")
    assert (refused.code, refused.out) == (1, "")
    assert "Not on your desk" in refused.err


def test_a_wrong_number_needs_its_reason_and_nothing_is_dialled_for_it(three_tier: Prompt) -> None:
    token = three_tier.done("next", "--as", "Sam")["token"]
    for reason in ((), ("--reason", "nonsense")):
        refused = three_tier("outcome", token, "wrong-number", *reason)
        assert refused.code == 2
        for known in ("disconnected", "stranger", "deceased", "under-age"):
            assert known in refused.err
    assert three_tier.done("next", "--as", "Sam")["call"] is None
    ended = three_tier.done("outcome", token, "wrong-number", "--reason", "stranger")
    assert ended["outcome"] == "wrong-number"


def test_undo_before_an_open_call_says_the_way_out(three_tier: Prompt) -> None:
    token = three_tier.done("next", "--as", "Sam")["token"]
    three_tier.done("outcome", token, "busy")
    again = three_tier.done("undo", "--as", "Sam")["desk"]["token"]
    refused = three_tier("undo", "--as", "Sam")
    assert refused.code == 1
    assert "outcome TOKEN CODE" in refused.err
    assert three_tier.done("next", "--as", "Sam")["token"] == again
    three_tier.done("outcome", again, "busy")
    assert three_tier.done("undo", "--as", "Sam")["verb"] == "outcome"


def test_keys_show_the_outcomes_of_the_workspace(
    three_tier: Prompt, tmp_path: Path, capsys: pytest.CaptureFixture[str]
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
    for shop, trade in ((three_tier, "florist"), (furniture, "furniture")):
        titles = {one["id"]: one["title"] for one in shop.done("keys")}
        outcomes = load_shipped(trade).outcomes
        wanted = {
            f"outcome.{one.code}": one.name("fr") for one in outcomes if one.after is not After.HAND_OFF
        }
        assert {key: titles.get(key) for key in wanted} == wanted
    assert "playbook “furniture”" in furniture("keys").out


def test_the_journal_is_read_in_short_columns_and_whole_as_json(three_tier: Prompt) -> None:
    three_tier.done("look-up", NUMBER, "--as", "Sam")
    token = three_tier.done("next", "--as", "Sam")["token"]
    three_tier.done("outcome", token, "busy")
    shown = three_tier("journal", "show", "--limit", "4", "--as", "Mia").out.splitlines()
    assert len(shown) == 5
    assert any("outcome busy" in line for line in shown)
    assert not any("{" in line or '"' in line for line in shown)
    every = three_tier.done("journal", "show", "--as", "Mia")
    entry = next(one for one in every if one["verb"] == "looked_up")
    assert set(json.loads(entry["detail"])) == {"number", "answer"}
    lines = three_tier("journal", "show", "--as", "Mia").out.splitlines()
    assert "answer free" in next(line for line in lines if "looked up" in line)


def test_a_demo_speaks_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_NOW", MOMENT)
    demo = Prompt(str(tmp_path / "demo.db"), capsys)
    made = demo.done(
        "demo", "--contacts", "5", "--history", "0", "--language", "en", "--trade", "real-estate"
    )
    assert (made["language"], made["trade"]) == ("en", "real-estate")
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
