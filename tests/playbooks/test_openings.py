"""A cold call opens by saying who calls, for whom: in a line that must be said, in every language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline_tui.playbooks.checking import check
from tests.architecture.tree import ROOT

SAID = "- [ ] My name is {operator}, from {firm}. This is a sales call, about language courses.\n"


@pytest.mark.parametrize(
    ("put", "line", "told"),
    [
        ("", 3, "“Opening” opens a cold call and has no line that must be said"),
        (SAID.replace("- [ ] ", ""), 3, "“Opening” opens a cold call and has no line that must be said"),
        ("- [ ] This is a sales call.\n", 7, "no line that must be said names {operator} and {firm}"),
        (SAID.replace("{operator}", "Anne"), 7, "no line that must be said names {operator}:"),
        (SAID.replace(", from {firm}", ""), 7, "no line that must be said names {firm}:"),
        ("- [ ] I am {operator}.\n- [ ] I call for {firm}.\n", 0, ""),
    ],
)
def test_who_calls_is_told_first(put: str, line: int, told: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "docs" / "smallest-playbook", tmp_path / "own"))
    script = folder / "en" / "cold-call.md"
    text = script.read_text("utf-8")
    assert SAID in text
    script.write_text(text.replace(SAID, put), "utf-8")
    found = check(folder)
    if not told:
        assert found == ()
        return
    assert [(one.file, one.line) for one in found] == [("en/cold-call.md", line)]
    assert told in found[0].text
