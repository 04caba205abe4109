"""Playbooks from the shell: listed, read page by page, checked with file and line; no workspace is made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline_tui.playbooks.reading import shipped_folder
from tests.journeys.shell import Prompt


def test_the_shipped_ones_are_listed_and_sound(prompt: Prompt) -> None:
    listed = {one["trade"]: one for one in prompt.done("playbook", "list")}
    assert listed["florist"]["structure"] == "one-tier" and "cold-call" in listed["florist"]["scripts"]
    checked = prompt.done("playbook", "check")
    assert checked == {"playbooks": sorted(listed), "findings": []}
    assert "No fault in florist." in prompt("playbook", "check", "--trade", "florist").out
    assert not Path(prompt.workspace).exists()


def test_a_page_reads_as_it_is_written(prompt: Prompt) -> None:
    page = prompt.done("playbook", "show", "florist", "regulation-scout", "--language", "fr")
    assert (
        page["text"] == (shipped_folder("florist") / "fr" / "regulation-scout.md").read_text("utf-8").strip()
    )
    assert (
        "# Règlement : éclaireur"
        in prompt("playbook", "show", "florist", page["page"], "--language", "fr").out
    )
    whole = prompt("playbook", "show", "florist").out
    assert "Cold call" in whole and "Send information" in whole


def test_faults_are_told_with_file_and_line(prompt: Prompt, tmp_path: Path) -> None:
    own = Path(shutil.copytree(shipped_folder("florist"), tmp_path / "mine"))
    script = own / "fr" / "cold-call.md"
    script.write_text(script.read_text("utf-8") + "\n## Perdu\n\nPersonne n'arrive ici.\n", "utf-8")
    told = prompt("playbook", "check", own)
    line = len(script.read_text("utf-8").splitlines()) - 2
    assert told.code == 1 and f"fr/cold-call.md:{line}: no answer leads to the step “Perdu”" in told.out
    assert {one["file"] for one in prompt("playbook", "check", own, "--json").json["findings"]} == {
        "fr/cold-call.md"
    }
    assert prompt("playbook", "check", own, "--language", "en").code == 0


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("check", "/nowhere"), "This is no folder of a playbook"),
        (("check", "--trade", "butcher"), "There is no playbook for “butcher”"),
        (("check", "/nowhere", "--trade", "florist"), "Both a folder and a trade are named"),
        (("check", "--trade", "florist", "--language", "xx"), "does not speak “xx”"),
        (("show", "florist", "--language", "xx"), "does not speak “xx”"),
        (("show", "florist", "../playbook"), "There is no page “../playbook”"),
        (("show", "butcher"), "There is no playbook for “butcher”"),
    ],
)
def test_what_cannot_be_meant_is_said(prompt: Prompt, words: tuple[str, ...], title: str) -> None:
    answer = prompt("playbook", *words)
    assert answer.code == 2 and title in answer.err
