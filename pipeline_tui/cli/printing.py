"""Calm lines and tables for people at a prompt; the only maker of Rich text from data."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pipeline_tui.domain.calendar_words import day_name, month_name
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import ENGLISH, spoken, tr, tr_as

if TYPE_CHECKING:
    from rich.console import JustifyMethod, RenderableType
    from rich.text import Text

HEADING = "heading"  # the use of what stands over a column or before a value
_GAP = 2  # columns of a terminal between two of a table
_TOWER = 6  # lines of a cell; a higher one is read better row by row
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


def told(name: object, text: object) -> str:
    """Return a name and what is said of it, with the colon as the language sets it."""
    return tr("{name}: {text}", name=name, text=text)


def title(text: str) -> Text:
    """Return a heading."""
    return line(text, "bold")


def facts(pairs: Iterable[tuple[str, object]]) -> RenderableType:
    """Return names and values in two columns, our names looked up; empty values are left out."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    for name, value in pairs:
        if value not in ("", None):
            grid.add_row(line(tr_as(HEADING, name), "dim"), line(str(value)))
    return grid


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str = "") -> RenderableType:
    """Return a table without boxes, headings looked up, numbers right; without a row ``empty`` is said.

    Where they do not fit side by side each row stands for itself, the first cell over the others.
    """
    every: list[list[object]] = [["" if cell is None else cell for cell in row] for row in rows]
    if not every:
        return line(empty)
    heads: list[object] = [tr_as(HEADING, name) for name in columns]
    room = get_terminal_size().columns if sys.stdout.isatty() else _PIPE_WIDTH
    widths = fitted([[clean(str(cell), limit=4000) for cell in row] for row in [heads, *every]], room)
    return _side_by_side(heads, every, widths) if widths is not None else _one_by_one(heads, every)


def _side_by_side(
    heads: Sequence[object], rows: Sequence[Sequence[object]], widths: Sequence[int]
) -> RenderableType:
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for index, (head, width) in enumerate(zip(heads, widths, strict=True)):
        numeric = all(isinstance(row[index], int | float) or row[index] == "" for row in rows)
        justify: JustifyMethod = "right" if numeric else "left"
        grid.add_column(line(str(head)), justify=justify, overflow="fold", width=width)
    for row in rows:
        grid.add_row(*(line(str(cell)) for cell in row))
    return grid


def _one_by_one(heads: Sequence[object], rows: Sequence[Sequence[object]]) -> RenderableType:
    from rich.cells import cell_len
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table

    names = max(cell_len(str(head)) for head in heads)
    blocks: list[RenderableType] = []
    for first, *others in rows:
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        grid.add_column(width=names)
        for head, cell in zip(heads[1:], others, strict=True):
            if cell != "":
                grid.add_row(line(str(head), "dim"), line(str(cell)))
        blocks += [line(told(heads[0], first), "bold"), Padding(grid, (0, 0, 0, 2))]
    return Group(*blocks)


def fitted(rows: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Return how wide columns are that share a terminal, the widest giving way.

    None when words would have to break, or a cell would be a tower of more than six lines.
    """
    from rich.cells import cell_len

    columns = list(zip(*rows, strict=True))
    room -= _GAP * (len(columns) - 1)
    widths = [max(map(cell_len, column)) for column in columns]
    least = [max(cell_len(word) for text in column for word in text.split() or [""]) for column in columns]
    while sum(widths) > room:
        roomy = [index for index, width in enumerate(widths) if width > least[index]]
        if not roomy:
            return None
        widths[max(roomy, key=widths.__getitem__)] -= 1
    towers = (
        cell_len(text) > _TOWER * width and len(wrap(text, width)) > _TOWER
        for column, width in zip(columns, widths, strict=True)
        for text in column
    )
    return None if any(towers) else widths


def when(at: datetime | None, zone: str) -> str:
    """Return an instant as read in a zone: "Tue 24 Nov 2026 14:20"."""
    local = at.astimezone(ZoneInfo(zone)) if at else None
    return f"{day(local)} {local:%H:%M}" if local else ""


def percent(share: float) -> str:
    """Return a share of one as read in the language that is spoken: "42%"."""
    return tr("{share:.0f}%", share=share * 100)


def decimal(number: float) -> str:
    """Return a number with one decimal as read in the language that is spoken: "1.5"."""
    return f"{number:.1f}" if spoken() == ENGLISH else f"{number:.1f}".replace(".", ",")


def day(on: date | None) -> str:
    """Return a date: "Tue 24 Nov 2026"."""
    return f"{day_name(on)} {on.day} {month_name(on)} {on.year}" if on else ""
