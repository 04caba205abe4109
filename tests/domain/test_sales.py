"""Refunds never give back more than was paid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.sales import LARGEST_MINOR, check_amount, left_of, refund_of


@pytest.mark.parametrize("amount", [0, -1, LARGEST_MINOR + 1])
def test_what_is_no_price_is_refused(amount: int) -> None:
    with pytest.raises(UsageTrouble):
        check_amount(amount)


@pytest.mark.parametrize(
    ("paid", "refunds", "wanted", "back"),
    [
        (4500, (), None, 4500),
        (4500, (-500,), None, 4000),
        (4500, (-500,), 4000, 4000),
        (4500, (), 1, 1),
    ],
)
def test_what_is_given_back(paid: int, refunds: tuple[int, ...], wanted: int | None, back: int) -> None:
    assert refund_of(paid, refunds, wanted) == back


@pytest.mark.parametrize(
    ("paid", "refunds", "wanted"), [(-500, (), None), (4500, (-4500,), None), (4500, (-500,), 4001)]
)
def test_more_than_was_paid_is_refused(paid: int, refunds: tuple[int, ...], wanted: int | None) -> None:
    with pytest.raises(Refused):
        refund_of(paid, refunds, wanted)


@given(paid=st.integers(1, 10**9), wishes=st.lists(st.one_of(st.none(), st.integers(-5, 10**9)), max_size=12))
def test_however_often_it_is_asked_never_more_than_was_paid(paid: int, wishes: list[int | None]) -> None:
    refunds: tuple[int, ...] = ()
    for wish in wishes:
        try:
            refunds = (*refunds, -refund_of(paid, refunds, wish))
        except PipelineError:
            continue
        assert all(one < 0 for one in refunds)
        assert left_of(paid, refunds) == paid + sum(refunds) >= 0
