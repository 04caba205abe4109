"""Thousands of damaged files of each kind: none takes the reader down, and no row of any goes unaccounted."""

from __future__ import annotations

import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from pipeline_tui.domain.csv_text import lines_of
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.domain.import_columns import guess_columns
from pipeline_tui.domain.import_rows import Ground, RowReader
from pipeline_tui.domain.text_encodings import decode
from pipeline_tui.services.reading_files import Table, read_table
from pipeline_tui.services.reading_sheets import Limits, SheetReader
from tests.workbooks import packed, rows_xml, workbook

FILES = 2000
GROUND = Ground("FR", "Europe/Paris", datetime(2026, 11, 23, 13, 3, tzinfo=UTC))
MARK = re.compile(r"Q\d{3}Q")  # names a row; whatever becomes of the row, it must turn up
SPECIAL = (
    b"\0",
    b'"',
    b"'",
    b";",
    b",",
    b"\t",
    b"\n",
    b"\r",
    b"\xff",
    b"\xef\xbb\xbf",
    b"=",
    b":",
    b"<",
    b">",
)
HEADER = ("Nom", "Prénom", "Téléphone", "Remarque")

Check = Callable[[bytes, Table], None]


def _rows(count: int) -> list[tuple[str, str, str, str]]:
    return [
        (f"Q{at:03}Q", "Zoé", f"01 99 00 {at // 100:02} {at % 100:02}", f"note {at}") for at in range(count)
    ]


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a file with one to four wounds."""
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 1, 2, 5, 20, 200))
        match chance.randrange(7):
            case 0:
                data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[at + length :]
            case 2:
                data = data[:at] + data[at : at + length] * 2 + data[at + length :]
            case 3 | 4:
                data = data[:at] + chance.choice(SPECIAL) * chance.choice((1, 1, 1, 3)) + data[at:]
            case 5:
                data = data[:at]
            case _:
                other = chance.randrange(len(data) + 1)
                data = data[:at] + data[other : other + length] + data[at:]
    return data


def _csvs(chance: random.Random) -> Iterator[bytes]:
    while True:
        mark = chance.choice(";,\t|")
        quote = chance.choice(("", "", '"', "'"))
        lines = [mark.join(f"{quote}{cell}{quote}" for cell in row) for row in (HEADER, *_rows(5))]
        text = chance.choice(("\n", "\r\n", "\r")).join(lines)
        yield _mutated(text.encode(chance.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16"))), chance)


def _marks(text: str) -> Counter[str]:
    return Counter(MARK.findall(text))


def _every_mark_turns_up(data: bytes, table: Table) -> None:
    shown = _marks("\n".join("\n".join(record.cells) for record in table.records) + "\n".join(table.names))
    missing = _marks(decode(data).text) - shown
    assert not missing, missing


def _vcards(chance: random.Random) -> Iterator[bytes]:
    while True:
        version = chance.choice(("2.1", "3.0", "4.0"))
        end = chance.choice(("\n", "\r\n"))
        quoted = ";ENCODING=QUOTED-PRINTABLE" if version == "2.1" else ""
        cards = (
            end.join(
                (
                    *("BEGIN:VCARD", f"VERSION:{version}", f"N:{last};{first}", f"TEL:{tel}"),
                    *(f"NOTE{quoted}:{note}=", "x", "END:VCARD"),
                )
            )
            for last, first, tel, note in _rows(5)
        )
        yield _mutated(end.join(cards).encode(), chance)


def _every_card_turns_up(data: bytes, table: Table) -> None:
    if table.kind != "vCard":  # its first line was hit: it is read as a text of another kind
        return _every_mark_turns_up(data, table)
    begun = [
        at
        for at, line in enumerate(lines_of(decode(data).text), 1)
        if line.strip("\ufeff \t") == "BEGIN:VCARD"
    ]
    assert not set(begun) - {record.line for record in table.records}
    return None


def _workbooks(chance: random.Random) -> Iterator[bytes]:
    whole = workbook({"Clients": rows_xml([HEADER, *_rows(5)])})
    with zipfile.ZipFile(BytesIO(whole)) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    while True:
        if chance.random() < 0.3:
            yield _mutated(whole, chance)
        else:
            part = chance.choice(("xl/worksheets/sheet1.xml",) * 5 + tuple(content))
            yield packed(content | {part: _mutated(content[part], chance)})


def _every_row_turns_up(data: bytes, table: Table) -> None:
    with zipfile.ZipFile(BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode(errors="replace")
    shown = _marks("\n".join("\n".join(record.cells) for record in table.records) + "\n".join(table.names))
    rows = " ".join(re.findall(r"(?s)<row [^<>]*>(.*?)</row>", sheet))
    missing = _marks(" ".join(re.findall(r">Q\d{3}Q<", rows))) - shown
    assert not missing, missing


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "name", "check", "read_at_least"),
    [
        (_csvs, "list.csv", _every_mark_turns_up, 0.5),
        (_vcards, "list.vcf", _every_card_turns_up, 0.5),
        (_workbooks, "list.xlsx", _every_row_turns_up, 0.1),
    ],
    ids=["CSV", "vCard", "XLSX"],
)
def test_damaged_files(
    tmp_path: Path,
    files: Callable[[random.Random], Iterator[bytes]],
    name: str,
    check: Check,
    read_at_least: float,
) -> None:
    file, made, read = tmp_path / name, files(random.Random(20261130)), 0
    with SheetReader(Limits(memory=512 * 1024**2)) as reader:
        for number in range(FILES):
            data = next(made)
            file.write_bytes(data)
            try:
                table = read_table(file, ImportChoices(), reader=reader)
            except UsageTrouble as refused:
                assert refused.title and refused.next_step
                continue
            read += 1
            try:
                check(data, table)
                _every_row_has_its_verdict(table)
            except AssertionError as problem:
                raise AssertionError(f"file {number} of seed 20261130: {data!r}") from problem
    assert read > FILES * read_at_least


def _every_row_has_its_verdict(table: Table) -> None:
    lines = [record.line for record in table.records]
    assert lines == sorted(set(lines))
    try:
        columns = guess_columns(table.names, [record.cells for record in table.records], {})
    except UsageTrouble:
        return
    reader = RowReader(columns, GROUND)
    for record in table.records:
        read = reader.read(record)
        assert (read.contact is None) == bool(read.reason)
