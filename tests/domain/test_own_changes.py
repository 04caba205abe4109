"""Fields of the shop's own of a known contact: filled, replaced when asked for, never over what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.import_choices import Known
from pipeline_tui.domain.own_changes import StoodOwn, changed_own

BROUGHT, TYPED = StoodOwn("12", typed=False), StoodOwn("12", typed=True)


@pytest.mark.parametrize(
    ("stood", "says", "how", "takes", "keeps"),
    [
        (None, "9", Known.FILL, "9", False),
        (None, "9", Known.UPDATE, "9", False),
        (None, "9", Known.SKIP, "", False),
        (None, "", Known.UPDATE, "", False),
        (BROUGHT, "9", Known.FILL, "", False),
        (BROUGHT, "9", Known.UPDATE, "9", False),
        (BROUGHT, "12", Known.UPDATE, "", False),
        (BROUGHT, "", Known.UPDATE, "", False),
        (TYPED, "9", Known.FILL, "", False),
        (TYPED, "9", Known.UPDATE, "", True),
        (TYPED, "12", Known.UPDATE, "", False),
        (TYPED, "9", Known.SKIP, "", False),
    ],
)
def test_what_a_row_changes(stood: StoodOwn | None, says: str, how: Known, takes: str, keeps: bool) -> None:
    stands = {"tables": stood} if stood is not None else {}
    wanted, kept = changed_own(stands, [("tables", says)], how)
    assert wanted == ({"tables": takes} if takes else {})
    assert kept == (("tables",) if keeps else ())


CODES = st.sampled_from(["tables", "card", "size"])
VALUES = st.sampled_from(["", "1", "2"])
STANDS = st.dictionaries(CODES, st.builds(StoodOwn, st.sampled_from(["1", "2"]), st.booleans()))


@given(stands=STANDS, told=st.dictionaries(CODES, VALUES), how=st.sampled_from(Known))
def test_nothing_typed_is_replaced_nothing_is_emptied_and_a_second_time_changes_nothing(
    stands: dict[str, StoodOwn], told: dict[str, str], how: Known
) -> None:
    wanted, kept = changed_own(stands, told.items(), how)
    assert all(wanted.values())
    assert not any(code in stands and stands[code].typed for code in wanted)
    assert set(kept) <= {code for code, stood in stands.items() if stood.typed}
    if how is not Known.UPDATE:
        assert not wanted.keys() & stands.keys()
    after = stands | {code: StoodOwn(value, typed=False) for code, value in wanted.items()}
    assert changed_own(after, told.items(), how)[0] == {}
