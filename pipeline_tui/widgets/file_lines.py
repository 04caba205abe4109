"""Files and folders in lines: name, size, and when they changed."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from pipeline_tui.domain.list_files import FileLine, FolderView
from pipeline_tui.ui.formatting import ACCENT, QUIET, column, count, decimal, fixed, join, moment, say
from pipeline_tui.wording import tr

_SIZE, _WHEN = 9, 14


def file_line(one: FileLine | None, zone: str, now: datetime, width: int) -> Content:
    """Return a line for a file or folder; None is the folder above."""
    if one is None:
        return join(fixed("↰ ", ACCENT), tr("the folder above"))
    if one.folder:
        return join(fixed("▸ ", ACCENT), say(f"{one.name}/"))
    name = max(width - _SIZE - _WHEN - 3, 10)
    return join(
        "  ",
        column(one.name, name),
        column(file_size(one.size), _SIZE, QUIET, right=True),
        " ",
        column(moment(one.changed_at, zone, now), _WHEN, QUIET, right=True),
    )


def folder_words(seen: FolderView) -> Content:
    """Return which folder is shown, and how much of it is not."""
    more = (
        tr(" · {count} not shown", count=count(seen.left_out, "more entry", "more entries"))
        if seen.left_out
        else ""
    )
    return say(f"{seen.shown}{more}", QUIET)


def file_size(size: int) -> str:
    """Return a number of bytes shortly: ``830 B``, ``41 kB``, ``12.4 MB``."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return tr("{size} kB", size=round(size / 1000))
    return tr("{size} MB", size=decimal(size / 1_000_000))
