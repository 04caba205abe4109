"""Ceremony, limits in working time, lateness and the fair choice."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from pipeline_tui.domain.hand_over import (
    Candidate,
    Waiting,
    choose_receiver,
    limit_at,
    needs_ceremony,
    waiting_state,
)
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.domain.working_time import parse_hours
from tests.domain.calling_facts import PARIS, utc

S, H, F = Stage.SCOUTING, Stage.HUNTING, Stage.FARMING
CEREMONY = {
    (Structure.THREE_TIER, S, H),
    (Structure.THREE_TIER, H, F),
    (Structure.THREE_TIER, S, F),
    (Structure.TWO_TIER_FINDER, S, H),
    (Structure.TWO_TIER_FINDER, S, F),
    (Structure.TWO_TIER_CLOSER, H, F),
    (Structure.TWO_TIER_CLOSER, S, F),
}


@pytest.mark.parametrize("structure", Structure)
@pytest.mark.parametrize(("one", "other"), [(S, H), (H, F), (S, F)])
def test_ceremony_only_between_tiers(structure: Structure, one: Stage, other: Stage) -> None:
    expected = (structure, one, other) in CEREMONY
    assert needs_ceremony(structure, one, other) is expected
    assert needs_ceremony(structure, other, one) is expected


@pytest.mark.parametrize(
    ("given", "minutes", "limit"),
    [
        ("2026-11-24T09:00", 120, "2026-11-24T11:00"),
        ("2026-11-24T17:30", 120, "2026-11-25T09:30"),
        ("2026-11-28T17:30", 120, "2026-11-30T09:30"),  # Saturday evening to Monday
        ("2026-12-24T17:30", 120, "2026-12-26T09:30"),  # over Christmas
    ],
)
def test_limits_run_in_working_time(given: str, minutes: int, limit: str) -> None:
    found = limit_at(
        utc(given), minutes, parse_hours("Mon-Sat 9-19"), PARIS, lambda day: (day.month, day.day) == (12, 25)
    )
    assert found == utc(limit)


GIVEN = utc("2026-11-24T09:00")


@pytest.mark.parametrize(
    ("limit", "waited", "state"),
    [
        (120, 0, Waiting.FRESH),
        (120, 119.9, Waiting.FRESH),
        (120, 120, Waiting.TEAM),
        (120, 179.9, Waiting.TEAM),
        (120, 180, Waiting.RED),
        (15, 29.9, Waiting.TEAM),
        (15, 30, Waiting.RED),
        (None, 10_000, Waiting.FRESH),
    ],
)
def test_waiting_state(limit: int | None, waited: float, state: Waiting) -> None:
    limit_at_ = None if limit is None else GIVEN + timedelta(minutes=limit)
    assert waiting_state(GIVEN, limit_at_, GIVEN + timedelta(minutes=waited)) is state


def test_the_least_loaded_on_shift_receives() -> None:
    team = [Candidate(1, True, 3), Candidate(2, False, 0), Candidate(3, True, 2)]
    assert choose_receiver(team, "any") == 3
    assert choose_receiver(team[1:2], "any") is None
    assert choose_receiver([], "any") is None


def test_ties_are_drawn_by_lot_and_repeatably() -> None:
    team = [Candidate(number, True, 2) for number in (1, 2, 3)] + [Candidate(4, True, 3)]
    drawn = Counter(choose_receiver(team, seed) for seed in range(600))
    assert set(drawn) == {1, 2, 3}
    assert min(drawn.values()) > 130
    assert choose_receiver(team, "act") == choose_receiver(reversed(team), "act")
