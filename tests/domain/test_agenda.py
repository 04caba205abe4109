"""What overlaps in an agenda is found, and named, both ways; what only touches is not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.agenda import Appointment, in_order, with_clashes

TODAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)


def at(
    number: int, minutes: int | None, *, lasts: int = 30, day: int = 0, kind: str = "check-in"
) -> Appointment:
    on = TODAY + timedelta(days=day)
    when = MORNING + timedelta(days=day, minutes=minutes) if minutes is not None else None
    return Appointment(kind, number, number, f"N{number}", "", on, when, lasts)


def clashes(*given: Appointment, away: dict[date, str] | None = None) -> list[tuple[str, ...]]:
    return [one.clashes for one in with_clashes(given, away or {}, TODAY)]


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (at(1, 0), at(2, 30), False),  # one ends as the other begins
        (at(1, 0), at(2, 29), True),
        (at(1, 0), at(2, 0), True),
        (at(1, 0, lasts=60), at(2, 30), True),
        (at(1, 0), at(2, 0, day=1), False),
        (at(1, 0, day=-1), at(2, 0, day=-1), False),  # over
        (at(1, None), at(2, None), False),  # some time of the day
        (at(1, 0, kind="slot"), at(1, 0), True),  # the same number of another kind
    ],
)
def test_two_overlap_or_do_not(first: Appointment, second: Appointment, both: bool) -> None:
    wanted = [(second.name,), (first.name,)] if both else [(), ()]
    assert clashes(first, second) == wanted
    assert clashes(second, first) == wanted[::-1]


def test_a_long_one_is_in_the_way_of_each_that_falls_into_it() -> None:
    assert clashes(at(1, 0, lasts=120), at(2, 10), at(3, 60), at(4, 120)) == [
        ("N2", "N3"),
        ("N1",),
        ("N1",),
        (),
    ]


def test_what_stands_on_a_day_of_absence_clashes_with_it() -> None:
    away = {TODAY + timedelta(days=1): "skiing"}
    assert clashes(at(1, 0), at(2, 0, day=1), at(3, None, day=1), away=away) == [(), ("",), ()]


def test_the_day_is_in_order_what_has_no_time_comes_last() -> None:
    mixed = [at(1, None), at(2, 90), at(3, 5), at(4, 0, day=-1), at(5, None, day=-1)]
    assert [one.id for one in in_order(mixed)] == [4, 5, 3, 2, 1]


_MADE = st.lists(
    st.builds(
        at, st.integers(1, 10**6), st.integers(0, 300), lasts=st.integers(1, 90), day=st.integers(0, 1)
    ),
    max_size=9,
    unique_by=lambda one: one.id,
)


@given(_MADE)
def test_the_sweep_finds_what_comparing_all_pairs_finds(made: list[Appointment]) -> None:
    for one in with_clashes(made, {}, TODAY):
        wanted = {
            other.name
            for other in made
            if other.id != one.id
            and one.at is not None
            and other.at is not None
            and one.ends is not None
            and other.ends is not None
            and one.at < other.ends
            and other.at < one.ends
        }
        assert set(one.clashes) == wanted
