"""Reading a workbook: looked at from outside first, then read by a process of its own that may die of it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import error as StructError
from types import TracebackType
from typing import Any

from pipeline_tui.domain.csv_text import LONGEST_CELL, Record, too_long
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import grouped, mark, tr

MOST_ROWS = 200_001  # the header and two hundred thousand contacts
MOST_COLUMNS = 200
_MOST_ENTRIES = 1000
_MOST_UNPACKED = 200 * 1024**2
_MOST_RATIO = 200
_SMALL = 1024**2  # bytes that may be packed as tightly as they like
_MOST_CHARACTERS = 256_000_000
_CELL, _ROW = "\x1f", "\x1e"  # as the reading process writes them
_PROGRAM = Path(__file__).with_name("reading_sheets_apart.py")
_SAVE_ANEW = mark("Open it in a spreadsheet, save it as CSV (UTF-8), then import that.")
# A reader that lays out every cell between the corners may need more than there is: the columns are narrowed.
_ATTEMPTS = ((MOST_COLUMNS, False), (MOST_COLUMNS, True), (60, True))


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading process may use; ``wait`` is in seconds of the clock on the wall."""

    memory: int = 1024**3
    seconds: int = 60
    wait: float = 180


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its filled rows, numbered as in the spreadsheet."""

    name: str
    sheets: tuple[str, ...]  # all of the workbook
    records: tuple[Record, ...]


class _TooWide(Exception):
    """Cells stand so far apart that laying out all between them would need too much."""


class _Died(Exception):
    """The reading process ended before its answer did."""


def check_workbook(data: bytes, name: str) -> None:
    """Refuse what is no XLSX file, and one that would unpack to far more than a list needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, StructError) as problem:
        raise _damaged(name, str(problem)) from problem
    names = {each.filename for each in entries}
    if not any(each.startswith("xl/") and each.endswith(".xml") for each in names):
        raise UsageTrouble(
            tr("{name} is {other_kind}", name=name, other_kind=_other_kind(names)),
            tr("Lists are read from CSV, XLSX and vCard files."),
            tr(_SAVE_ANEW),
        )
    if any(each.flag_bits & 1 for each in entries):
        raise UsageTrouble(
            tr("{name} has a password", name=name), tr("It cannot be read with one."), tr("Save it without.")
        )
    unpacked = sum(each.file_size for each in entries)
    tight = any(each.file_size > max(_SMALL, each.compress_size * _MOST_RATIO) for each in entries)
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_UNPACKED or tight:
        raise UsageTrouble(
            tr("{name} unpacks to more than a list can be", name=name),
            tr(
                "{unpacked} MB in {entries} parts, from {data} KB.",
                unpacked=grouped(unpacked // 1024**2),
                entries=grouped(len(entries)),
                data=grouped(len(data) // 1024),
            ),
            tr(_SAVE_ANEW),
        )


class SheetReader:
    """Starts the process that reads workbooks, and starts it again when one was its death."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self.deaths = 0

    def __enter__(self) -> SheetReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process is None:
            return
        self._process.kill()
        self._process.communicate()
        self._process = None

    def read(self, data: bytes, name: str, wanted: str = "") -> Sheet:
        """Return the rows of a sheet, the first one with any unless ``wanted`` names one or its number.

        UsageTrouble says why there is nothing to be had from it.
        """
        check_workbook(data, name)
        for columns, trim in _ATTEMPTS:
            try:
                return self._ask(data, name, wanted, columns, trim=trim)
            except _TooWide:
                continue
            except _Died:
                self.deaths += 1
                self.close()
        raise UsageTrouble(
            tr("{name} cannot be read", name=name),
            tr("The process that reads workbooks gave up: it needs too much memory or time, or is damaged."),
            tr(_SAVE_ANEW),
        )

    def _ask(self, data: bytes, name: str, wanted: str, columns: int, *, trim: bool) -> Sheet:
        request = {
            "size": len(data),
            "sheet": wanted,
            "trim": trim,
            "rows": MOST_ROWS,
            "columns": columns,
            "cell": LONGEST_CELL,
            "characters": _MOST_CHARACTERS,
            "memory": self._limits.memory,
            "seconds": self._limits.seconds,
        }
        records: list[Record] = []
        head: dict[str, Any] = {}
        for answer in self._answers(json.dumps(request).encode() + b"\n", data):
            if isinstance(answer, str):
                records += map(_record, answer.split(_ROW))
            elif "error" in answer:
                raise self._trouble(answer, name, wanted)
            else:
                head |= answer
        return Sheet(head["sheet"], tuple(head["sheets"]), _with_far(records, head["far"]))

    def _answers(self, head: bytes, data: bytes) -> Iterator[Any]:
        process = self._running()
        assert process.stdin and process.stdout
        watch = threading.Timer(self._limits.wait, process.kill)
        watch.start()
        try:
            process.stdin.write(head)
            process.stdin.write(data)
            process.stdin.flush()
            for line in process.stdout:
                answer = json.loads(line)
                if length := answer.get("rows"):
                    rows = process.stdout.read(length)
                    if len(rows) < length:
                        break
                    yield rows.decode()
                    continue
                yield answer
                if "end" in answer or "error" in answer:
                    return
        except OSError as problem:  # its end of the pipe is gone
            raise _Died from problem
        finally:
            watch.cancel()
        raise _Died

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(_PROGRAM)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _trouble(self, answer: dict[str, Any], name: str, wanted: str) -> Exception:
        match answer["error"]:
            case "far":
                return _TooWide()
            case "memory":
                return _Died()
            case "large":
                return _too_large(name)
            case "empty":
                return UsageTrouble(
                    tr("{name} holds no contacts", name=name),
                    tr("No sheet of it can be read."),
                    tr("Export the list again."),
                )
            case "sheet":
                return UsageTrouble(
                    tr("There is no sheet {wanted}", wanted=clean(wanted, limit=60)),
                    tr(
                        "Sheets of {name}: {each}.",
                        name=name,
                        each=", ".join(clean(each, limit=40) for each in answer["sheets"]),
                    ),
                    tr("Name one of them, or its number."),
                )
        return _damaged(name, answer["detail"])


def _record(row: str) -> Record:
    number, *cells = row.split(_CELL)
    if len(row) > LONGEST_CELL and max(map(len, cells)) > LONGEST_CELL:
        cut = tuple(cell[:200] for cell in cells)
        return Record(int(number), cut, too_long())
    return Record(int(number), tuple(cells))


def _with_far(records: list[Record], far: list[tuple[str, int]]) -> tuple[Record, ...]:
    """Return the records with what stood far outside the table: noted at its row, or as a row of its own."""
    if not far:
        return tuple(records)
    by_row = {record.line: record for record in records}
    for cell, row in far:
        known = by_row.get(row)
        if known is None or known.trouble:
            by_row[row] = Record(row, (), tr("its cell {cell} stands far outside the table", cell=cell))
        else:
            left_out = tr("the cell {cell}, far outside the table, was left out", cell=cell)
            by_row[row] = Record(row, known.cells, note=left_out)
    return tuple(by_row[row] for row in sorted(by_row))


def _other_kind(names: set[str]) -> str:
    if any(each.startswith("xl/") for each in names):
        return tr("a binary Excel file")
    if any(each.startswith("word/") for each in names):
        return tr("a Word document")
    return tr("an OpenDocument file") if "content.xml" in names else tr("a zip file")


def _too_large(name: str) -> UsageTrouble:
    return UsageTrouble(
        tr("{name} is too large", name=name),
        tr("At most {rows} rows are read from one sheet.", rows=grouped(MOST_ROWS - 1)),
        tr("Cut it into several files, or save it as CSV; they may go into the same list."),
    )


def _damaged(name: str, why: str) -> UsageTrouble:
    return UsageTrouble(
        tr("{name} is damaged", name=name), clean(f"{why}.", limit=300).replace("..", "."), tr(_SAVE_ANEW)
    )
