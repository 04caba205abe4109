"""The clocks a workspace may run on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline_tui.services import clocks


@pytest.mark.parametrize("days", [-400, 400])
def test_a_running_clock_never_shows_less_than_its_start(days: int) -> None:
    """A pause begun at once would else have begun before the clock it is told on."""
    start = clocks.machine() + timedelta(days=days)
    assert timedelta() <= clocks.running_from(start)() - start < timedelta(seconds=2)


def test_a_fixed_clock_stands_still() -> None:
    at = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert {clocks.fixed(at)() for _ in range(3)} == {at}
