"""Registers as their keepers give them out: numbers in every form, with and without dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.phones import ReadNumber, read_numbers
from pipeline_tui.domain.register_files import number_reader, read_register

US_A, US_B = "+12025550143", "+14155550199"


@pytest.mark.parametrize(
    ("country", "lines", "found"),
    [
        ("GB", ["020 7946 0018", "", "07700900123"], [("+442079460018", None), ("+447700900123", None)]),
        ("GB", ["Number,Added", "02079460018,2026-10-01"], [("+442079460018", date(2026, 10, 1))]),
        ("US", ["202,5550143", "415,5550199"], [(US_A, None), (US_B, None)]),
        ("US", ["(202) 555-0143;A;10/27/2026"], [(US_A, date(2026, 10, 27))]),
        ("US", ["2025550143\t20261027"], [(US_A, date(2026, 10, 27))]),
        ("FR", ['"01 99 00 12 34"', "+33 1 99 00 12 35"], [("+33199001234", None), ("+33199001235", None)]),
        ("DE", ["030 23125 000"], [("+493023125000", None)]),
        ("FR", [], []),
    ],
)
def test_what_stands_in_it(country: str, lines: list[str], found: list[tuple[str, date | None]]) -> None:
    assert [(row.e164, row.since) for row in read_register(lines, country)] == found


def test_what_is_not_understood_is_named_by_its_line() -> None:
    lines = ["02079460018,2026-10-01", "nobody,2026-10-01", "02079460019,32/13/2026", "x" * 999]
    rows = list(read_register(lines, "GB"))
    assert [(row.line, bool(row.e164), bool(row.why)) for row in rows] == [
        (1, True, False),
        (2, False, True),
        (3, True, True),  # listed, and nobody knows since when
        (4, False, True),
    ]


_DIGITS = st.text("0123456789", min_size=8, max_size=11)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["FR", "GB", "US"]), _DIGITS)
def test_the_quick_reading_is_that_of_the_reader_of_numbers(country: str, digits: str) -> None:
    (slow,) = read_numbers(digits, country)
    if isinstance(slow, ReadNumber) and not slow.unusual:
        assert number_reader(country)(digits) == slow.e164
