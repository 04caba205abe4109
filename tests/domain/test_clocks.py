"""Days as they are on a zone's clock, also where the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pipeline_tui.domain.clocks import day_bounds


@pytest.mark.parametrize(
    ("day", "zone", "began", "hours"),
    [
        (date(2026, 11, 23), "Europe/Paris", datetime(2026, 11, 22, 23, tzinfo=UTC), 24),
        (date(2026, 10, 25), "Europe/Paris", datetime(2026, 10, 24, 22, tzinfo=UTC), 25),
        (date(2026, 3, 29), "Europe/Paris", datetime(2026, 3, 28, 23, tzinfo=UTC), 23),
        (date(2026, 9, 6), "America/Santiago", datetime(2026, 9, 6, 4, tzinfo=UTC), 23),  # no midnight
    ],
)
def test_a_day_lasts_as_long_as_its_clock_says(day: date, zone: str, began: datetime, hours: int) -> None:
    assert day_bounds(day, zone) == (began, began + timedelta(hours=hours))
