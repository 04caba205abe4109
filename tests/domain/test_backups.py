"""Which automatic backups are kept: of the last 24 hours and 30 days that have one, and before events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline_tui.domain.backups import Generation, to_prune

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def made(hours_ago: float, reason: str = "hourly") -> Generation:
    at = NOON - timedelta(hours=hours_ago)
    return Generation(f"{at:%Y%m%dT%H%M%SZ}-{reason}.db", at, reason)


@pytest.mark.parametrize(
    ("hours_ago", "pruned"),
    [
        ([], []),
        ([0], []),
        ([0, 1, 2], []),
        ([0.1, 0.2, 0.3], [0.3, 0.2]),  # of one hour the newest
        ([*range(24)], []),
        ([*range(26)], [25, 24]),  # the newest of the day before is among the 24 hours
        ([*range(36)], [35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24]),
        ([24 * day for day in range(30)], []),
        ([24 * day for day in range(32)], [24 * 31, 24 * 30]),
        ([24 * 365 * year for year in range(5)], []),  # a shop that rarely opens loses none
    ],
)
def test_hours_and_days(hours_ago: list[float], pruned: list[float]) -> None:
    assert [each.at for each in to_prune(map(made, hours_ago))] == [made(ago).at for ago in pruned]


def test_the_last_ten_before_an_event_are_kept_beside_the_regular_ones() -> None:
    special = [made(1000 + ago, "before-restore") for ago in range(12)]
    regular = [made(ago) for ago in range(24)]
    assert to_prune([*special, *regular]) == (special[11], special[10])


def test_pruning_twice_prunes_nothing_more() -> None:
    every = [made(ago / 2) for ago in range(2000)]
    left = set(every) - set(to_prune(every))
    assert to_prune(left) == ()
    assert 24 <= len(left) <= 54
