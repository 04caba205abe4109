"""Playbooks of a shop's own: what it works by, with something changed."""

from __future__ import annotations

from pipeline_tui.domain.method_versions import Files
from pipeline_tui.playbooks.folders import read_files
from pipeline_tui.playbooks.reading import shipped_folder
from tests.shops import Line

COLD_CALL = "en/cold-call.md"
GREETING = "Good morning, is that {civility_name}?"


def with_words(line: Line, words: str = "One more sentence.") -> Files:
    """Return the shop's playbook with a sentence more at the opening of its first script."""
    return changed(line, COLD_CALL, (GREETING, f"{GREETING}\n\n{words}"))


def changed(line: Line, file: str, *words: tuple[str, str]) -> Files:
    """Return the shop's playbook with words of one file put in the place of others, each once."""
    files = dict(read_files(shipped_folder(line.shop.workspace.trade)))
    for old, new in words:
        assert old in files[file], (file, old)
        files[file] = files[file].replace(old, new, 1)
    return files
