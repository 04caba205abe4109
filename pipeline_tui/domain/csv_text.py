"""Text of a CSV file cut into records; a damaged line is named by its number and spoils no other."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline_tui.wording import grouped, mark, tr

DELIMITERS = (";", ",", "\t", "|")
DELIMITER_NAMES = {";": "semicolon", ",": "comma", "\t": "tab", "|": "vertical bar"}
_CUT_OTHERWISE = {
    ";": mark("it was cut at semicolons, unlike the rest"),
    ",": mark("it was cut at commas, unlike the rest"),
    "\t": mark("it was cut at tabs, unlike the rest"),
    "|": mark("it was cut at vertical bars, unlike the rest"),
}
QUOTES = ('"', "'")
LONGEST_CELL = 131_072  # characters; a longer one is damage, not a note
_LONGEST_RECORD = 500  # lines in one quoted cell
_MOST_LOOKED_AHEAD = 64_000_000  # characters of a file read again in search of a closing quotation mark
_SAMPLE_LINES = 60


@dataclass(frozen=True, slots=True)
class Record:
    """One record; ``line`` is where it starts, 1 first; ``trouble`` says why it cannot be trusted.

    ``note`` says what was put right in a record that can be trusted.
    """

    line: int
    cells: tuple[str, ...]
    trouble: str = ""
    note: str = ""


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with any of the three line endings."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def announced_delimiter(line: str) -> str:
    """Return the delimiter that a first line "sep=;" announces to spreadsheets, else ""."""
    found = line.strip().strip('"')
    return found[4] if found[:4].lower() == "sep=" and len(found) == 5 else ""


def guess_quote(lines: list[str], delimiter: str) -> str:
    """Return the character that encloses cells: single quotation marks only where most lines use them."""
    sample = _sample(lines)
    cut = re.escape(delimiter)
    enclosed = {
        quote: sum(
            bool(re.search(f"(?:^|{cut}){quote}[^{quote}]*{quote}(?:{cut}|$)", line)) for line in sample
        )
        for quote in QUOTES
    }
    return "'" if enclosed["'"] * 2 > len(sample) and not enclosed['"'] else '"'


def guess_delimiter(lines: list[str]) -> str:
    """Return the delimiter that cuts the first lines most evenly into most cells; "," for a single column."""
    sample = _sample(lines)
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = Counter(_width(line, delimiter) for line in sample)
        widths.pop(1, None)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        score = (round(count / len(sample), 1), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _sample(lines: list[str]) -> list[str]:
    return [line for line in lines[:_SAMPLE_LINES] if line.strip() and len(line) < LONGEST_CELL]


def _width(line: str, delimiter: str) -> int:
    if '"' not in line:
        return line.count(delimiter) + 1
    try:
        return len(next(csv.reader([line], delimiter=delimiter)))
    except csv.Error:
        return 1


def cut_line(line: str, delimiter: str, quote: str = '"') -> list[str]:
    """Return the cells of a line by itself, however damaged it is."""
    cells, _ = _parsed([line], delimiter, quote)
    return line.split(delimiter) if cells is None else cells


def cut_records(
    lines: list[str], delimiter: str, first: int = 0, *, quote: str = '"', usual: int = 0
) -> Iterator[Record]:
    """Yield every record from line index ``first`` on, the header among them; blank lines are no records.

    ``quote`` encloses cells, "" for nothing does. ``usual`` is into how many cells most lines are cut: it
    tells a header that is cut by another delimiter, or that swallows rows after a quotation mark.
    """
    return _Cutter(lines, delimiter, quote).records(first, usual)


class _Cutter:
    """Goes through the lines of one file."""

    __slots__ = ("_ahead", "_delimiter", "_lines", "_quote", "_usual", "_width")

    def __init__(self, lines: list[str], delimiter: str, quote: str) -> None:
        self._lines, self._delimiter, self._quote = lines, delimiter, quote
        self._ahead = _MOST_LOOKED_AHEAD
        self._width = self._usual = 0

    def records(self, first: int, usual: int) -> Iterator[Record]:
        """Yield the records; the first of them sets the width."""
        lines, at = self._lines, first
        self._usual = usual
        while at < len(lines):
            line = lines[at]
            if not line.strip(" "):
                at += 1
                continue
            record, taken = self._record(at, self._width or usual)
            self._width = self._width or len(record.cells)
            yield record
            at += taken

    def _record(self, at: int, width: int) -> tuple[Record, int]:
        line, number, quote = self._lines[at], at + 1, self._quote
        if "\0" in line:
            return Record(
                number, (line.replace("\0", ""),), tr("it holds NUL characters: the file is damaged")
            ), 1
        if not quote or quote not in line:
            return self._checked(number, line.split(self._delimiter), width), 1
        cells, why = _parsed([line], self._delimiter, quote)
        if cells is not None:
            return self._checked(number, cells, width), 1
        if why != "open":
            other = self._cut_otherwise(number, line, width) if self._delimiter not in line else None
            return other or Record(number, (line[:LONGEST_CELL],), why), 1
        if found := self._over_lines(at):
            return found
        return Record(number, (line[:LONGEST_CELL],), tr("a quotation mark is opened and never closed")), 1

    def _over_lines(self, at: int) -> tuple[Record, int] | None:
        """Return the record that begins in a line and ends in a later one, None when it never ends well."""
        width, read = self._width, len(self._lines[at])
        for end in range(at + 1, min(len(self._lines), at + _LONGEST_RECORD)):
            read += len(self._lines[end])
            if self._quote not in self._lines[end]:
                continue
            self._ahead -= read
            if self._ahead < 0:  # a damaged file; else every line of it could read 500 others again
                return None
            cells, why = _parsed(self._lines[at : end + 1], self._delimiter, self._quote)
            if cells is not None and (len(cells) == width if width else self._is_header(at, end)):
                return self._checked(at + 1, cells, width), end + 1 - at
            if why != "open":
                return None
        return None

    def _is_header(self, at: int, end: int) -> bool:
        """Whether lines may name columns: none of those that a quotation mark joins is a row by itself."""
        inside = self._lines[at + 1 : end + 1]
        return not any(
            len(cut_line(line, self._delimiter, self._quote)) == self._usual > 1 for line in inside
        )

    def _checked(self, number: int, cells: list[str], width: int) -> Record:
        if max(map(len, cells)) > LONGEST_CELL:
            return Record(number, tuple(cell[:200] for cell in cells), too_long())
        if len(cells) == 1 and (other := self._cut_otherwise(number, cells[0], width)):
            return other
        if not self._width:
            return Record(number, tuple(cells))
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        trouble = miscounted(len(cells), width) if len(cells) > width else ""
        return Record(number, tuple(cells), trouble)

    def _cut_otherwise(self, number: int, line: str, width: int) -> Record | None:
        """Return a line that holds nothing of the file's delimiter, cut by the one that fits the header."""
        for delimiter in DELIMITERS if width > 1 else ():
            if delimiter != self._delimiter and delimiter in line:
                cells, _ = _parsed([line], delimiter, self._quote)
                if cells is not None and len(cells) == width:
                    told = tr(_CUT_OTHERWISE[delimiter])
                    return Record(number, tuple(cells), note=told)
        return None


def _parsed(lines: list[str], delimiter: str, quote: str) -> tuple[list[str] | None, str]:
    """Return the cells, or None with "open" when a quotation mark is still open, else with the trouble."""
    if not quote:
        return lines[0].split(delimiter), ""
    joined = [f"{line}\n" for line in lines[:-1]] + lines[-1:]
    try:
        rows = list(csv.reader(joined, delimiter=delimiter, quotechar=quote, strict=True))
    except csv.Error as problem:
        if "unexpected end" in str(problem):
            return None, "open"
        if "limit" in str(problem):
            return None, too_long()
        return None, tr("text follows a closing quotation mark")
    return (rows[0], "") if len(rows) == 1 else (None, tr("a quotation mark stands inside a cell"))


def miscounted(cells: int, header: int) -> str:
    """Return that a record has more or fewer cells than the header."""
    return tr("it has {cells} cells where the header has {header}", cells=cells, header=header)


def too_long() -> str:
    """Return that a cell is too long to be anything but damage."""
    return tr("it has a cell of more than {longest} characters", longest=grouped(LONGEST_CELL))
