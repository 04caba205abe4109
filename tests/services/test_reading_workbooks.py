"""Workbooks read by a process of their own: what is in them, and what happens when they are harmful."""

from __future__ import annotations

import random
import struct
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.services import reading_sheets
from pipeline_tui.services.reading_files import Table, read_table
from pipeline_tui.services.reading_sheets import Limits, SheetReader
from tests.workbooks import packed, row_xml, rows_xml, workbook

HEADER = ("Nom", "Prénom", "Téléphone", "Né le")
CLAIRE = ("MARTIN", "Claire", "01 99 00 12 34", "12/03/1980")
PAUL = ("VIDAL", "Paul", 33199001235, None)


@pytest.fixture(scope="module")
def reader() -> Iterator[SheetReader]:
    """One process for all."""
    with SheetReader() as process:
        yield process


def _read(reader: SheetReader, folder: Path, data: bytes, **choices: str) -> Table:
    file = folder / "liste.xlsx"
    file.write_bytes(data)
    return read_table(file, ImportChoices(**choices), reader=reader)  # type: ignore[arg-type]


def test_rows_carry_the_numbers_of_the_spreadsheet(reader: SheetReader, tmp_path: Path) -> None:
    table = _read(reader, tmp_path, workbook({"Clients": rows_xml([HEADER, CLAIRE, (), PAUL], 3)}))
    assert (table.kind, table.sheet, table.names) == ("XLSX", "Clients", HEADER)
    assert [(each.line, each.cells) for each in table.records] == [
        (4, CLAIRE),
        (6, ("VIDAL", "Paul", "33199001235", "")),
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A2"><v>199001234</v></c>', "199001234"),
        ('<c r="A2"><v>3.36E+10</v></c>', "33600000000"),
        ('<c r="A2"><v>12.5</v></c>', "12.5"),
        ('<c r="A2"><v>12345678901234567890</v></c>', "1.2345678901234567e+19"),
        ('<c r="A2" s="1"><v>46000</v></c>', "2025-12-09"),
        ('<c r="A2" s="1"><v>46000.5</v></c>', "2025-12-09 12:00:00"),
        ('<c r="A2" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A2" t="str"><f>B2</f><v>01 99</v></c>', "01 99"),
        ('<c r="A2" t="e"><v>#N/A</v></c>', ""),
    ],
)
def test_cells_are_read_as_they_would_be_typed(
    reader: SheetReader, tmp_path: Path, cell: str, text: str
) -> None:
    rows = row_xml(1, ["Tel", "Nom"]) + f'<row r="2">{cell}<c r="B2"><v>1</v></c></row>'
    assert _read(reader, tmp_path, workbook({"A": rows})).records[0].cells == (text, "1")


def test_the_sheet_is_the_first_with_rows_or_the_one_named(reader: SheetReader, tmp_path: Path) -> None:
    other = rows_xml([HEADER, PAUL])
    data = workbook(
        {"Hidden": other, "Blank": "", "Clients": rows_xml([HEADER, CLAIRE]), "Été": other},
        hidden=frozenset({"Hidden"}),
    )
    found = _read(reader, tmp_path, data)
    assert (found.sheet, found.records[0].cells[0]) == ("Clients", "MARTIN")
    assert found.warnings == ("only the sheet Clients was read; there are others: Hidden, Blank, Été",)
    for wanted in ("été", "4"):
        assert _read(reader, tmp_path, data, sheet=wanted).records[0].cells[0] == "VIDAL"
    with pytest.raises(UsageTrouble, match="There is no sheet Prospects") as trouble:
        _read(reader, tmp_path, data, sheet="Prospects")
    assert "Hidden, Blank, Clients, Été" in trouble.value.detail


def test_a_cell_at_the_far_corner_costs_its_row_alone(reader: SheetReader, tmp_path: Path) -> None:
    deaths = reader.deaths
    rows = rows_xml([HEADER, CLAIRE])
    rows += row_xml(3, PAUL).replace("</row>", '<c r="XFD3"><v>1</v></c></row>')
    rows += '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    table = _read(reader, tmp_path, workbook({"A": rows}))
    assert [(each.line, each.trouble, each.note) for each in table.records] == [
        (2, "", ""),
        (3, "", "the cell XFD3, far outside the table, was left out"),
        (1048576, "its cell XFD1048576 stands far outside the table", ""),
    ]
    assert reader.deaths > deaths  # that is why it is a process of its own
    assert _read(reader, tmp_path, workbook({"A": rows_xml([HEADER, CLAIRE])})).records


