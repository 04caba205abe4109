"""Shares with their interval, and what open deals are expected to bring."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.forecast import ENOUGH, OpenDeal, expected_on, forecast
from pipeline_tui.domain.playbook import DealStep
from pipeline_tui.domain.shares import Share

NOW = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
ZONE = "Europe/Paris"
STEPS = tuple(
    DealStep(code, MappingProxyType({"en": code}), chance, days, MappingProxyType({"en": "ring"}))
    for code, chance, days in (("brief", 20, 3), ("quote", 50, 14), ("signature", 90, 7))
)
MONTH = timedelta(days=31)


def open_deal(step: str, value: int | None, at: timedelta | None = timedelta(days=1)) -> OpenDeal:
    return OpenDeal(step, value, "EUR", NOW + at if at is not None else None, NOW - timedelta(days=2))


DEALS = st.lists(
    st.builds(
        open_deal,
        st.sampled_from(["brief", "quote", "signature", "dropped"]),
        st.none() | st.integers(1, 10**9),
        st.none() | st.integers(-90, 400).map(lambda days: timedelta(days=days)),
    ),
    max_size=30,
)
SHARES = st.integers(0, 400).flatmap(lambda of: st.integers(0, of).map(lambda hits: Share(hits, of)))
HISTORY = st.fixed_dictionaries(dict.fromkeys(("brief", "quote", "signature", "dropped"), SHARES))


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [  # by hand from Wilson's formula, z = 1.96
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),
        (1, 1, 0.2065, 1.0),
    ],
)
def test_the_interval_is_wilson_s(hits: int, of: int, low: float, high: float) -> None:
    found = Share(hits, of).interval
    assert found == pytest.approx((low, high), abs=1e-4)


@given(SHARES)
def test_an_interval_holds_its_share_and_stays_within_all_and_nothing(share: Share) -> None:
    low, high = share.interval
    assert 0 <= low <= high <= 1
    if share.value is not None:
        assert low <= share.value <= high


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of - 1), st.just(of))))
def test_one_more_won_never_lowers_either_bound_and_more_cases_narrow_it(told: tuple[int, int]) -> None:
    hits, of = told
    one, more = Share(hits, of).interval, Share(hits + 1, of).interval
    assert one[0] <= more[0]
    assert one[1] <= more[1]
    tenfold = Share(hits * 10, of * 10).interval
    assert tenfold[1] - tenfold[0] < one[1] - one[0]


@given(DEALS, HISTORY)
def test_every_sum_lies_between_nothing_and_all(deals: list[OpenDeal], history: dict[str, Share]) -> None:
    made = forecast("Paul", deals, STEPS, history, NOW, ZONE)
    assert sum(line.deals for line in made.months) == len(deals)
    assert sum(line.unvalued for line in made.months) == sum(deal.value_minor is None for deal in deals)
    assert sum(line.total_minor for line in made.months) == sum(deal.value_minor or 0 for deal in deals)
    for line in (*made.months, *made.totals):
        assert 0 <= line.weighted_minor <= line.total_minor
        assert (line.history_minor is None) == (line.low_minor is None) == (line.high_minor is None)
        if line.history_minor is not None and line.low_minor is not None and line.high_minor is not None:
            assert 0 <= line.low_minor <= line.history_minor <= line.high_minor <= line.total_minor
    assert [line.month for line in made.months] == sorted(line.month for line in made.months)
    assert all(line.month >= date(2026, 11, 1) for line in made.months), "nothing is expected in the past"


@given(DEALS, st.integers(0, 100), st.integers(0, 100))
def test_a_likelier_step_never_brings_less(deals: list[OpenDeal], one: int, other: int) -> None:
    low, high = sorted((one, other))

    def summed(chance: int) -> int:
        steps = (replace(STEPS[0], probability=chance), *STEPS[1:])
        return sum(line.weighted_minor for line in forecast("", deals, steps, {}, NOW, ZONE).months)

    assert summed(low) <= summed(high)


@given(DEALS)
def test_the_weighted_sum_is_exact_to_the_minor_unit(deals: list[OpenDeal]) -> None:
    chances = {step.code: Decimal(step.probability) / 100 for step in STEPS}
    for line in forecast("", deals, STEPS, {}, NOW, ZONE).months:
        by_code = {step.code: step for step in STEPS}
        inside = [
            deal
            for deal in deals
            if expected_on(deal, by_code.get(deal.step), NOW, ZONE).replace(day=1) == line.month
        ]
        exact = sum(
            (Decimal(deal.value_minor or 0) * chances.get(deal.step, 0) for deal in inside), Decimal()
        )
        assert line.weighted_minor == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("deal", "on"),
    [
        (open_deal("quote", 1, timedelta(days=9)), date(2026, 12, 2)),
        (open_deal("quote", 1, -timedelta(days=9)), date(2026, 11, 23)),
        (open_deal("quote", 1, None), date(2026, 12, 5)),
        (open_deal("dropped", 1, None), date(2026, 11, 23)),
        (open_deal("quote", 1, timedelta(days=7, hours=10)), date(2026, 12, 1)),  # after midnight in Paris
    ],
)
def test_a_deal_is_expected_with_its_next_step_or_when_its_days_are_over(deal: OpenDeal, on: date) -> None:
    step = next((one for one in STEPS if one.code == deal.step), None)
    assert expected_on(deal, step, NOW, ZONE) == on


def test_history_counts_once_there_is_enough_of_it_in_every_step_that_matters() -> None:
    deals = [open_deal("quote", 10_000), open_deal("brief", None)]
    few = forecast("Paul", deals, STEPS, {"quote": Share(5, ENOUGH - 1)}, NOW, ZONE)
    assert few.months[0].history_minor is None
    enough = forecast("Paul", deals, STEPS, {"quote": Share(5, ENOUGH)}, NOW, ZONE)
    assert enough.months[0].history_minor == 5_000
    assert (enough.months[0].low_minor, enough.months[0].high_minor) == (2366, 7634)
    assert [step.deals for step in enough.steps] == [1, 1, 0]


def test_currencies_are_never_added() -> None:
    deals = [open_deal("quote", 10_000), replace(open_deal("quote", 5_000), currency="CHF")]
    made = forecast("", deals, STEPS, {}, NOW, ZONE)
    assert {line.currency: line.total_minor for line in made.totals} == {"CHF": 5_000, "EUR": 10_000}
