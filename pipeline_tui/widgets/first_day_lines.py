"""How far a first day is, in four lines."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from pipeline_tui.domain.first_days import ASKED, FirstDay
from pipeline_tui.domain.practice_calls import CALLS
from pipeline_tui.ui.formatting import QUIET, SUCCESS, column, fixed, join, planned, say
from pipeline_tui.wording import tr


def first_day_lines(day: FirstDay, zone: str, now: datetime) -> list[Content]:
    """Return the four things with what became of each."""
    score = tr(", {points} % on average", points=day.points) if day.points else ""
    parts = (
        (tr("Read your regulation"), day.read_at, ""),
        (
            tr("Answer {count} questions about it", count=ASKED),
            day.answered_at,
            tr("{count} right at once", count=day.right_at_once),
        ),
        (
            tr("Make {count} practice calls", count=CALLS),
            day.practised_enough,
            tr("{count} counted", count=day.practised) + score,
        ),
        (tr("Be released by a manager"), day.released_at, day.released_by),
    )
    return [_line(words, done, told, zone, now) for words, done, told in parts]


def _line(words: str, done: datetime | bool | None, told: str, zone: str, now: datetime) -> Content:
    at = planned(done, zone, now) if isinstance(done, datetime) else ""
    counted = told if done or told.startswith(tuple("123456789")) else ""
    shown = " · ".join(one for one in (at, counted) if one)
    mark = fixed("✓ ", SUCCESS) if done else fixed("· ", QUIET)
    return join(mark, column(words, 32), say(shown, QUIET))
