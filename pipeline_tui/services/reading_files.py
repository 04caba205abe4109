"""Reading a list from a file: found, decoded and cut into records, or refused with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline_tui.domain.csv_text import (
    Record,
    announced_delimiter,
    cut_records,
    guess_delimiter,
    lines_of,
)
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_columns import column_names, is_header
from pipeline_tui.domain.text import clean
from pipeline_tui.domain.text_encodings import decode, kind_of_file

MOST_BYTES = 256 * 1024 * 1024
_MOST_NULS = 0.02  # share of characters; a text file holds none, a binary one many


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it stands in its file."""

    file: str  # name without folder
    encoding: str
    delimiter: str
    names: tuple[str, ...]  # of the columns
    records: tuple[Record, ...]
    warnings: tuple[str, ...]


def read_table(path: Path) -> Table:
    """Return the records of a CSV file with its header, encoding and delimiter detected.

    UsageTrouble says why a file cannot be read at all; a damaged line only makes its own record rejected.
    """
    name = clean(path.name, limit=120)
    data = _read(path, name)
    if kind := kind_of_file(data):
        raise UsageTrouble(
            f"{name} is {kind}", "Lists are read from CSV files.", "Save it as CSV (UTF-8), then import that."
        )
    decoded = decode(data)
    if decoded.text.count("\0") > len(decoded.text) * _MOST_NULS:
        raise UsageTrouble(
            f"{name} is no text file", "It holds mostly binary data.", "Save the list as CSV (UTF-8)."
        )
    lines = lines_of(decoded.text)
    announced = announced_delimiter(lines[0])
    first = 1 if announced else 0
    delimiter = announced or guess_delimiter(lines[first:])
    records = tuple(cut_records(lines, delimiter, first))
    if not records:
        raise _nothing_in(name)
    header = records[0]
    if header.trouble:
        raise UsageTrouble(
            f"The header of {name} cannot be read",
            f"Line {header.line}: {header.trouble}.",
            "Correct this line and import the file again.",
        )
    warnings = []
    if decoded.damaged:
        warnings.append(f"{decoded.damaged} characters could not be read as {decoded.encoding}")
    if is_header(header.cells):
        names, records = column_names(header.cells), records[1:]
    else:
        names = column_names([""] * len(header.cells))
        warnings.append("the file has no header: columns were guessed from their contents")
    if not records:
        raise _nothing_in(name)
    return Table(name, decoded.encoding, delimiter, names, records, tuple(warnings))


def _read(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise UsageTrouble(
                f"{name} is a folder", "A list is read from one file.", "Name a CSV file in it."
            )
        if not path.is_file():
            missing = not path.exists()
            raise UsageTrouble(
                f"There is no file {name}" if missing else f"{name} is no ordinary file",
                f"Looked for {clean(str(path), limit=300)}.",
                "Check the name and the folder.",
            )
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UsageTrouble(
                f"{name} is too large",
                f"It has {size // 1024**2} MB; at most {MOST_BYTES // 1024**2} MB are read at once.",
                "Cut it into several files; they may go into the same list.",
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise UsageTrouble(
            f"{name} cannot be read",
            clean(getattr(error, "strerror", None) or str(error)),
            "Check the name and that you may read the file.",
        ) from error
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise _nothing_in(name)
    return data


def _nothing_in(name: str) -> UsageTrouble:
    return UsageTrouble(
        f"{name} holds no contacts", "It is empty, or has a header only.", "Export the list again."
    )
