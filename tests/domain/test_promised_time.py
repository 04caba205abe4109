"""Times found inside promises."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline_tui.domain.promised_time import promised_at

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)  # Monday, 14:00 in Paris


@pytest.mark.parametrize(
    ("text", "language", "at"),
    [
        ("visit, tue 14:20", "en", datetime(2026, 11, 24, 13, 20, tzinfo=UTC)),
        ("je rappelle demain 15h", "fr", datetime(2026, 11, 24, 14, 0, tzinfo=UTC)),
        ("demain 15h: essayage", "fr", datetime(2026, 11, 24, 14, 0, tzinfo=UTC)),
        ("demain 15h visite du salon", "fr", datetime(2026, 11, 24, 14, 0, tzinfo=UTC)),
        ("call back +2h", "en", datetime(2026, 11, 23, 15, 0, tzinfo=UTC)),
        ("send 2", "en", None),
        ("send the offer", "en", None),
        ("?", "en", None),
        ("", "en", None),
    ],
)
def test_the_time_of_a_promise(text: str, language: str, at: datetime | None) -> None:
    assert promised_at(text, NOW, "Europe/Paris", language) == at
