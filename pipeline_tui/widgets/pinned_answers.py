"""The numbered answers of a step, always in sight below it; a long one is cut with an ellipsis."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from pipeline_tui.ui.formatting import ACCENT, fixed, join

_MOST = 12  # lines of one answer
_NUMBER = 2  # cells


def fitted(answers: Sequence[Content], width: int, room: int) -> tuple[tuple[Content, ...], bool]:
    """Return the answers as numbered lines within ``room`` where they can be, and whether one was cut.

    Each answer keeps a line at least, whatever the room; all may use as many lines as fit for the longest.
    """
    inside = max(width - _NUMBER, 4)
    broken = [[part.rstrip() for part in answer.wrap(inside)] or [answer] for answer in answers]
    most = next(
        (lines for lines in range(_MOST, 1, -1) if sum(min(len(parts), lines) for parts in broken) <= room),
        1,
    )
    shown: list[Content] = []
    for number, (answer, parts) in enumerate(zip(answers, broken, strict=True), start=1):
        kept = parts[:most]
        if len(parts) > most:
            rest = Content(" ").join(parts[most - 1 :]) if most > 1 else answer
            kept[-1] = _cut(rest, inside)
        for index, part in enumerate(kept):
            shown.append(join(fixed(f"{number} " if index == 0 else "  ", f"bold {ACCENT}"), part))
    return tuple(shown), any(len(parts) > most for parts in broken)


def _cut(text: Content, width: int) -> Content:
    """Return text ended by … whether or not what is left would fill the line."""
    if text.cell_length > width:
        return text.truncate(width, ellipsis=True)
    return join(text.truncate(width - 1), "…")
