"""How the columns of a table of the shell share a terminal."""

from __future__ import annotations

import sys
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from pipeline_tui.cli.printing import fitted, table

_WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=12), max_size=4).map(" ".join)


def test_words_stay_whole_while_there_is_room() -> None:
    rows = [["id", "name", "why"], ["7", "Anne-Marie Durand", "nobody answered, three times over"]]
    assert fitted(rows, 80) == [2, 17, 33]
    assert fitted(rows, 40) == [2, 17, 17], "the widest gives way"
    assert fitted(rows, 25) == [2, 10, 9], "to the longest word of each"
    assert fitted(rows, 24) is None, "no word is broken"
    assert fitted([*rows, ["8", "Bo", "by " * 40]], 40) is None, "no cell is a tower"


@given(
    rows=st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(_WORDS, min_size=n, max_size=n), min_size=1))
)
def test_a_table_never_leaves_the_terminal(rows: list[list[str]]) -> None:
    count = len(rows[0])
    widths = fitted(rows, 80)
    longest = [max((len(word) for row in rows for word in row[at].split()), default=0) for at in range(count)]
    assert (widths is None) is (sum(longest) + 2 * (count - 1) > 80)
    if widths is not None:
        assert sum(widths) + 2 * (count - 1) <= 80
        assert all(width >= least for width, least in zip(widths, longest, strict=True))


def test_a_table_whose_words_would_break_is_read_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "30")
    drawn = StringIO()
    Console(width=30, file=drawn, highlight=False).print(
        table(
            ("farmer", "satisfaction", "complaints", "segments"),
            [("Étienne", 8.5, None, "A:10 B:15 C:20 D:30"), ("[b]Fatou", 7.5, 2, "")],
        )
    )
    assert [row.rstrip() for row in drawn.getvalue().splitlines()] == [
        "farmer: Étienne",
        "  satisfaction  8.5",
        "  segments      A:10 B:15 C:20",
        "                D:30",
        "farmer: [b]Fatou",
        "  satisfaction  7.5",
        "  complaints    2",
    ]
