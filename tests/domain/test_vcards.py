"""Address books: cards of three versions read into the same rows, damaged ones named by their line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.csv_text import Record, lines_of
from pipeline_tui.domain.import_columns import guess_columns
from pipeline_tui.domain.phones import ReadNumber, read_numbers
from pipeline_tui.domain.vcard_rows import COLUMNS, record_of
from pipeline_tui.domain.vcards import begins_card, read_cards

OLD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;Zo=C3=A9;;Mme;
FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Zo=E9 Lef=E8vre
TEL;CELL;PREF:+33 6 39 98 12 34
TEL;WORK;VOICE:01 99 00 12 34
TEL;FAX:01 99 00 12 35
ADR;WORK;ENCODING=QUOTED-PRINTABLE:;;8=2C rue du=
 Port;Lyon;;69001;France
NOTE;ENCODING=QUOTED-PRINTABLE:first line=0D=0A=
second line
PHOTO;ENCODING=BASE64;JPEG:
 /9j/4AAQSkZJRgABAQ
 AAAQABAAD

END:VCARD"""
THREE = r"""BEGIN:VCARD
VERSION:3.0
N:van der Berg;Anna Maria;Jo;Dr.;
FN:Anna van der Berg
ORG:Blumen\, Berg & Co\; GmbH;Einkauf
TITLE:Leiterin
item1.TEL;TYPE="cell,voice":0151 23456789
item1.X-ABLabel:privat
TEL;TYPE=WORK,VOICE;TYPE=pref:030 23125-123
EMAIL;TYPE=INTERNET:anna@example.org
EMAIL;TYPE=INTERNET,PREF:a.berg@example.org
NOTE:erste Zeile\nzweite\, mit K
 omma
END:VCARD"""
FOUR = """begin:vcard
version:4.0
kind:individual
n:Smith;John;;;
fn:John Smith
tel;value=uri;type="home,cell";pref=1:tel:+44-20-7946-0018;ext=12
adr;label="12; Long Lane":;;12 Long Lane;London;;EC1A 1BB;United Kingdom
lang;type=work;pref=1:en
email:mailto:john@example.org
end:vcard"""


def _rows(text: str) -> list[Record]:
    return [record_of(card) for card in read_cards(lines_of(text))]


def _row(text: str) -> dict[str, str]:
    (record,) = _rows(text)
    assert not record.trouble
    return {name: cell for name, cell in zip(COLUMNS, record.cells, strict=True) if cell}


def test_two_point_one() -> None:
    assert _row(OLD) == {
        "Salutation": "Mme",
        "Last name": "Lefèvre",
        "First name": "Zoé",
        "Phone": "01 99 00 12 34\nfax 01 99 00 12 35",
        "Mobile": "+33 6 39 98 12 34",
        "Address": "8, rue du Port",
        "Postcode": "69001",
        "City": "Lyon",
        "Country": "France",
        "Note": "first line\r\nsecond line",
    }


def test_three() -> None:
    assert _row(THREE) == {
        "Salutation": "Dr.",
        "Last name": "van der Berg",
        "First name": "Anna Maria Jo",
        "Company": "Blumen, Berg & Co; GmbH",
        "Job title": "Leiterin",
        "Phone": "030 23125-123",
        "Mobile": "0151 23456789",
        "E-mail": "a.berg@example.org, anna@example.org",
        "Note": "erste Zeile\nzweite, mit Komma",
    }


def test_four() -> None:
    row = _row(FOUR)
    (number,) = read_numbers(row["Mobile"], "GB")
    assert isinstance(number, ReadNumber)
    assert (number.e164, number.extension) == ("+442079460018", "12")
    assert (row["Last name"], row["City"], row["Language"]) == ("Smith", "London", "en")
    assert row["E-mail"] == "john@example.org"


@pytest.mark.parametrize(
    ("lines", "cells"),
    [
        ("FN:Claire Martin\nTEL:01", {"Name": "Claire Martin", "Phone": "01"}),
        ("FN:Fleurs SA\nN:;;;;\nORG:Fleurs SA\nTEL:01", {"Company": "Fleurs SA", "Phone": "01"}),
        ("KIND:org\nFN:Fleurs SA\nTEL:01", {"Company": "Fleurs SA", "Phone": "01"}),
        ("N:A;B\nAGENT:\nBEGIN:VCARD\nN:X;Y\nEND:VCARD\nTEL:01", {"Last name": "A", "Phone": "01"}),
        ("N:A\nTEL;TYPE=pager:02\nTEL:01", {"Last name": "A", "Phone": "01"}),
        ("N:A\nPHOTO;TYPE=JPEG;ENCODING=B:abc\nNOTE:a", {"Last name": "A", "Note": "a"}),
    ],
)
def test_what_address_books_do(lines: str, cells: dict[str, str]) -> None:
    shown = _row(f"BEGIN:VCARD\n{lines}\nEND:VCARD")
    assert {name: shown[name] for name in cells if name in shown} == cells
    assert shown.get("First name", "") in ("", "B")


def test_every_column_is_known_by_its_name() -> None:
    columns = guess_columns(COLUMNS, [], {})
    assert sum(map(len, columns.by_field.values())) == len(COLUMNS)


@pytest.mark.parametrize(
    ("text", "troubles"),
    [
        ("N:B;A\nTEL:01\n", {1: "", 5: "the card is never closed"}),
        (
            "N:B\nBEGIN:VCARD\nN:C\nEND:VCARD",
            {1: "", 5: "the next card begins before this one ends", 7: ""},
        ),
        (
            "N:B\nEND:VCARD\nstray\nmore\n\nBEGIN:VCARD\nN:C\nEND:VCARD",
            {1: "", 5: "", 8: "it stands outside any card", 11: ""},
        ),
        ("N:B\0\nEND:VCARD", {1: "", 5: "it holds NUL characters: the file is damaged"}),
        (f"NOTE:{'x' * 10_000_000}\nEND:VCARD", {1: "", 5: "it has a cell of more than 131,072 characters"}),
        ("KIND:group\nFN:All\nEND:VCARD", {1: "", 5: "it is a group of cards, no contact"}),
    ],
)
def test_a_damaged_card_spoils_no_other(text: str, troubles: dict[int, str]) -> None:
    rows = _rows(f"BEGIN:VCARD\nN:First\nEND:VCARD\n\nBEGIN:VCARD\n{text}")
    assert {row.line: row.trouble for row in rows} == troubles


def test_a_line_that_is_none_is_left_out_and_told() -> None:
    (row,) = _rows("BEGIN:VCARD\nN:A\nno property\nTEL:01\nEND:VCARD")
    assert row.note == "line 3 of the file is no part of a card and was left out"
    assert row.cells[6] == "01"


def test_an_address_book_is_known_by_its_first_line() -> None:
    assert begins_card(lines_of("\ufeff\n begin:vCard \nx"))
    assert not begins_card(lines_of("Name;BEGIN:VCARD"))


@given(st.text(st.sampled_from('BEGINEND:VCARD\n;="\\, \0NTL'), max_size=300))
def test_any_text_is_read_to_its_end(text: str) -> None:
    lines = lines_of(f"BEGIN:VCARD\n{text}\nBEGIN:VCARD\nN:Last\nEND:VCARD")
    rows = _rows("\n".join(lines))
    assert [row.line for row in rows] == sorted({row.line for row in rows})
    assert rows[-1].cells[1] == "Last" or rows[-1].trouble
