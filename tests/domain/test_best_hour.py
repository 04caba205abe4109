"""Retries lean to the part of the day that reaches most: shrunk rates, enough calls, never too early."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.best_hour import NONE, Reach, best_hours, best_part, tally
from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.calling_gate import bucket_of, bucket_opens_at, open_now
from pipeline_tui.domain.calling_windows import bucket_closed_on
from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.playbook import After, Outcome, Retry
from pipeline_tui.domain.retry_plan import DAYS, PARTS, describe, falls_in, next_attempt, part_of_day
from pipeline_tui.playbooks.calling_rules import load_rules
from tests.domain.calling_facts import PARIS, utc

DAY = 24 * 60
TUESDAY = utc("2026-11-24T09:30")  # 10:30 in Paris, a morning


def outcome(delay: int = DAY, *, other: bool = True, maximum: int = 4) -> Outcome:
    retry = Retry(delay, maximum, other)
    return Outcome("no-answer", "n", MappingProxyType({"en": "no answer"}), After.RETRY, retry=retry)


def reach(calls: int = 40, shop: tuple[int, int] = (1000, 300), **rates: float) -> Reach:
    """Return so many calls in every part of every working day, reached by the rate of the part or slot."""
    slots = {}
    for day in range(5):
        for part, _ in PARTS:
            rate = rates.get(f"{DAYS[day]}_{part}", rates.get(part, 0.3))
            slots[day, part] = (calls, round(calls * rate))
    return Reach(MappingProxyType(slots), shop)


@pytest.mark.parametrize(
    ("known", "best"),
    [
        (reach(evening=0.6), "wed-evening"),
        (reach(afternoon=0.5), "wed-afternoon"),
        (reach(fri_evening=0.9), "fri-evening"),
        (reach(morning=0.9), ""),  # never the part of the failed attempt
        (reach(), ""),  # a tie is the plan's own time
        (reach(evening=0.31), ""),  # so little better is chance
        (reach(calls=4, evening=1.0), ""),  # eighty calls are too few to steer by
        (Reach(), ""),
        (reach(calls=200, sat_evening=1.0), ""),  # a day never worked is never chosen
        (reach(midday=0.7, evening=0.6), ""),  # the plan's own part is the best already
    ],
)
def test_the_best_part(known: Reach, best: str) -> None:
    assert best_part(outcome(), TUESDAY, PARIS, known) == best


@pytest.mark.parametrize("told", [outcome(other=False), outcome(maximum=1)])
def test_a_plan_that_asks_for_no_other_part_is_left_alone(told: Outcome) -> None:
    assert best_part(told, TUESDAY, PARIS, reach(evening=0.9)) == ""


def test_few_calls_are_drawn_to_the_shop_s_rate() -> None:
    lucky = Reach(MappingProxyType({(2, "evening"): (2, 2), (2, "midday"): (400, 160)}), (1000, 300))
    assert lucky.rate(2, "evening") == pytest.approx((2 + 20 * (2 + 20 * 310 / 1020) / 22) / 22)
    assert 0.3 < lucky.rate(2, "evening") < 0.45
    assert lucky.rate(2, "midday") == pytest.approx(0.395, abs=0.01)
    assert lucky.rate(5, "morning") == pytest.approx(0.3, abs=0.01)
    assert Reach().rate(0, "morning") == 0.5


def test_hours_are_counted_on_the_clock_that_was_rung() -> None:
    at = utc("2026-11-24T17:00")
    told = tally({(at, PARIS): (3, 1), (at, "America/Guadeloupe"): (2, 2)}, (5, 3))
    assert told.by_slot == {(1, "evening"): (3, 1), (1, "midday"): (2, 2)}
    assert told.calls == 5
    assert told.of_part("morning") == NONE


def test_the_best_part_is_said_from_enough_calls_on() -> None:
    part, share = best_hours(reach(evening=0.6)) or ("", 0.0)
    assert part == "evening"
    assert share == pytest.approx(0.57, abs=0.02)
    assert best_hours(reach(calls=4, evening=1.0)) is None
    one_part = Reach(MappingProxyType({(0, "morning"): (500, 100)}), (500, 100))
    assert best_hours(one_part) is None, "one part alone is no comparison"


def test_the_plan_waits_for_the_part_and_says_why() -> None:
    found = next_attempt(outcome(), 1, TUESDAY, PARIS, best="wed-evening")
    assert (found.due, found.part_of_day, found.best) == (utc("2026-11-25T17:00"), "evening", True)
    assert describe(found, 2, PARIS, TUESDAY) == "attempt 2 of 4, next Wed evening, when you reach most"
    plain = next_attempt(outcome(), 1, TUESDAY, PARIS)
    assert next_attempt(outcome(), 1, TUESDAY, PARIS, best="wed-morning") == plain, "the failed part"
    assert next_attempt(outcome(), 1, TUESDAY, PARIS, best="nonsense") == plain
    assert next_attempt(outcome(), 1, TUESDAY, PARIS, lambda _day: True, "wed-evening").best is False
    shut = next_attempt(outcome(), 1, TUESDAY, PARIS, best="wed-evening", opens=lambda _at: None)
    assert shut == plain, "windows win"
    assert next_attempt(outcome(), 4, TUESDAY, PARIS, best="wed-evening").due is None


RULES = load_rules("FR")
SLOTS = [f"{day}-{part}" for day in DAYS for part, _ in PARTS]
INSTANTS = st.integers(0, 730 * DAY).map(lambda minutes: utc("2026-01-01T00:00") + timedelta(minutes=minutes))


@settings(max_examples=150, deadline=None)
@given(
    at=INSTANTS,
    delay=st.integers(0, 4 * DAY),
    slot=st.sampled_from(SLOTS),
    zone=st.sampled_from((PARIS, "America/Guadeloupe", "Indian/Reunion")),
)
def test_never_before_the_delay_always_inside_the_window(
    at: datetime, delay: int, slot: str, zone: str
) -> None:
    bucket = bucket_of(Audience.CONSUMER, "FR", "", zone, ())
    closed = bucket_closed_on(bucket, RULES)
    found = next_attempt(
        outcome(delay), 1, at, zone, closed, slot, lambda when: bucket_opens_at(bucket, RULES, when).opens_at
    )
    assert found.due is not None
    assert found.due >= at + timedelta(minutes=delay)
    assert found.part_of_day != part_of_day(at, zone) or not found.best
    if found.best:
        assert open_now(bucket, RULES, found.due)
        assert falls_in(slot, found.due, zone)
    else:
        assert found == next_attempt(outcome(delay), 1, at, zone, closed)


@settings(max_examples=100, deadline=None)
@given(
    at=INSTANTS,
    delay=st.integers(0, 2 * DAY),
    rates=st.lists(st.tuples(st.integers(0, 300), st.floats(0, 1)), min_size=28, max_size=28),
)
def test_what_is_chosen_is_never_the_failed_part_nor_unknown(
    at: datetime, delay: int, rates: list[tuple[int, float]]
) -> None:
    slots = [(day, part) for day in range(7) for part, _ in PARTS]
    known = Reach(
        MappingProxyType({slot: (n, round(n * r)) for slot, (n, r) in zip(slots, rates, strict=True)}),
        (50, 20),
    )
    chosen = best_part(outcome(delay), at, PARIS, known)
    if chosen:
        weekday, _, part = chosen.partition("-")
        assert part != part_of_day(at, PARIS)
        planned = next_attempt(outcome(delay), 1, at, PARIS).due
        assert planned is not None
        own = planned.astimezone(zone_named(PARIS)).weekday(), part_of_day(planned, PARIS)
        assert known.rate(DAYS.index(weekday), part) > known.rate(*own)
        assert known.of_part(part)[0] >= 20
