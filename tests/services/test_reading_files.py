"""Files as managers have them: what is detected, what they may say instead, and damage told by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain import csv_text
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.services.reading_files import Table, read_table


def _read(folder: Path, data: bytes | str, **choices: str) -> Table:
    file = folder / "liste.csv"
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_table(file, ImportChoices(**choices))  # type: ignore[arg-type]


def _cells(table: Table) -> list[tuple[str, ...]]:
    return [record.cells for record in table.records if not record.trouble]


@pytest.mark.parametrize(
    ("data", "choices", "read_as"),
    [
        ("Nom;Tel\nZoé;01\n", {}, ("UTF-8", ";", '"')),
        ("Nom,Tel\nZoé,01\n", {}, ("UTF-8", ",", '"')),
        ("'Nom','Tel'\n'Zoé','01'\n'L\"an','02'", {}, ("UTF-8", ",", "'")),
        ("Nom:Tel\nZoé:01\n", {"delimiter": ":"}, ("UTF-8", ":", '"')),
        ("Nom;Tel\nZoé;01\n".encode("cp850"), {"encoding": "CP 850"}, ("CP850", ";", '"')),
        ("Nom;Tel\nZoé;01\n".encode("mac-roman"), {"encoding": "mac"}, ("Mac Roman", ";", '"')),
        ("Nom;Tel\nZoé;01\n".encode("utf-16"), {}, ("UTF-16", ";", '"')),
        ('Nom;Tel\nZoé;01\n12" pipe;02\n"A;03', {"quote": "none"}, ("UTF-8", ";", "")),
    ],
)
def test_how_a_text_is_read(
    tmp_path: Path, data: bytes | str, choices: dict[str, str], read_as: tuple[str, str, str]
) -> None:
    table = _read(tmp_path, data, **choices)
    assert (table.encoding, table.delimiter, table.quote) == read_as
    assert table.names == ("Nom", "Tel")
    assert _cells(table)[0] == ("Zoé", "01")
    assert not any(record.trouble for record in table.records)


@pytest.mark.parametrize(
    ("choices", "title"),
    [
        ({"encoding": "klingon"}, "klingon is no encoding"),
        ({"delimiter": "ab"}, "Cells cannot be cut at"),
        ({"delimiter": "x"}, "Cells cannot be cut at"),
        ({"delimiter": '"'}, "Cells cannot be cut at"),
        ({"quote": "*"}, "Cells cannot be enclosed in"),
        ({"sheet": "Clients"}, "has no sheets"),
    ],
)
def test_what_cannot_be_said(tmp_path: Path, choices: dict[str, str], title: str) -> None:
    with pytest.raises(UsageTrouble, match=title) as trouble:
        _read(tmp_path, "Nom;Tel\nZoé;01\n", **choices)
    assert trouble.value.next_step


def test_what_stands_above_the_header_is_no_contact(tmp_path: Path) -> None:
    table = _read(tmp_path, "Liste des clients\nExport du;24/11/2026\n\nNom;Tel;Ville\nZoé;01;Lyon\n")
    assert table.names == ("Nom", "Tel", "Ville")
    assert [(record.line, record.trouble) for record in table.records] == [
        (1, "it stands above the header"),
        (2, "it stands above the header"),
        (5, ""),
    ]


def test_contacts_without_a_header_are_not_above_one(tmp_path: Path) -> None:
    table = _read(tmp_path, "MARTIN;0199001234;client\nVIDAL;0199001235;contact\n")
    assert not table.has_header
    assert len(_cells(table)) == 2


@pytest.mark.parametrize("header", ["Nom;Tel;Ville", "Nom,Tel,Ville", '"Nom","Tel","Ville"'])
def test_lines_cut_by_another_delimiter(tmp_path: Path, header: str) -> None:
    table = _read(
        tmp_path, f'{header}\nA;01;Lyon\nB,02,Nice\n"C","03","Metz"\nD;04;"Le, Pin"\nE,05;Lille\nF;06;Pau\n'
    )
    assert table.names == ("Nom", "Tel", "Ville")
    assert _cells(table) == [
        ("A", "01", "Lyon"),
        ("B", "02", "Nice"),
        ("C", "03", "Metz"),
        ("D", "04", "Le, Pin"),
        ("E,05", "Lille"),  # two cells: refused later, when no number stands where numbers do
        ("F", "06", "Pau"),
    ]
    assert table.records[1].note == "it was cut at commas, unlike the rest"


def test_a_header_may_take_lines_but_no_rows(tmp_path: Path) -> None:
    table = _read(tmp_path, '"Nom";"Tel\n(fixe)";Ville\nA;01;Lyon\nB;02;Nice\n')
    assert (table.names, len(table.records)) == (("Nom", "Tel (fixe)", "Ville"), 2)
    with pytest.raises(UsageTrouble, match="The header of") as trouble:
        _read(tmp_path, 'Nom;Tel;"Ville\nA;01;Lyon\nB;02;"\nC;03;Pau\nD;04;Brest\n')
    assert trouble.value.detail == "Line 1: a quotation mark is opened and never closed."


def test_quotation_marks_that_never_close_cost_no_patience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_text, "_MOST_LOOKED_AHEAD", 50_000)
    rows = ['B;"01;Lyon;', *['C;02;Nice;""'] * 100] * 20
    table = _read(tmp_path, "\n".join(["Nom;Tel;Ville;Note", "A;01;Lyon;", *rows, "Z;02;Nice;"]))
    assert len(table.records) == len(rows) + 2
    assert sum(bool(record.trouble) for record in table.records) == 20
    assert _cells(table)[-1] == ("Z", "02", "Nice", "")


def test_too_many_columns_are_no_list(tmp_path: Path) -> None:
    with pytest.raises(UsageTrouble, match="has 5,000 columns"):
        _read(tmp_path, ";".join(f"c{at}" for at in range(5000)) + "\n1;2\n")


def test_an_address_book_is_a_list(tmp_path: Path) -> None:
    table = _read(tmp_path, "BEGIN:VCARD\r\nN:MARTIN;Claire\r\nTEL;CELL:06\r\nEND:VCARD\r\n".encode("utf-16"))
    assert (table.kind, table.encoding, table.delimiter) == ("vCard", "UTF-16", "")
    assert _cells(table)[0][1:3] == ("MARTIN", "Claire")
