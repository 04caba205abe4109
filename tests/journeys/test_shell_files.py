"""The same people from three kinds of file, said how they were read, in one shop and from the shell alone."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.journeys.shell import Prompt
from tests.workbooks import row_xml, rows_xml, workbook

HEADER = ("Nom", "Prénom", "Tél. fixe", "Autre")
PEOPLE = [
    ("LEFÈVRE", "Zoé", "01 99 00 12 40", "06 39 98 12 40"),
    ("PETIT", "Luc", "n/c", "06 39 98 12 41"),
    ("NOIR", "Jo", "3,36E+10", None),
]
CARDS = """BEGIN:VCARD
VERSION:2.1
N;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;Zo=C3=A9
TEL;WORK:+33 (0)1 99 00 12 40
TEL;CELL:+33 (0)6 39 98 12 40
END:VCARD
BEGIN:VCARD
VERSION:4.0
N:Petit;Luc;;;
TEL;VALUE=uri;TYPE=cell:tel:+33-6-39-98-12-41
END:VCARD
BEGIN:VCARD
"""


def test_three_kinds_of_file(one_tier: Prompt) -> None:
    folder = Path(one_tier.workspace).parent
    book, cards, text = (folder / name for name in ("list.xlsx", "list.vcf", "list.csv"))
    far = row_xml(9, []).replace("</row>", '<c r="XFD9"><v>1</v></c></row>')
    book.write_bytes(
        workbook({"Notes": rows_xml([("à lire",)]), "Clients": rows_xml([HEADER, *PEOPLE]) + far})
    )
    cards.write_text(CARDS, "utf-8")
    text.write_bytes(
        "\n".join(":".join(cell or "" for cell in row) for row in (HEADER, *PEOPLE)).encode("cp850")
    )

    unknown = one_tier("lists", "import", book, "--list", "Salon", "--sheet", "Prospects")
    assert (unknown.code, "Notes, Clients" in unknown.err) == (2, True)
    rejects = folder / "rejects.csv"
    how = ("--list", "Salon", "--map", "mobile=Autre")
    loaded = one_tier.done("lists", "import", book, "--sheet", "clients", *how, "--rejects", rejects)
    assert (loaded["rows"], loaded["taken"], loaded["merged"], loaded["rejected"]) == (4, 2, 0, 2)
    assert (loaded["kind"], loaded["sheet"], loaded["encoding"]) == ("XLSX", "Clients", "")
    kept = list(csv.reader(rejects.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [(row[0], row[1].split(":")[-1].strip()) for row in kept[1:]] == [
        ("4", "the spreadsheet rounded it and digits were lost"),
        ("9", "its cell XFD9 stands far outside the table"),
    ]

    again = one_tier.done("lists", "import", cards, "--list", "Salon", "--dry-run")
    assert (again["rows"], again["taken"], again["merged"], again["rejected"]) == (3, 0, 2, 1)
    assert [each["reason"] for each in again["verdicts"]][-1] == "the card is never closed"

    said = ("--encoding", "cp850", "--delimiter", ":", "--quote", "none")
    shown = one_tier("lists", "import", text, "--list", "Salon", "--dry-run", *said)
    assert "CSV, CP850, cells cut at :, enclosed in nothing" in shown.out
    assert "LEFÈVRE" not in shown.out
    assert "Autre = mobile" in shown.out, "the workbook's columns were corrected, and these are the same"
    assert "read as they were corrected on 2026-11-24" in shown.out
