"""How the columns of a table of the shell share a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.cli.printing import fitted

_WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=12), max_size=4).map(" ".join)


def test_words_stay_whole_while_there_is_room() -> None:
    rows = [["id", "name", "why"], ["7", "Anne-Marie Durand", "nobody answered, three times over"]]
    assert fitted(rows, 80) == [2, 17, 33]
    assert fitted(rows, 40) == [2, 17, 17], "the widest gives way"
    assert fitted(rows, 25) == [2, 10, 9], "to the longest word of each"
    assert sum(fitted(rows, 20)) == 16, "then words break"


@given(
    rows=st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(_WORDS, min_size=n, max_size=n), min_size=1))
)
def test_a_table_never_leaves_the_terminal(rows: list[list[str]]) -> None:
    count = len(rows[0])
    widths = fitted(rows, 80)
    assert sum(widths) + 2 * (count - 1) <= 80
    longest = [max((len(word) for row in rows for word in row[at].split()), default=0) for at in range(count)]
    if sum(longest) + 2 * (count - 1) <= 80:
        assert all(width >= least for width, least in zip(widths, longest, strict=True))
