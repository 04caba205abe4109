"""Reading a register's file: a number on each line, among other cells, with or without a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline_tui.domain.csv_text import announced_delimiter, guess_delimiter
from pipeline_tui.domain.import_cells import read_date
from pipeline_tui.domain.phones import NumberRejected, read_numbers
from pipeline_tui.wording import grouped, tr

_SAMPLE = 200
_MOST = 400  # characters of a line; a longer one is damage
_NOT_DIGITS = re.compile(r"\D")
# National numbers as whole countries write them: their code abroad, and what the digits look like at home.
_PLAIN = {
    "FR": ("33", re.compile(r"0([1-9]\d{8})")),
    "GB": ("44", re.compile(r"0([1-9]\d{8,9})")),
    "US": ("1", re.compile(r"1?([2-9]\d{2}[2-9]\d{6})")),
}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the file as understood; without a number it says why."""

    line: int
    e164: str = ""
    since: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Columns:
    number: int
    area: int | None = None  # American files part the area code from the number
    since: int | None = None


def number_reader(country: str) -> Callable[[str], str]:
    """Return what reads one number of a country as E.164, "" when it is none.

    The usual national form is read at once, since a register has hundreds of thousands; every other one by
    the reader of numbers, which takes its time.
    """
    code, form = _PLAIN.get(country, ("", None))

    def read(text: str) -> str:
        if form is not None and "+" not in text:
            found = form.fullmatch(_NOT_DIGITS.sub("", text))
            if found is not None:
                return f"+{code}{found[1]}"
        every = read_numbers(text, country) if text.strip() else ()
        return every[0].e164 if len(every) == 1 and not isinstance(every[0], NumberRejected) else ""

    return read


def read_register(lines: Sequence[str], country: str) -> Iterator[RegisterRow]:
    """Yield every line that holds anything; a header is none."""
    announced = announced_delimiter(lines[0]) if lines else ""
    first = 1 if announced else 0
    delimiter = announced or guess_delimiter(list(lines[first : first + _SAMPLE]))
    read = number_reader(country)
    sample = [
        _cells(line, delimiter)
        for line in lines[first : first + _SAMPLE]
        if line.strip() and len(line) < _MOST
    ]
    columns = _columns(sample, read, country)
    head = first
    for number, line in enumerate(lines[first:], start=first + 1):
        if not line.strip():
            continue
        row = _row(number, line, delimiter, columns, read, country)
        if row.why and number == head + 1 and not _NOT_DIGITS.sub("", line):
            continue  # a header
        yield row


def _row(
    number: int,
    line: str,
    delimiter: str,
    columns: _Columns,
    read: Callable[[str], str],
    country: str,
) -> RegisterRow:
    if len(line) >= _MOST:
        return RegisterRow(number, why=tr("the line has {count} characters", count=grouped(len(line))))
    cells = _cells(line, delimiter)
    if columns.number >= len(cells):
        return RegisterRow(number, why=tr("it has only {count} cells", count=len(cells)))
    area = cells[columns.area] if columns.area is not None else ""
    e164 = read(area + cells[columns.number])
    if not e164:
        return RegisterRow(number, why=tr("no number of {country} stands there", country=country))
    since = None
    if columns.since is not None and columns.since < len(cells) and cells[columns.since]:
        since = _date(cells[columns.since], country)
        if since is None:
            return RegisterRow(number, e164, why=tr("its date is not understood"))
    return RegisterRow(number, e164, since)


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in line.split(delimiter)]


def _columns(sample: Sequence[Sequence[str]], read: Callable[[str], str], country: str) -> _Columns:
    """Return where number and date stand, by what most lines of the sample hold there."""
    width = max((len(cells) for cells in sample), default=1)

    def share(holds: Callable[[Sequence[str]], bool]) -> int:
        return sum(holds(cells) for cells in sample)

    def digits(cells: Sequence[str], at: int) -> int:
        return len(cells[at]) if at < len(cells) and cells[at].isascii() and cells[at].isdecimal() else 0

    if country == "US":
        for at in range(width - 1):
            parted = share(lambda cells, at=at: digits(cells, at) == 3 and digits(cells, at + 1) == 7)  # type: ignore[misc]
            if parted * 2 >= len(sample):
                return _Columns(at + 1, at, _since(sample, width, {at, at + 1}, country))
    found = [
        share(lambda cells, at=at: at < len(cells) and bool(read(cells[at])))  # type: ignore[misc]
        for at in range(width)
    ]
    number = found.index(max(found)) if found else 0
    return _Columns(number, None, _since(sample, width, {number}, country))


def _since(sample: Sequence[Sequence[str]], width: int, taken: set[int], country: str) -> int | None:
    for at in range(width):
        dated = sum(bool(at < len(cells) and _date(cells[at], country)) for cells in sample)
        if at not in taken and dated * 2 >= len(sample):
            return at
    return None


def _date(text: str, country: str) -> date | None:
    """Return the day a cell names; digits alone are one only as 20261124."""
    plain = len(text) == 8 and text.isascii() and text.isdecimal()
    return read_date(text, country) if plain or any(mark in text for mark in "-/.") else None
