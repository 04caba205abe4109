"""What differs between two versions of the method, as lines for a page."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from pipeline_tui.domain.method_changes import FileChange, Mark
from pipeline_tui.domain.text import clean
from pipeline_tui.ui.formatting import (
    ACCENT,
    QUIET,
    SUCCESS,
    WARNING,
    column,
    count,
    fixed,
    join,
    say,
    wrapped,
)
from pipeline_tui.wording import WordTable, tr

_STYLES = {Mark.NEW: SUCCESS, Mark.GONE: WARNING, Mark.KEPT: QUIET, Mark.GAP: QUIET}
_WORDS = WordTable({"new": "a new file", "gone": "the file is gone"})
_MARGIN = 2  # columns of the mark before a line


def change_lines(changes: Iterable[FileChange], language: str, width: int) -> list[Content]:
    """Return every changed file with its lines, what is written in one's own language first.

    Lines begin with + or -, so that nothing rests on the colour alone.
    """
    found: list[Content] = []
    for one in sorted(changes, key=lambda each: (not each.file.startswith(f"{language}/"), each.file)):
        told = _WORDS.get(one.state) or tr(
            "{lines} new, {removed} gone", lines=count(one.added, "line"), removed=one.removed
        )
        if found:
            found.append(fixed(""))
        found.append(join(say(one.file, f"bold {ACCENT}"), fixed("  "), say(told, QUIET)))
        for line in one.lines:
            style = _STYLES[line.mark]
            parts = wrapped(clean(line.text, limit=4000), max(width - _MARGIN, 20), style)
            for index, part in enumerate(parts):
                mark = line.mark.value if index == 0 else " "
                found.append(join(column(mark, _MARGIN, style), part))
    return found
