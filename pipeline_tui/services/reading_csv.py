"""Cutting the text of a CSV file: delimiter and quotation marks detected, or as the manager says."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType

from pipeline_tui.domain.csv_text import (
    DELIMITERS,
    Record,
    announced_delimiter,
    cut_line,
    cut_records,
    guess_delimiter,
    guess_quote,
)
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.domain.import_columns import header_at
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr

_DELIMITERS = MappingProxyType(
    {
        **{mark: mark for mark in DELIMITERS},
        "semicolon": ";",
        "comma": ",",
        "tab": "\t",
        "\\t": "\t",
        "bar": "|",
        "pipe": "|",
        "vertical bar": "|",
        "colon": ":",
        "space": " ",
    }
)
_QUOTES = MappingProxyType({'"': '"', "double": '"', "'": "'", "single": "'", "none": "", "no": ""})
_LOOKED_AT = 60  # lines


def check_marks(choices: ImportChoices) -> None:
    """Raise UsageTrouble for a delimiter or a quotation mark that cannot be one."""
    if choices.delimiter and not _delimiter(choices):
        raise UsageTrouble(
            tr("Cells cannot be cut at {delimiter!r}", delimiter=clean(choices.delimiter, limit=20)),
            tr("A delimiter is one mark, no letter, digit or quotation mark."),
            tr("Write semicolon, comma, tab, bar, or the mark itself."),
        )
    if choices.quote and choices.quote.strip().lower() not in _QUOTES:
        raise UsageTrouble(
            tr("Cells cannot be enclosed in {quote!r}", quote=clean(choices.quote, limit=20)),
            tr("Cells are enclosed in double or single quotation marks, or in nothing."),
            tr("Write double, single or none."),
        )


def cut(lines: list[str], choices: ImportChoices) -> tuple[list[Record], str, str]:
    """Return the records of a text, the header among them, with the delimiter and the quotation mark."""
    announced = announced_delimiter(lines[0])
    first = 1 if announced else 0
    delimiter = _delimiter(choices) or announced or guess_delimiter(lines[first:])
    if choices.quote:
        quote = _QUOTES[choices.quote.strip().lower()]
    else:
        quote = guess_quote(lines[first:], delimiter)
    top = _header_line(lines, first, delimiter, quote)
    above = list(cut_records(lines[:top], delimiter, first, quote=quote))
    usual = _usual_width(lines[top + 1 :], delimiter, quote)
    return [*above, *cut_records(lines, delimiter, top, quote=quote, usual=usual)], delimiter, quote


def _delimiter(choices: ImportChoices) -> str:
    wanted = choices.delimiter
    known = _DELIMITERS.get(wanted.strip().lower() or wanted, "")
    usable = len(wanted) == 1 and not wanted.isalnum() and wanted not in "\"'\r\n\0"
    return known or (wanted if usable else "")


def _header_line(lines: list[str], first: int, delimiter: str, quote: str) -> int:
    """Return the index of the line that names the columns."""
    filled = [at for at in range(first, min(len(lines), first + _LOOKED_AT)) if lines[at].strip()]
    width = _usual_width(lines[first:], delimiter, quote)
    return (
        filled[header_at([_cells(lines[at], delimiter, quote, width) for at in filled])] if filled else first
    )


def _cells(line: str, delimiter: str, quote: str, width: int) -> list[str]:
    """Return the cells of a line, cut by another delimiter when it holds nothing of the file's own."""
    cells = cut_line(line, delimiter, quote)
    if len(cells) > 1:
        return cells
    others = (cut_line(line, other, quote) for other in DELIMITERS if other != delimiter)
    return next((other for other in others if len(other) == width), cells)


def _usual_width(lines: list[str], delimiter: str, quote: str) -> int:
    """Return into how many cells most lines are cut; what is not cut at all says nothing."""
    widths = Counter(len(cut_line(line, delimiter, quote)) for line in lines[:_LOOKED_AT] if line.strip())
    widths.pop(1, None)
    return widths.most_common(1)[0][0] if widths else 1
