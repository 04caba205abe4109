"""A scout's day in figures, as the service would have counted it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from pipeline_tui.domain.own_figures import Became, DayFigures, HourFigures, OwnDay, Usual

UNTIL = datetime(2026, 11, 23, 13, 3, tzinfo=UTC)  # 14:03 in Paris


def a_day() -> OwnDay:
    """Return Amélie's Monday."""
    monday = date(2026, 11, 23)
    days = tuple(
        DayFigures(monday - timedelta(days=back), 60 + back, 19 + back % 4, back % 5, 150 + back, 900)
        for back in (11, 10, 7, 6, 5, 4, 3)
    )
    calls, reached = (9, 12, 0, 9, 7), (2, 3, 0, 4, 3)
    return OwnDay(
        who="Amélie",
        day=DayFigures(monday, 37, 12, 4, 160, 1080),
        until=UNTIL,
        usual=Usual(31, 10, 3, 7),
        usual_handling=155,
        usual_paused=900,
        hours=tuple(HourFigures(9 + n, calls[n], reached[n]) for n in range(5)),
        days=days,
        best_part="evening",
        best_rate=0.41,
        hand_offs=Became(2, 5, 1, 1),
    )
