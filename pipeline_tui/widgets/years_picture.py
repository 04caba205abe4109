"""The years of a client as bars with their figures, and what they said over time as a line of blocks."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from pipeline_tui.domain.caring import Score, Year
from pipeline_tui.ui.formatting import ACCENT, QUIET, STRONG, WARNING, column, count, fixed, join, money, say
from pipeline_tui.wording import tr

_BLOCKS = "▁▂▃▄▅▆▇█"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_FEWEST_CELLS = 6
_BESIDE = 11  # the year before the bar, how often after it
_LOW = 5  # a last score up to this one is marked


def year_bars(years: Sequence[Year], currency: str, language: str, width: int) -> list[Content]:
    """Return a line for each year: its bar, what was bought for, and how often; the last one is under way."""
    sums = [money(one.minor, currency, language) for one in years]
    room = max((len(one) for one in sums), default=0)
    cells = max(width - _BESIDE - room, _FEWEST_CELLS)
    most = max((one.minor for one in years), default=0)
    return [
        join(
            column(one.year, 5, QUIET),
            fixed(_bar(one.minor, most, cells), ACCENT),
            " ",
            column(shown, room, right=True),
            column(one.purchases or "", 4, QUIET, right=True),
            fixed("×" if one.purchases else " ", QUIET),
        )
        for one, shown in zip(years, sums, strict=True)
    ]


def score_line(scores: Sequence[Score], width: int) -> Content:
    """Return how satisfied they said they were: a block for each time, the last figure, their number."""
    last = scores[-1].score
    said = count(len(scores), "time")
    shown = scores[-max(min(width - 24, 24), 1) :]
    blocks = "".join(_BLOCKS[min(one.score * 8 // 11, 7)] for one in shown)
    style = WARNING if last <= _LOW else STRONG
    low = " !" if last <= _LOW else ""
    return join(
        fixed(tr("satisfied "), QUIET),
        fixed(blocks, ACCENT),
        " ",
        say(f"{last}/10{low}", style),
        fixed(" · ", QUIET),
        say(said, QUIET),
    )


def _bar(minor: int, most: int, cells: int) -> str:
    """Return a bar of a fixed width, in eighths of a cell; anything above nothing is seen."""
    if minor <= 0 or most <= 0:
        return " " * cells
    eighths = max(minor * cells * 8 // most, 1)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(cells)
