"""The shop's own playbook from the shell: edited in $EDITOR, checked, compared, adopted, taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline_tui.playbooks.reading import shipped_folder
from tests.journeys.shell import Prompt


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a script that stands for an editor; what it does is written into it."""
    script = tmp_path / "editor"
    script.touch(mode=0o700)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{script} --wait")
    return script


def types(editor: Path, words: str) -> None:
    """Have the editor put words above the end of the file it is given last."""
    editor.write_text(f"#!/bin/sh\ncat >> \"$2\" <<'END'\n{words}\nEND\n", "utf-8")


def test_edited_checked_adopted_and_taken_back(one_tier: Prompt, editor: Path) -> None:
    types(editor, "## Lost\n\nNobody comes here.\n")
    faulty = one_tier("playbook", "edit", "cold-call", "--json")
    draft = Path(faulty.json["draft"])
    assert faulty.code == 1 and faulty.json["changed"] == ["fr/cold-call.md"]
    assert {one["file"] for one in faulty.json["findings"]} == {"fr/cold-call.md"}
    refused = one_tier("playbook", "adopt")
    assert refused.code == 1 and "The playbook has" in refused.err and draft.is_dir()
    shutil.copyfile(shipped_folder("florist") / "fr" / "cold-call.md", draft / "fr" / "cold-call.md")
    types(editor, "\nA cup of tea makes every talk longer.\n")
    sound = one_tier("playbook", "edit", "fr/techniques")
    assert "Changed: fr/techniques.md. No fault was found." in sound.out
    compared = one_tier.done("playbook", "diff")
    assert (compared["from"], compared["to"]) == ("version 1", "draft")
    assert {line["text"] for line in compared["files"][0]["lines"] if line["mark"] == "+"} >= {
        "A cup of tea makes every talk longer."
    }
    adopted = one_tier.done("playbook", "adopt")
    assert (adopted["number"], adopted["before"], adopted["changed"]) == (2, 1, 1) and not draft.exists()
    assert one_tier.done("playbook", "show")["version"] == 2
    assert "A cup of tea" in one_tier("playbook", "show", "own", "techniques", "--language", "fr").out
    assert "+ A cup of tea" in one_tier("playbook", "diff").out
    assert one_tier.done("playbook", "check", "2")["findings"] == []
    listed = one_tier("playbook", "versions").out.splitlines()
    assert "holds" in listed[1] and listed[1].split()[0] == "2"
    assert "adoption of a playbook" in one_tier("undo").out
    assert [one["holds"] for one in one_tier.done("playbook", "versions")] == [True, False]
    assert one_tier.done("playbook", "adopt", "2")["number"] == 2


def test_a_draft_that_was_overtaken_is_looked_at_first(
    one_tier: Prompt, editor: Path, tmp_path: Path
) -> None:
    types(editor, "\nTea.\n")
    one_tier.done("playbook", "edit", "techniques")
    own = Path(shutil.copytree(shipped_folder("florist"), tmp_path / "mine"))
    (own / "README.md").write_text("By the manager.\n", "utf-8")
    assert one_tier.done("playbook", "adopt", own)["number"] == 2
    overtaken = one_tier("playbook", "adopt")
    assert overtaken.code == 1 and "changed since this draft was begun" in overtaken.err
    assert one_tier.done("playbook", "adopt", "--over")["number"] == 3


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("diff",), "There is nothing to compare yet"),
        (("diff", "draft"), "There is no draft of the playbook"),
        (("adopt",), "There is no draft of the playbook"),
        (("adopt", "9"), "There is no version 9"),
        (("diff", "0"), "There is no version 0"),
        (("adopt", "butcher"), "There is no playbook for “butcher”"),
        (("edit", "../x"), "The playbook has no file “../x”"),
        (("edit", "cold-call"), "No editor is named"),
    ],
)
def test_what_cannot_be_done_says_what_can(
    one_tier: Prompt, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], title: str
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    answer = one_tier("playbook", *words)
    assert answer.code in (1, 2) and title in answer.err


@pytest.mark.parametrize(
    ("wanted", "title"), [("/no/such/editor", "does not start"), ("false", "ended with 1"), ("'x", "be read")]
)
def test_an_editor_that_fails_is_said(
    one_tier: Prompt, monkeypatch: pytest.MonkeyPatch, wanted: str, title: str
) -> None:
    monkeypatch.setenv("VISUAL", wanted)
    answer = one_tier("playbook", "edit", "cold-call")
    assert answer.code == 2 and title in answer.err
