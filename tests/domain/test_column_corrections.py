"""Correcting one column of a list moves no other, except the one whose place it takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.column_corrections import corrected
from pipeline_tui.domain.import_columns import ColumnUse, NumbersWanted, guess_columns
from pipeline_tui.domain.import_headers import FIELDS, SEVERAL

NAMES = ("Nom", "Prénom", "Tél", "Portable", "Mail", "Notes, libres", "3", "Ville")
ROWS = [["Vidal", "Paul", "0199001234", "0699001234", "a@example.org", "rappeler", "x", "Lyon"]]


def _uses(wanted: dict[str, str]) -> tuple[ColumnUse, ...]:
    try:
        return guess_columns(NAMES, ROWS, wanted).uses()
    except NumbersWanted as error:
        return error.columns


def test_a_name_that_was_taken_for_another() -> None:
    before = _uses({})
    assert [use.field for use in before[:2]] == ["last_name", "first_name"]
    after = _uses(dict(corrected(before, 0, "first_name")))
    assert [use.field for use in after[:2]] == ["first_name", ""]


def test_several_columns_may_hold_numbers() -> None:
    after = _uses(dict(corrected(_uses({}), 6, "phone")))
    assert [use.column for use in after if use.field == "phone"] == ["Tél", "3"]


def test_a_column_that_is_not_used_is_not_guessed_again() -> None:
    after = _uses(dict(corrected(_uses({}), 4, "")))
    assert after[4].field == ""
    assert "email" not in {use.field for use in after}


@given(st.lists(st.tuples(st.integers(0, len(NAMES) - 1), st.sampled_from((*FIELDS, ""))), max_size=6))
def test_only_the_column_and_whom_it_displaces_change(steps: list[tuple[int, str]]) -> None:
    uses = _uses({})
    for at, field in steps:
        after = _uses(dict(corrected(uses, at, field)))
        assert after[at].field == field
        for place, (was, now) in enumerate(zip(uses, after, strict=True)):
            displaced = bool(field) and was.field == field and field not in SEVERAL
            if place != at:
                assert now.field == ("" if displaced else was.field), (place, at, field)
        uses = after
