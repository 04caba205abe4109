"""A script edited, checked and adopted while a scout calls: the call goes on as it began, the next is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import in_pty, without

pytestmark = pytest.mark.slow

_GREETING = "Bonjour, {civility_name} ?"


def _replaces(editor: Path, old: str, new: str) -> None:
    editor.write_text(
        "#!/usr/bin/env python3\nimport pathlib, sys\n"
        f"file = pathlib.Path(sys.argv[1])\nfile.write_text(file.read_text().replace({old!r}, {new!r}, 1))\n"
    )
    editor.chmod(0o700)


def test_from_the_editor_to_the_desk(
    three_tier: Prompt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    with in_pty(Path(three_tier.workspace), MOMENT, "--as", "Sam") as desk:
        desk.wait_for("Scout", "Enter next")
        desk.press("enter")
        desk.wait_for("v1 · Ouverture", "Enter dial")
        desk.press("d")
        desk.wait_for("x stop")
        # Meanwhile the manager writes: first with a slip, which the check names.
        _replaces(editor, "(#", "(#x")
        slip = three_tier("playbook", "edit", "cold-call", "--as", "Mia")
        assert slip.code == 1 and "fr/cold-call.md:" in slip.out
        assert three_tier("playbook", "adopt", "--as", "Mia").code == 1
        _replaces(editor, "(#x", "(#")
        assert three_tier("playbook", "edit", "cold-call", "--as", "Mia").code == 0
        _replaces(editor, _GREETING, f"{_GREETING} Je vous entends mal.")
        assert three_tier("playbook", "edit", "cold-call", "--as", "Mia").code == 0
        assert three_tier.done("playbook", "adopt", "--as", "Mia")["number"] == 2
        desk.wait_for("D new", "v1 · Ouverture")  # told at once, and the running script is left alone
        desk.press("n")
        desk.wait_for("v2 · Ouverture", "entends mal.", "Enter dial")
        desk.press("D")
        desk.wait_for("New in the playbook", "fr/cold-call.md", "+ Bonjour", "I have read it")
        desk.press("n")
        desk.press("y")
        desk.wait_for("You know version 2", without("D new"), "v2 · Ouverture")
        desk.wait_for("Enter dial")
        desk.press("d")
        desk.wait_for("x stop")
        desk.press("N")
        desk.wait_for("Pas de réponse · Minh NGO", "Enter dial", without("x stop"))
    with in_pty(Path(three_tier.workspace), MOMENT, "--as", "Sam") as desk:
        shown = desk.wait_for("Scout", "Minh NGO", "v2 · Ouverture")
        assert "New in the playbook" not in shown and "D new" not in shown, "it was read"
    entries = three_tier.done("evidence", "01 99 00 12 34", "--as", "Mia")["attempts"]
    others = three_tier.done("evidence", "01 99 00 12 35", "--as", "Mia")["attempts"]
    assert {one["script"] for one in (*entries, *others)} == {"florist/cold-call/1", "florist/cold-call/2"}
