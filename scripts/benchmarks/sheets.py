"""A workbook of 200,000 contacts read with every check, against openpyxl that only reads it."""

from __future__ import annotations

import tempfile
import time
import warnings
from pathlib import Path

from pipeline_tui.services.reading_files import read_table
from scripts.benchmarks.measuring import Report
from tests.workbooks import rows_xml, workbook

MANY, QUICK = 200_000, 20_000
REPEATS = 3
HEADER = ("Nom", "Prénom", "Société", "Téléphone", "E-mail", "Code postal", "Ville", "Type")


def contacts(count: int) -> list[tuple[str, ...]]:
    """Return rows in which most cells differ, as in real lists."""
    return [
        (
            *(f"MARTIN{number}", "Claire", f"Fleurs {number % 997}"),
            f"01 99 00 {number // 100 % 100:02} {number % 100:02}",
            *(f"c{number}@example.org", f"{69000 + number % 9}", "Lyon", "pro"),
        )
        for number in range(count)
    ]


def run(report: Report, *, quick: bool) -> None:
    """Add the ratio, taken pair by pair; the process that reads is started and ended each time."""
    count = QUICK if quick else MANY
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "contacts.xlsx"
        file.write_bytes(workbook({"Contacts": rows_xml([HEADER, *contacts(count)])}))
        ours, ratios = [], []
        for _ in range(1 if quick else REPEATS):
            started = time.perf_counter()
            records = len(read_table(file).records)
            took = time.perf_counter() - started
            if records != count:
                raise SystemExit(f"bench: {records} rows of {count} were read")
            ours.append(count / took)
            ratios.append(_openpyxl(file, count) / took)
    report.add(f"workbook of {count:,} rows and 8 columns", ours, "n/s")
    report.add("... times as fast as openpyxl, which checks nothing", ratios, "x", at_least=8)


def _openpyxl(file: Path, count: int) -> float:
    """Return the seconds that openpyxl takes in its fastest way of reading."""
    from openpyxl import load_workbook

    started = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no default style: it makes one
        sheet = load_workbook(file, read_only=True).active
    rows = sum(1 for _ in sheet.iter_rows(values_only=True))
    if rows != count + 1:
        raise SystemExit(f"bench: openpyxl read {rows} rows of {count + 1}")
    return time.perf_counter() - started
