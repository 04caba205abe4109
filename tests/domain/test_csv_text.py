"""CSV text cut into records: damage is named by its line and stays where it is."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.csv_text import (
    LONGEST_CELL,
    Record,
    announced_delimiter,
    cut_records,
    guess_delimiter,
    lines_of,
)
from pipeline_tui.domain.text_encodings import decode, kind_of_file

HEADER = "name;tel;note"


def _cut(*lines: str, delimiter: str = ";") -> list[Record]:
    return list(cut_records(lines_of("\n".join(lines)), delimiter))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b;c\n1,5;2;3\n1,7;2;3", ";"),
        ("a,b\n1,2\n", ","),
        ("a\tb\n1\t2\n", "\t"),
        ("a|b|c\n1|2|3", "|"),
        ('"x;y;z",b\n"1;2;3",4\n', ","),
        ("tel\n0199001234\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_evenly(text: str, delimiter: str) -> None:
    assert guess_delimiter(lines_of(text)) == delimiter


@pytest.mark.parametrize(
    ("line", "delimiter"), [("sep=;", ";"), ('"sep=,"', ","), ("SEP=\t", ""), ("sep", "")]
)
def test_spreadsheets_announce_a_delimiter(line: str, delimiter: str) -> None:
    assert announced_delimiter(line) == delimiter


def test_cells_may_hold_delimiters_quotes_and_lines() -> None:
    records = _cut(HEADER, '"Du;Pont";"1 ""2""";"one', 'two"', "B;2;", 'C;12" pipe;')
    assert [record.cells for record in records[1:]] == [
        ("Du;Pont", '1 "2"', "one\ntwo"),
        ("B", "2", ""),
        ("C", '12" pipe', ""),
    ]
    assert [record.line for record in records] == [1, 2, 4, 5]
    assert not any(record.trouble for record in records)


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ('A;"1;x', "opened and never closed"),
        ('"A"b;1;x', "follows a closing quotation mark"),
        ("A;1;x;y", "4 cells where the header has 3"),
        ("A;\0;x", "NUL"),
        (f"A;1;{'x' * (LONGEST_CELL + 1)}", "more than 131,072"),
        (f'A;1;"{"x" * (LONGEST_CELL + 1)}"', "more than 131,072"),
        ('A;1;"x\ny;2;"z;3', "opened and never closed"),
    ],
)
def test_a_damaged_line_spoils_no_other(line: str, trouble: str) -> None:
    records = _cut(HEADER, "first;1;", line, *(f"n{at};{at};" for at in range(600)))
    bad = [record for record in records if record.trouble]
    assert trouble in bad[0].trouble
    assert bad[0].line == 3
    assert len(bad) <= 2
    names = [record.cells[0] for record in records if not record.trouble]
    assert names[:2] == ["name", "first"]
    assert names[-600:] == [f"n{at}" for at in range(600)]


def test_blank_lines_are_no_records_and_empty_cells_at_the_end_no_trouble() -> None:
    records = _cut(HEADER, "", "A;1;x;;", "   ", ";;")
    assert [record.cells for record in records[1:]] == [("A", "1", "x"), ("", "", "")]


@given(
    st.lists(
        st.lists(st.text(st.sampled_from("ab;\"\n, 'é"), max_size=8), min_size=3, max_size=3),
        min_size=1,
        max_size=8,
    )
)
def test_what_a_csv_writer_wrote_is_read_back(rows: list[list[str]]) -> None:
    class Lines(list[str]):
        def write(self, line: str) -> None:
            self.append(line)

    out = Lines()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows([["x", "y", "z"], *rows])
    records = list(cut_records(lines_of("".join(out)), ";"))
    assert [record.cells for record in records[1:]] == [tuple(row) for row in rows]
    assert not any(record.trouble for record in records)


@given(st.text(st.sampled_from('ab;"\n\0\r'), max_size=200))
def test_any_text_is_cut_to_its_end(text: str) -> None:
    lines = lines_of(text)
    records = list(cut_records(lines, ";"))
    filled = [at for at, line in enumerate(lines, start=1) if line.strip(" ")]
    starts = [record.line for record in records]
    assert starts == sorted(set(starts))
    assert starts[:1] == filled[:1]
    assert set(starts) <= set(filled)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Zoé".encode(), "Zoé", "UTF-8"),
        ("Zoé".encode("utf-8-sig"), "Zoé", "UTF-8 with mark"),
        ("Zoé €".encode("cp1252"), "Zoé €", "Windows-1252"),
        ("Zoé;Noël".encode("utf-16"), "Zoé;Noël", "UTF-16"),
        ("Zoe;Martin;123".encode("utf-16-le"), "Zoe;Martin;123", "UTF-16"),
        ("Zoe;Martin;123".encode("utf-16-be"), "Zoe;Martin;123", "UTF-16"),
        ("éèàüöçß".encode() + b"\xff", "éèàüöçß\ufffd", "UTF-8"),
    ],
)
def test_encodings_are_told_by_their_bytes(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, encoding)


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded(data: bytes) -> None:
    assert decode(data).damaged >= 0
    kind_of_file(data)
