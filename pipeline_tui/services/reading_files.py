"""Reading a list from a file: found, its kind told, cut into records, or refused with what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline_tui.domain.csv_text import Record, lines_of
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.domain.import_columns import column_names, header_at, is_header
from pipeline_tui.domain.text import clean
from pipeline_tui.domain.text_encodings import check_encoding, decode, kind_of_file
from pipeline_tui.domain.vcard_rows import COLUMNS, record_of
from pipeline_tui.domain.vcards import begins_card, read_cards
from pipeline_tui.services.reading_csv import check_marks, cut
from pipeline_tui.services.reading_sheets import MOST_COLUMNS, SheetReader
from pipeline_tui.wording import grouped, tr, trn

MOST_BYTES = 256 * 1024 * 1024
_MOST_NULS = 0.02  # share of characters; a text file holds none, a binary one many
_AS_FOUND = ImportChoices()


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it stands in its file."""

    file: str  # name without folder
    encoding: str  # "" for a workbook
    delimiter: str  # "" when cells are not cut at one
    names: tuple[str, ...]  # of the columns
    records: tuple[Record, ...]
    warnings: tuple[str, ...]
    kind: str = "CSV"  # or XLSX, vCard
    quote: str = ""  # what encloses cells
    sheet: str = ""
    sheets: tuple[str, ...] = ()  # all of a workbook
    has_header: bool = True


def read_table(path: Path, choices: ImportChoices = _AS_FOUND, *, reader: SheetReader | None = None) -> Table:
    """Return the records of a CSV, XLSX or vCard file, with all that ``choices`` leaves open detected.

    UsageTrouble says why a file cannot be read at all; a damaged line only makes its own record rejected.
    ``reader`` reads workbooks; without one a process is started for this file and ended.
    """
    check_encoding(choices.encoding)
    check_marks(choices)
    name = clean(path.name, limit=120)
    data = _read(path, name)
    if data.startswith(b"PK"):
        if reader is not None:
            return _from_workbook(data, name, choices, reader)
        with SheetReader() as own:
            return _from_workbook(data, name, choices, own)
    if choices.sheet:
        raise UsageTrouble(
            tr("{name} has no sheets", name=name),
            tr("Only a workbook (XLSX) has them."),
            tr("Leave out the sheet."),
        )
    if kind := kind_of_file(data):
        raise UsageTrouble(
            tr("{name} is {kind}", name=name, kind=kind),
            tr("Lists are read from CSV, XLSX and vCard files."),
            tr("Save it as XLSX or as CSV (UTF-8), then import that."),
        )
    return _from_text(data, name, choices)


def _from_text(data: bytes, name: str, choices: ImportChoices) -> Table:
    decoded = decode(data, choices.encoding)
    if decoded.text.count("\0") > len(decoded.text) * _MOST_NULS:
        raise UsageTrouble(
            tr("{name} is no text file", name=name),
            tr("It holds mostly binary data."),
            tr("Save the list as CSV (UTF-8)."),
        )
    warnings = []
    if decoded.damaged:
        told = trn(
            "{number} character could not be read as {encoding}",
            "{number} characters could not be read as {encoding}",
            decoded.damaged,
            encoding=decoded.encoding,
        )
        warnings.append(told)
    lines = lines_of(decoded.text)
    if begins_card(lines):
        cards = tuple(record_of(card) for card in read_cards(lines))
        return Table(name, decoded.encoding, "", COLUMNS, cards, tuple(warnings), kind="vCard")
    records, delimiter, quote = cut(lines, choices)
    table = _under_header(name, records, warnings)
    return replace(table, encoding=decoded.encoding, delimiter=delimiter, quote=quote)


def _from_workbook(data: bytes, name: str, choices: ImportChoices, reader: SheetReader) -> Table:
    sheet = reader.read(data, name, choices.sheet)
    width = max((len(record.cells) for record in sheet.records), default=0)
    padded = [
        record
        if len(record.cells) == width
        else Record(
            record.line, record.cells + ("",) * (width - len(record.cells)), record.trouble, record.note
        )
        for record in sheet.records
    ]
    warnings = []
    if len(sheet.sheets) > 1 and not choices.sheet:
        others = ", ".join(clean(each, limit=40) for each in sheet.sheets if each != sheet.name)
        warnings.append(f"only the sheet {clean(sheet.name, limit=40)} was read; there are others: {others}")
    table = _under_header(name, padded, warnings)
    return replace(table, kind="XLSX", sheet=sheet.name, sheets=sheet.sheets)


def _under_header(name: str, records: list[Record], warnings: list[str]) -> Table:
    """Return the table whose first record, or one of the first, names the columns; or that has no header."""
    sound = [record for record in records[:60] if not record.trouble]
    top = header_at([record.cells for record in sound])
    header = sound[top] if top else next(iter(records), None)
    if header is None:
        raise _nothing_in(name)
    if header.trouble:
        raise UsageTrouble(
            tr("The header of {name} cannot be read", name=name),
            tr("Line {line}: {trouble}.", line=header.line, trouble=header.trouble),
            tr("Correct this line and import the file again."),
        )
    if len(header.cells) > MOST_COLUMNS:
        raise UsageTrouble(
            tr("{name} has {cells} columns", name=name, cells=grouped(len(header.cells))),
            tr("A list has at most {most_columns}.", most_columns=MOST_COLUMNS),
            tr(
                "Save the columns that matter alone, or name the delimiter if cells are cut at the "
                "wrong mark."
            ),
        )
    found = is_header(header.cells)
    if found:
        names, rest = column_names(header.cells), _below(records, header)
    else:
        names, rest = column_names([""] * len(header.cells)), records
        warnings.append("the file has no header: columns were guessed from their contents")
    if not rest:
        raise _nothing_in(name)
    return Table(name, "", "", names, tuple(rest), tuple(warnings), has_header=found)


def _below(records: list[Record], header: Record) -> list[Record]:
    """Return the records without the header; what stands above it counts as rejected."""
    above = [
        replace(record, trouble="it stands above the header")
        for record in records
        if record.line < header.line
    ]
    return above + [record for record in records if record.line > header.line]


def _read(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise UsageTrouble(
                tr("{name} is a folder", name=name),
                tr("A list is read from one file."),
                tr("Name a file in it."),
            )
        if not path.is_file():
            missing = not path.exists()
            raise UsageTrouble(
                tr("There is no file {name}", name=name)
                if missing
                else tr("{name} is no ordinary file", name=name),
                tr("Looked for {path}.", path=clean(str(path), limit=300)),
                tr("Check the name and the folder."),
            )
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UsageTrouble(
                tr("{name} is too large", name=name),
                tr(
                    "It has {size} MB; at most {most_bytes} MB are read at once.",
                    size=size // 1024**2,
                    most_bytes=MOST_BYTES // 1024**2,
                ),
                tr("Cut it into several files; they may go into the same list."),
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise UsageTrouble(
            tr("{name} cannot be read", name=name),
            clean(getattr(error, "strerror", None) or str(error)),
            tr("Check the name and that you may read the file."),
        ) from error
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise _nothing_in(name)
    return data


def _nothing_in(name: str) -> UsageTrouble:
    return UsageTrouble(
        tr("{name} holds no contacts", name=name),
        tr("It is empty, or has a header only."),
        tr("Export the list again."),
    )
