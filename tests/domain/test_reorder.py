"""When a client buys again: their own gap, what is due, who has gone silent."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.reorder import AHEAD, ENOUGH, Habit, habit, urgency

TODAY = date(2026, 11, 23)
DAYS = st.lists(st.dates(date(2020, 1, 1), TODAY), min_size=0, max_size=30)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=each) for each in days]


@pytest.mark.parametrize(
    ("bought", "gap"),
    [
        ([], None),
        (ago(40, 20), None),
        (ago(40, 40, 40, 20), None),  # twice in truth: three purchases of one day are one
        (ago(60, 40, 20), 20),
        (ago(100, 60, 20), 40),
        (ago(100, 90, 20), 70),  # of two middle gaps the longer one
        (ago(400, 70, 40, 10), 30),  # one long holiday changes nothing
    ],
)
def test_the_own_gap(bought: list[date], gap: int | None) -> None:
    known = habit(bought)
    assert (known.gap if known else None) == gap


@pytest.mark.parametrize(
    ("last", "due", "silent"),
    [
        (0, False, False),
        (32, False, False),
        (33, True, False),
        (40, True, False),
        (59, True, False),
        (60, False, True),
    ],
)
def test_due_within_a_week_then_late_then_silent(last: int, due: bool, silent: bool) -> None:
    own = Habit(40, TODAY - timedelta(days=last))
    assert (own.due(TODAY), own.silent(TODAY)) == (due, silent)
    assert own.days_left(TODAY) == 40 - last


@given(DAYS)
def test_the_gap_is_the_median_of_the_gaps_between_days(bought: list[date]) -> None:
    days = sorted(set(bought))
    known = habit(bought)
    if len(days) < ENOUGH:
        assert known is None
        return
    gaps = sorted((later - one).days for one, later in pairwise(days))
    assert known is not None
    assert known.gap in gaps
    assert median(gaps) <= known.gap
    assert sum(each <= known.gap for each in gaps) * 2 >= len(gaps)
    assert known.last_on == days[-1]
    assert known.gap >= 1


@given(DAYS, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_matters(bought: list[date], rng: object) -> None:
    other = [*bought, *bought]
    rng.shuffle(other)  # type: ignore[attr-defined]
    assert habit(other) == habit(bought)


@given(st.integers(1, 400), st.integers(0, 4000))
def test_never_due_and_silent_at_once(gap: int, last: int) -> None:
    own = Habit(gap, TODAY - timedelta(days=last))
    assert not (own.due(TODAY) and own.silent(TODAY))
    assert own.silent(TODAY) == (2 * last >= 3 * gap)
    if own.due(TODAY):
        assert own.days_left(TODAY) <= AHEAD


@given(st.lists(st.tuples(st.integers(1, 200), st.integers(0, 900)), min_size=2, max_size=20))
def test_the_silent_stand_on_top_longest_first(told: list[tuple[int, int]]) -> None:
    habits = sorted(
        (Habit(gap, TODAY - timedelta(days=last)) for gap, last in told), key=lambda one: urgency(one, TODAY)
    )
    silent = [one.silent(TODAY) for one in habits]
    assert silent == sorted(silent, reverse=True)
    times = [one.times(TODAY) for one in habits if one.silent(TODAY)]
    assert times == sorted(times, reverse=True)
    left = [one.days_left(TODAY) for one in habits if not one.silent(TODAY)]
    assert left == sorted(left)
