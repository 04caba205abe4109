"""Shares by quota: nobody is ever a whole contact away from what is due to them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.distribution import Share, choose_by_quota
from pipeline_tui.domain.hand_over import Candidate, choose_receiver

WEIGHTS = st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any)


@given(WEIGHTS, st.integers(1, 120), st.integers())
def test_nobody_is_a_whole_contact_away_from_their_share(weights: list[int], rounds: int, seed: int) -> None:
    received = Counter[int]()
    for turn in range(1, rounds + 1):
        shares = [Share(id_, weight, received[id_]) for id_, weight in enumerate(weights)]
        chosen = choose_by_quota(shares, f"{seed}-{turn}")
        assert chosen is not None
        received[chosen] += 1
        for id_, weight in enumerate(weights):
            assert abs(received[id_] - Fraction(weight * turn, sum(weights))) < 1


@given(st.integers(1, 7), st.integers(1, 80), st.integers())
def test_equal_people_differ_by_one_at_most(people: int, rounds: int, seed: int) -> None:
    loads = Counter[int]()
    for turn in range(rounds):
        team = [Candidate(id_, on_shift=True, open_load=loads[id_]) for id_ in range(people)]
        chosen = choose_receiver(team, f"{seed}-{turn}")
        assert chosen is not None
        loads[chosen] += 1
        told = [loads[id_] for id_ in range(people)]
        assert max(told) - min(told) <= 1


def test_a_share_of_nothing_receives_nothing() -> None:
    assert choose_by_quota([Share(1, 0, 0)], "act") is None
    assert choose_by_quota([], "act") is None
    assert {choose_by_quota([Share(1, 0, 0), Share(2, 1, 9)], seed) for seed in range(9)} == {2}


def test_ties_are_drawn_by_lot_and_repeatably() -> None:
    team = [Share(id_, 1, 4) for id_ in (1, 2, 3)]
    drawn = Counter(choose_by_quota(team, seed) for seed in range(600))
    assert set(drawn) == {1, 2, 3}
    assert min(drawn.values()) > 130
    assert choose_by_quota(team, "act") == choose_by_quota(reversed(team), "act")
