"""Workbooks made for tests: small XLSX files written by hand, so that they can be wrong in any way wanted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats"
_STYLES = (
    f'<styleSheet xmlns="{_SHEETS}"><cellXfs count="2">'
    '<xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)
_HIDDEN = 'state="hidden"'

Cell = str | int | float | None


def column_letters(number: int) -> str:
    """Return the name of a column, 1 first."""
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def row_xml(number: int, cells: Sequence[Cell]) -> str:
    """Return a row as a spreadsheet writes it, its texts within."""
    return (
        f'<row r="{number}">'
        + "".join(
            _cell(f"{column_letters(at)}{number}", cell)
            for at, cell in enumerate(cells, 1)
            if cell is not None
        )
        + "</row>"
    )


def rows_xml(rows: Sequence[Sequence[Cell]], first: int = 1) -> str:
    """Return rows one below the other."""
    return "".join(row_xml(number, row) for number, row in enumerate(rows, first))


def workbook(
    sheets: Mapping[str, str], *, hidden: frozenset[str] = frozenset(), before_sheet: str = ""
) -> bytes:
    """Return an XLSX file; each sheet is named and given as the XML of its rows.

    ``before_sheet`` is written before a sheet's first element.
    """
    numbered = list(enumerate(sheets, 1))
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}" {_HIDDEN if name in hidden else ""}/>'
        for at, name in numbered
    )
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at, _ in numbered
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_TYPES}-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_TYPES}-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}'
        f'<Relationship Id="rId999" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
    }
    parts |= {
        f"xl/worksheets/sheet{at}.xml": f'{before_sheet}<worksheet xmlns="{_SHEETS}">'
        f"<sheetData>{sheets[name]}</sheetData></worksheet>"
        for at, name in numbered
    }
    return packed(parts)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            text = (
                content if isinstance(content, bytes) else f'<?xml version="1.0" encoding="UTF-8"?>{content}'
            )
            zipped.writestr(name, text)
    return out.getvalue()


def _cell(place: str, cell: Cell) -> str:
    if isinstance(cell, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    return f'<c r="{place}"><v>{cell!r}</v></c>'
