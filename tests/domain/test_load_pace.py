"""How fast a load goes: said only once it says something."""

from __future__ import annotations

import pytest

from pipeline_tui.domain.load_pace import Pace


@pytest.mark.parametrize(
    ("done", "total", "seconds", "share", "rate", "left"),
    [
        (0, 0, 0.0, 0.0, None, None),
        (0, 2000, 5.0, 0.0, None, None),
        (400, 2000, 0.5, 0.2, None, None),
        (400, 2000, 2.0, 0.2, 200.0, 8.0),
        (400, 0, 2.0, 0.0, 200.0, None),
        (2000, 2000, 10.0, 1.0, 200.0, 0.0),
        (2100, 2000, 10.0, 1.0, 210.0, 0.0),
    ],
)
def test_pace(
    done: int, total: int, seconds: float, share: float, rate: float | None, left: float | None
) -> None:
    pace = Pace(done, total, seconds)
    assert (pace.share, pace.rate, pace.left) == (share, rate, left)
