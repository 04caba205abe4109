"""What is due as lines: in bands, each with its time, its stage and who it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType

from textual.content import Content

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.today import Band, Due, Kind
from pipeline_tui.ui.formatting import (
    ACCENT,
    ERROR,
    QUIET,
    STRONG,
    WARNING,
    clock,
    column,
    count,
    distance,
    fixed,
    join,
    say,
    short_day,
    wrapped,
)
from pipeline_tui.wording import WordTable, mark, tr

_TITLES = WordTable(
    {
        Band.NOW: "Now",
        Band.WAITING: "Somebody waits",
        Band.LATE: "Late",
        Band.TODAY: "Today",
        Band.QUEUE: "Then",
        Band.LATER: "Later today",
    }
)
_GLYPHS = MappingProxyType(
    {
        Band.NOW: ("!!", ERROR),
        Band.WAITING: ("!", WARNING),
        Band.LATE: ("!", WARNING),
        Band.TODAY: ("·", ""),
        Band.QUEUE: ("·", ""),
        Band.LATER: ("·", QUIET),
    }
)
_WORDS = WordTable(
    {
        Kind.PROMISE: "call",
        Kind.RETURNED: "returned",
        Kind.COMPLAINT: "complaint",
        Kind.HAND_OFF: "hand-off",
        Kind.OFFER: "offer",
        Kind.STEP: "deal",
        Kind.CHECK_IN: "check-in",
        Kind.OCCASION: "date",
        Kind.REORDER: "reorder",
        Kind.QUEUE: "new",
    },
    "today",
)
# The rule of domain/today.py, for reading.
ORDER = (
    mark("1 Times agreed with people that have come."),
    mark("2 What somebody waits for: complaints, then hand-offs by their limit."),
    mark("3 What is late, the oldest first."),
    mark("4 What is due today."),
    mark("5 The next new contact from the queue."),
    mark("6 Times agreed for later."),
)
_WHEN, _KIND = 12, 10


def due_lines(
    due: Sequence[Due], zone: str, now: datetime, width: int
) -> tuple[tuple[Due | None, ...], list[Content]]:
    """Return what stands under each line, None for a heading, and the lines."""
    rows: list[Due | None] = []
    lines: list[Content] = []
    for band in Band:
        inside = [one for one in due if one.band is band]
        if not inside:
            continue
        rows.append(None)
        tail = "" if band is Band.QUEUE else f" · {count(len(inside), 'thing')}"
        lines.append(join(say(_TITLES[band], f"bold {ACCENT}"), fixed(tail, QUIET)))
        rows += inside
        lines += [_line(one, zone, now, width) for one in inside]
    return tuple(rows), lines


def _line(due: Due, zone: str, now: datetime, width: int) -> Content:
    task, (mark, style) = due.task, _GLYPHS[due.band]
    beside = f" · {', '.join(due.beside)}" if due.beside else ""
    name = 22 if width < 100 else 34
    rest = max(width - _WHEN - _KIND - name - 6, 8)
    return join(
        fixed(f"{mark:<2} ", style),
        column(_when(due, zone, now), _WHEN, style),
        " ",
        column(_WORDS[task.kind], _KIND, QUIET),
        column(task.name, name, STRONG),
        " ",
        column(f"{task.what}{beside}", rest),
    )


def _when(due: Due, zone: str, now: datetime) -> str:
    task, today = due.task, local_day(now, zone)
    if task.at is not None:
        there = local_day(task.at, zone)
        if due.band is Band.NOW and task.at < now:
            return distance(task.at, now)
        return clock(task.at, zone) if there == today else short_day(there, today)
    if task.on is None:
        return ""
    return tr("today") if task.on == today else short_day(task.on, today)


def why_lines(due: Due, width: int) -> list[Content]:
    """Return why a task stands where it stands."""
    return list(wrapped(due.why, width))