@pytest.mark.slow
def test_a_very_long_cell_costs_its_row_alone(reader: SheetReader, tmp_path: Path) -> None:
    long = ("NOIR", "Zoé", random.Random(5).randbytes(5_000_000).hex(), None)
    table = _read(reader, tmp_path, workbook({"A": rows_xml([HEADER, CLAIRE, long, PAUL])}))
    assert [bool(each.trouble) for each in table.records] == [False, True, False]
    assert "more than 131,072 characters" in table.records[1].trouble


def _bomb(unpacked: int) -> bytes:
    return packed({"xl/workbook.xml": b" " * unpacked, "[Content_Types].xml": "<Types/>"})


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"PK\x03\x04rest", "is damaged"),
        (packed({"a.txt": "x"}), "is a zip file"),
        (packed({"word/document.xml": "x"}), "is a Word document"),
        (packed({"xl/workbook.bin": b"x"}), "is a binary Excel file"),
        (packed({"mimetype": b"x", "content.xml": "x"}), "is an OpenDocument file"),
        (packed({"xl/workbook.xml": "<workbook/>"}), "is damaged"),
        (_bomb(5_000_000), "unpacks to more than a list can be"),
        (packed({f"xl/{at}.xml": "" for at in range(1001)}), "unpacks to more than a list can be"),
        (workbook({"A": ""}), "holds no contacts"),
        (workbook({"A": rows_xml([HEADER])}), "holds no contacts"),
        (workbook({"A": rows_xml([HEADER, CLAIRE]) + "<row"}), "is damaged"),
    ],
)
def test_files_that_are_no_lists(reader: SheetReader, tmp_path: Path, data: bytes, title: str) -> None:
    with pytest.raises(UsageTrouble, match=title) as trouble:
        _read(reader, tmp_path, data)
    assert trouble.value.next_step


def test_a_file_that_lies_about_its_size_is_stopped(reader: SheetReader, tmp_path: Path) -> None:
    data = workbook({"A": rows_xml([HEADER, CLAIRE]) + " " * 5_000_000})
    with zipfile.ZipFile(BytesIO(data)) as honest:
        true = honest.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = data.replace(struct.pack("<L", true), struct.pack("<L", 5000))
    with pytest.raises(UsageTrouble, match="unpacks to more"):
        _read(reader, tmp_path, data)
    with pytest.raises(UsageTrouble, match="is damaged"):
        _read(reader, tmp_path, lying)


def test_entities_that_multiply_do_not(reader: SheetReader, tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    document = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>'
    rows = rows_xml([HEADER, ("&a11;", "x", "01 99 00 12 34", None)]).replace("&amp;", "&")
    data = workbook({"A": rows}, before_sheet=document)
    with pytest.raises(UsageTrouble, match="is damaged"):
        _read(reader, tmp_path, data)


def test_what_needs_too_much_kills_its_own_process_only(tmp_path: Path) -> None:
    rows = rows_xml([HEADER, CLAIRE]) + '<row r="200000"><c r="BH200000"><v>1</v></c></row>'
    with SheetReader(Limits(memory=128 * 1024**2)) as starved:
        with pytest.raises(UsageTrouble, match="cannot be read"):
            _read(starved, tmp_path, workbook({"A": rows}))
        assert starved.deaths == 3
        assert _read(starved, tmp_path, workbook({"A": rows_xml([HEADER, CLAIRE])})).records


def test_what_the_reader_would_lose_in_broken_xml_is_not_lost_in_silence(
    reader: SheetReader, tmp_path: Path
) -> None:
    rows = rows_xml([HEADER, CLAIRE, PAUL])
    twice = rows.replace("MARTIN</t></is>", "MARTIN</t></is><is><t>DURAND</t></is>")
    for broken in (rows.replace("MARTIN</t>", "MARTIN<t>"), rows.replace('r="A3"', 'r="A2"'), twice):
        with pytest.raises(UsageTrouble, match="is damaged"):
            _read(reader, tmp_path, workbook({"A": broken}))
    noted = rows.replace("</is>", "</is><!-- <v>1</v> -->", 1)
    assert len(_read(reader, tmp_path, workbook({"A": noted})).records) == 2


def test_a_process_that_does_not_answer_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = tmp_path / "silent.py"
    silent.write_text("import sys\nfor line in sys.stdin.buffer: pass\n")
    monkeypatch.setattr(reading_sheets, "_PROGRAM", silent)
    with SheetReader(Limits(wait=0.05)) as waiting, pytest.raises(UsageTrouble, match="cannot be read"):
        _read(waiting, tmp_path, workbook({"A": rows_xml([HEADER, CLAIRE])}))


def test_no_process_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    file = tmp_path / "a.xlsx"
    file.write_bytes(workbook({"A": rows_xml([HEADER, CLAIRE])}))
    assert read_table(file).records
    assert [each.returncode is not None for each in started] == [True]
