from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.segments import SegmentRule, segment_by_rule

TODAY = date(2026, 11, 23)
RULES = (
    SegmentRule("A", value_12_months=1200, bought_within_days=120),
    SegmentRule("B", value_12_months=150),
    SegmentRule("L", bought_within_days=30),
)


def ago(days: int, amount: int) -> tuple[date, int]:
    return TODAY - timedelta(days=days), amount * 100


@pytest.mark.parametrize(
    ("bought", "segment"),
    [
        ([], "C"),
        ([ago(10, 1200)], "A"),
        ([ago(120, 1200)], "A"),
        ([ago(121, 1200)], "B"),  # much, but not lately
        ([ago(10, 1199)], "B"),
        ([ago(364, 1200), ago(1, 1)], "A"),
        ([ago(365, 1200), ago(1, 1)], "L"),  # a year ago is over
        ([ago(10, 1200), ago(5, -1)], "B"),  # a refund takes away
        ([ago(200, 1500), ago(5, -100)], "B"),  # and is no purchase of these days
        ([ago(30, 10)], "L"),
        ([ago(31, 10)], "C"),
        ([ago(-1, 5000)], "C"),  # dated tomorrow: it counts from then on
    ],
)
def test_the_first_rule_that_is_met_decides(bought: list[tuple[date, int]], segment: str) -> None:
    assert segment_by_rule(RULES, "C", bought, TODAY, 100) == segment


def test_currencies_without_cents_count_whole_units() -> None:
    assert segment_by_rule(RULES, "C", [(TODAY, 1200)], TODAY, 1) == "A"


def test_without_rules_everybody_is_in_the_default_segment() -> None:
    assert segment_by_rule((), "C", [(TODAY, 10**9)], TODAY, 100) == "C"


_BOUGHT = st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(-(10**6), 10**6)))


@given(_BOUGHT)
def test_the_order_in_which_things_were_bought_does_not_matter(bought: list[tuple[date, int]]) -> None:
    shuffled = sorted(bought, key=repr)
    assert segment_by_rule(RULES, "C", bought, TODAY, 100) == segment_by_rule(
        RULES, "C", shuffled, TODAY, 100
    )


@given(_BOUGHT, st.integers(1, 10**7))
def test_buying_more_today_never_lowers_a_segment(bought: list[tuple[date, int]], amount: int) -> None:
    order = ["A", "B", "L", "C"]
    before = segment_by_rule(RULES, "C", bought, TODAY, 100)
    after = segment_by_rule(RULES, "C", [*bought, (TODAY, amount)], TODAY, 100)
    assert order.index(after) <= order.index(before)
