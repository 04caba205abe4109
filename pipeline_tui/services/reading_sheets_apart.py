"""The program that reads a workbook in a process of its own, with limits: what kills it kills nothing else.

It is started by its path and imports nothing of the house. For each request on its input, a line of JSON and
then the workbook's bytes, it writes lines of JSON: the sheets, portions of rows, then the end or an error.
"""

from __future__ import annotations

import io
import json
import re
import sys
import time
import zipfile
import zlib
from collections.abc import Generator, Iterator
from datetime import date, datetime
from datetime import time as clock_time
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.etree import ElementTree
from xml.parsers import expat

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ROWS_AT_ONCE = 1000
_CELL, _ROW = "\x1f", "\x1e"  # between cells and rows on the way to the parent
_MOST_FAR = 200  # cells far outside the table that are told one by one; more of them are a table
_DIGITS_KEPT = 10**15  # a spreadsheet keeps no more
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FAR_CELL = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br=\"(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})\"[^>]*?(?:/>|>.*?</(?:\w+:)?c>)",
    re.DOTALL,
)


class _Refused(Exception):
    """What is told instead of rows; the code in it is understood by the parent."""


def main(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    from python_calamine import CalamineError

    damaged = (CalamineError, zipfile.BadZipFile, zlib.error, expat.error, SyntaxError, LookupError)
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        _limit(request["memory"], request["seconds"])
        try:
            for answer in _answers(data, request):
                _write(answers, answer)
        except _Refused as refused:
            _write(answers, {"error": refused.args[0], "sheets": refused.args[1:]})
        except MemoryError:
            _write(answers, {"error": "memory"})
        except (*damaged, ValueError) as problem:
            _write(answers, {"error": "damaged", "detail": str(problem)[:300]})


def _limit(memory: int, seconds: int) -> None:
    """Set what this process may use from now on; Windows knows no such limits."""
    if sys.platform == "win32":
        return
    import resource

    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, resource.RLIM_INFINITY))


def _write(answers: BinaryIO, answer: object) -> None:
    """Write a line of JSON; rows follow a line that says how many bytes they take."""
    rows = answer if isinstance(answer, bytes) else b""
    answers.write(json.dumps({"rows": len(rows)} if rows else answer).encode() + b"\n" + rows)
    answers.flush()


def _answers(data: bytes, request: dict[str, Any]) -> Iterator[object]:
    far: list[tuple[str, int]] = []
    if request["trim"]:
        data = _trimmed(data, request, far)
    book = _opened(data)
    names = [each.name for each in book.sheets_metadata]
    at, sheet = _wanted(book, names, request["sheet"])
    if not request["trim"] and (sheet.width > request["columns"] or sheet.total_height > request["rows"]):
        raise _Refused("far")
    yield {"sheets": names, "sheet": names[at], "far": far}
    filled = yield from _portions(sheet, request)
    _check_whole(data, at, filled)
    yield {"end": True}


