"""A page written from the manager's desk in a real terminal: out to the editor, back, adopted, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import in_pty, without

pytestmark = pytest.mark.slow


def test_out_to_the_editor_and_back(three_tier: Prompt, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\nprintf "the editor has it: "\nread word\nsed -i "1s/$/ $word/" "$1"\n', encoding="utf-8"
    )
    editor.chmod(0o700)
    with in_pty(Path(three_tier.workspace), MOMENT, "--as", "Mia", EDITOR=str(editor)) as desk:
        desk.wait_for("Manager", "T structure")
        desk.press("K")
        desk.wait_for("none yet: e writes the next version", "● holds", "e write")
        desk.press("e")
        desk.wait_for("Which page do you write?", "fr/closing.md")
        desk.press(*"fr/cold")
        desk.wait_for("› fr/cold-call.md", without("fr/closing.md"))
        desk.press("enter")
        desk.wait_for("the editor has it:", without("Which page"))
        desk.press(*"Quincaillerie", "enter")
        desk.wait_for("1 file changed, no fault found", "Version 2 would hold", "Enter adopt the draft")
        desk.wait_for("Quincaillerie")
        desk.press("enter")
        desk.wait_for("T structure", without("adopt the draft"))
        desk.press("K")
        desk.wait_for("version 2", "Mia", "● holds", "none yet")
        desk.press("escape")
        desk.wait_for("T structure", without("● holds"))
        desk.press("u")
        desk.wait_for("adoption of a playbook")
    held = {one["number"]: one["holds"] for one in three_tier.done("playbook", "versions", "--as", "Mia")}
    assert held == {1: True, 2: False}
