"""Text of a CSV file cut into records; a damaged line is named by its number and spoils no other."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

DELIMITERS = (";", ",", "\t", "|")
DELIMITER_NAMES = {";": "semicolon", ",": "comma", "\t": "tab", "|": "vertical bar"}
LONGEST_CELL = 131_072  # characters; a longer one is damage, not a note
_LONGEST_RECORD = 500  # lines in one quoted cell
_SAMPLE_LINES = 60


@dataclass(frozen=True, slots=True)
class Record:
    """One record; ``line`` is where it starts, 1 first; ``trouble`` says why it cannot be trusted."""

    line: int
    cells: tuple[str, ...]
    trouble: str = ""


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with any of the three line endings."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def announced_delimiter(line: str) -> str:
    """Return the delimiter that a first line "sep=;" announces to spreadsheets, else ""."""
    found = line.strip().strip('"')
    return found[4] if found[:4].lower() == "sep=" and len(found) == 5 else ""


def guess_delimiter(lines: list[str]) -> str:
    """Return the delimiter that cuts the first lines most evenly into most cells; "," for a single column."""
    sample = [line for line in lines[:_SAMPLE_LINES] if line.strip() and len(line) < LONGEST_CELL]
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


def _width(line: str, delimiter: str) -> int:
    if '"' not in line:
        return line.count(delimiter) + 1
    try:
        return len(next(csv.reader([line], delimiter=delimiter)))
    except csv.Error:
        return 1


def cut_records(lines: list[str], delimiter: str, first: int = 0) -> Iterator[Record]:
    """Yield every record from line index ``first`` on, the header among them; blank lines are no records."""
    width = 0
    at = first
    while at < len(lines):
        line = lines[at]
        if not line.strip(" "):
            at += 1
            continue
        record, taken = _record(lines, at, delimiter, width)
        if not width:
            width = len(record.cells)
        yield record
        at += taken


def _record(lines: list[str], at: int, delimiter: str, width: int) -> tuple[Record, int]:
    line = lines[at]
    number = at + 1
    if "\0" in line:
        return Record(number, (line.replace("\0", ""),), "it holds NUL characters: the file is damaged"), 1
    if '"' not in line:
        return _checked(number, line.split(delimiter), width), 1
    cells, why = _parsed([line], delimiter)
    if cells is not None:
        return _checked(number, cells, width), 1
    if why != "open":
        return Record(number, (line,), why), 1
    for end in range(at + 1, min(len(lines), at + _LONGEST_RECORD)):
        if '"' not in lines[end]:
            continue
        cells, why = _parsed(lines[at : end + 1], delimiter)
        if cells is not None and (not width or len(cells) == width):
            return _checked(number, cells, width), end + 1 - at
        if why != "open":
            break
    return Record(number, (line,), "a quotation mark is opened and never closed"), 1


def _parsed(lines: list[str], delimiter: str) -> tuple[list[str] | None, str]:
    """Return the cells, or None with "open" when a quotation mark is still open, else with the trouble."""
    joined = [f"{line}\n" for line in lines[:-1]] + lines[-1:]
    try:
        rows = list(csv.reader(joined, delimiter=delimiter, strict=True))
    except csv.Error as problem:
        if "unexpected end" in str(problem):
            return None, "open"
        if "limit" in str(problem):
            return None, _too_long()
        return None, "text follows a closing quotation mark"
    return (rows[0], "") if len(rows) == 1 else (None, "a quotation mark stands inside a cell")


def _checked(number: int, cells: list[str], width: int) -> Record:
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return Record(number, tuple(cell[:200] for cell in cells), _too_long())
    while width and len(cells) > width and not cells[-1].strip():
        cells.pop()
    trouble = (
        f"it has {len(cells)} cells where the header has {width}" if width and len(cells) > width else ""
    )
    return Record(number, tuple(cells), trouble)


def _too_long() -> str:
    return f"it has a cell of more than {LONGEST_CELL:,} characters"
