"""When something happened, as the lines of "before" show it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from pipeline_tui.domain.desk import PastCall
from pipeline_tui.widgets.sheet_parts import event_time


def test_what_is_known_by_its_day_alone_shows_no_hour() -> None:
    bought = PastCall(datetime(2026, 11, 3, 12, tzinfo=UTC), "Anne", "purchase")
    called = replace(bought, what="no-answer")
    now = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)
    for zone in ("Europe/Paris", "Pacific/Auckland", "Pacific/Honolulu"):
        assert event_time(bought, zone, now) == "3 Nov"
    assert event_time(called, "Europe/Paris", now) == "3 Nov 13:00"