def _opened(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _wanted(book: CalamineWorkbook, names: list[str], wanted: str) -> tuple[int, CalamineSheet]:
    """Return the sheet that was named, by name or number, and its place; else the first with rows."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    if wanted:
        folded = [name.strip().casefold() for name in names]
        if wanted.strip().casefold() in folded:
            at = folded.index(wanted.strip().casefold())
            return at, book.get_sheet_by_index(at)
        if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(names):
            return int(wanted) - 1, book.get_sheet_by_index(int(wanted) - 1)
        raise _Refused("sheet", *names)
    shown = [
        at
        for at, each in enumerate(book.sheets_metadata)
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    ]
    for at in shown:
        if (sheet := book.get_sheet_by_index(at)).height:
            return at, sheet
    raise _Refused("empty")


def _portions(sheet: CalamineSheet, request: dict[str, Any]) -> Generator[bytes, None, int]:
    """Yield the filled rows with their numbers; return how many cells say something."""
    longest, left, filled, said = request["cell"], request["characters"], 0, 0
    portion: list[str] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        text = _joined(row)
        if not text:
            continue
        if len(text) > longest:
            text = _CELL.join(cell[: longest + 1] for cell in text.split(_CELL))
        filled, left, said = filled + 1, left - len(text), said + len(row) - row.count("")
        if filled > request["rows"] or left < 0:
            raise _Refused("large")
        portion.append(f"{number}{_CELL}{text}")
        if len(portion) == _ROWS_AT_ONCE:
            yield _ROW.join(portion).encode()
            portion = []
    if portion:
        yield _ROW.join(portion).encode()
    return said


def _joined(row: list[Any]) -> str:
    """Return the cells of a row between marks that no text holds, without those at its end that are empty."""
    try:
        text = _CELL.join(row)
    except TypeError:  # numbers, dates
        row[:] = [cell if cell.__class__ is str else _text(cell) for cell in row]
        text = _CELL.join(row)
    if _ROW in text or text.count(_CELL) >= len(row):
        text = _CELL.join(cell.replace(_CELL, " ").replace(_ROW, " ") for cell in row)
    return text.rstrip(_CELL)


def _check_whole(data: bytes, at: int, filled: int) -> None:
    """Refuse a workbook of which the reader lost something: it goes on where XML is broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        by_name = {name.casefold(): name for name in packed.namelist()}
        for name in ("xl/sharedstrings.xml", "xl/styles.xml"):
            if name in by_name:
                expat.ParserCreate().Parse(packed.read(by_name[name]), True)
        part = by_name.get(_part_of(packed, at).casefold())
        if part is None:  # the reader found it another way
            for each in filter(_SHEET.fullmatch, by_name.values()):
                _check_cells(packed.read(each))
            return
        content = packed.read(part)
    held = content.count(b"<v>") + content.count(b"<is>")
    if held == filled:
        return
    empty = sum(content.count(each) for each in (b't="e"', b"<v></v>", b"<is><t></t></is>", b"<is><t/></is>"))
    if held - empty != filled:  # seldom; looking at each cell takes longer than reading them
        _check_cells(content)


def _part_of(packed: zipfile.ZipFile, at: int) -> str:
    """Return the name of the part in which a sheet stands."""
    listed = ElementTree.fromstring(packed.read("xl/workbook.xml")).iter()
    sheet = [each for each in listed if _local(each.tag) == "sheet"][at]
    wanted = {value for key, value in sheet.attrib.items() if _local(key) == "id"}
    relations = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = [each.attrib.get("Target", "") for each in relations if each.attrib.get("Id") in wanted]
    target = targets[0] if targets else ""
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _check_cells(content: bytes) -> None:
    """Refuse broken XML, two cells at one place, and a cell with two values."""
    seen: set[str] = set()
    values = 0

    def begun(tag: str, attributes: dict[str, str]) -> None:
        nonlocal values
        name = _local(tag)
        if name == "c":
            values, place = 0, attributes.get("r", "")
            if place in seen:
                raise ValueError(f"two cells stand at {place}")
            if place:
                seen.add(place)
        elif name in ("v", "is"):
            values += 1
            if values > 1:
                raise ValueError("a cell has two values")

    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    parser.Parse(content, True)


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2]


def _text(cell: object) -> str:
    """Return a cell as somebody would have typed it."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _DIGITS_KEPT else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, (date, clock_time)):
        return cell.isoformat()
    return str(cell)


def _trimmed(data: bytes, request: dict[str, Any], far: list[tuple[str, int]]) -> bytes:
    """Return the workbook without cells beyond the rows and columns asked for; they are noted in ``far``.

    One cell at XFD1048576 would make the reader ask for room for every cell before it.
    """
    rows, columns = request["rows"], request["columns"]

    def kept(found: re.Match[bytes]) -> bytes:
        row = int(found["row"])
        if row <= rows and _column(found["column"]) <= columns:
            return found[0]
        if re.search(rb"<(?:\w+:)?[vt]\b", found[0]):
            if len(far) >= _MOST_FAR:
                raise _Refused("large")
            far.append((f"{found['column'].decode()}{row}", row))
        return b""

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for each in before.infolist():
            content = before.read(each)
            if _SHEET.fullmatch(each.filename):
                content = _FAR_CELL.sub(kept, content)
            after.writestr(each.filename, content, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
