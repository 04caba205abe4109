"""What differs between two playbooks, file by file and line by line, to be read by those who work by them."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from pipeline_tui.domain.method_versions import Files

_AROUND = 2  # unchanged lines shown before and after a change


class Mark(StrEnum):
    """What became of a line."""

    KEPT = " "
    NEW = "+"
    GONE = "-"
    GAP = "…"  # unchanged lines left out


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One line of a change; ``number`` counts in the newer file, of a line that is gone in the older one."""

    mark: Mark
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is not the same in both."""

    file: str
    state: str  # new, gone, changed
    added: int
    removed: int
    lines: tuple[ChangedLine, ...]


def changed_files(before: Files, after: Files) -> tuple[str, ...]:
    """Return the names of the files that differ, in order."""
    return tuple(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))


def changes(before: Files, after: Files) -> tuple[FileChange, ...]:
    """Return every file that differs, with its lines; the ends of lines and of the file count for nothing."""
    found = (_change(name, before.get(name), after.get(name)) for name in changed_files(before, after))
    return tuple(one for one in found if one.lines or one.state != "changed")


def _change(name: str, before: str | None, after: str | None) -> FileChange:
    old, new = (before or "").splitlines(), (after or "").splitlines()
    lines: list[ChangedLine] = []
    seen_to = 0  # of the newer file
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND):
        if group[0][3] > seen_to:
            lines.append(ChangedLine(Mark.GAP, group[0][3], ""))
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                lines += _lines(Mark.KEPT, new, new_from, new_to)
                continue
            lines += _lines(Mark.GONE, old, old_from, old_to)
            lines += _lines(Mark.NEW, new, new_from, new_to)
        seen_to = group[-1][4]
    state = "new" if before is None else "gone" if after is None else "changed"
    return FileChange(
        name,
        state,
        sum(one.mark is Mark.NEW for one in lines),
        sum(one.mark is Mark.GONE for one in lines),
        tuple(lines),
    )


def _lines(mark: Mark, texts: list[str], first: int, end: int) -> list[ChangedLine]:
    return [ChangedLine(mark, number + 1, texts[number]) for number in range(first, end)]
