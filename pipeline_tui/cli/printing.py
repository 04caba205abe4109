"""Calm lines and tables for people at a prompt; the only maker of Rich text from data."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pipeline_tui.domain.calendar_words import day_name, month_name
from pipeline_tui.domain.text import clean

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

_PIPE_WIDTH = 4000  # a pipe has no width: nothing is cut


def show_all(parts: Iterable[RenderableType]) -> None:
    """Print to standard output; without colour, uncut and without padding when it is no terminal."""
    from rich.console import Console

    if sys.stdout.isatty():
        console = Console(markup=False, highlight=False, emoji=False)
        for part in parts:
            console.print(part)
        return
    buffer = io.StringIO()
    console = Console(
        file=buffer, markup=False, highlight=False, emoji=False, no_color=True, width=_PIPE_WIDTH
    )
    for part in parts:
        console.print(part)
    sys.stdout.writelines(f"{each.rstrip()}\n" for each in buffer.getvalue().splitlines())


def line(text: str, style: str = "") -> Text:
    """Return one line of cleaned text."""
    from rich.text import Text

    return Text(clean(text, limit=4000), style=style)


def spaced(text: str) -> Text:
    """Return our own page of text: each line cleaned, spaces kept."""
    from rich.text import Text

    kept = [_indented(one) for one in text.splitlines()]
    return Text("\n".join(kept), no_wrap=True)


def _indented(text: str) -> str:
    words = clean(text, limit=4000)
    return " " * (len(text) - len(text.lstrip(" "))) + words


def title(text: str) -> Text:
    """Return a heading."""
    return line(text, "bold")


def facts(pairs: Iterable[tuple[str, object]]) -> RenderableType:
    """Return names and values in two columns; empty values are left out."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    for name, value in pairs:
        if value not in ("", None):
            grid.add_row(line(name, "dim"), line(str(value)))
    return grid


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str = "") -> RenderableType:
    """Return a table without boxes; numbers stand right; ``empty`` is said when there is no row."""
    from rich.table import Table

    every = list(rows)
    if not every:
        return line(empty)
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for index, name in enumerate(columns):
        numeric = all(isinstance(row[index], int | float) or row[index] in ("", None) for row in every)
        grid.add_column(line(name), justify="right" if numeric else "left", overflow="fold")
    for row in every:
        grid.add_row(*(line("" if cell is None else str(cell)) for cell in row))
    return grid


def when(at: datetime | None, zone: str) -> str:
    """Return an instant as read in a zone: "Tue 24 Nov 2026 14:20"."""
    local = at.astimezone(ZoneInfo(zone)) if at else None
    return f"{day(local)} {local:%H:%M}" if local else ""


def day(on: date | None) -> str:
    """Return a date: "Tue 24 Nov 2026"."""
    return f"{day_name(on)} {on.day} {month_name(on)} {on.year}" if on else ""
