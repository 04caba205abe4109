"""One's own day as a picture: a row for each hour, reached and not, and the days before beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from pipeline_tui.domain.own_figures import DayFigures, HourFigures, OwnDay, rate
from pipeline_tui.ui.formatting import (
    ACCENT,
    QUIET,
    STRONG,
    clock,
    column,
    count,
    day,
    fixed,
    join,
    timer,
    wrapped,
)
from pipeline_tui.widgets.sheet_parts import columns_of, rule, side_by_side

WIDE = 110
REACHED, RUNG = "█", "░"  # told apart without colour
_WORD = 13  # " 5 of  12"
_LONGEST = 3.0  # cells for one call, so that few calls do not look like many
_LABEL, _FIGURE = 22, 10
_DAY, _CELL = 12, 8


def figures_page(own: OwnDay, today: date, zone: str, width: int) -> list[Content]:
    """Return the whole page of one's own day for a width in cells."""
    left, right = columns_of(width)
    hours_wide = left if width >= WIDE else width
    hours = [
        rule(f"Hours · {REACHED} reached {RUNG} not reached", hours_wide),
        *hour_lines(own.hours, hours_wide),
    ]
    tail = [fixed(""), *_words(own, width)]
    if width < WIDE:
        return [*compared(own, zone), *hours, *tail]
    week = [rule("The days you worked before", right), *day_lines(own.days, today)]
    return [*compared(own, zone), fixed(""), *side_by_side(hours, week, width), *tail]


def heading(own: OwnDay, today: date, zone: str) -> str:
    """Return whose day it is, and until when it is counted."""
    until = f" · until {clock(own.until, zone)}" if own.until is not None else ""
    return f"{own.who} · {day(own.day.day, today)}{until}"


def compared(own: OwnDay, zone: str) -> list[Content]:
    """Return the day's figures, each beside what is usual."""
    one, usual = own.day, own.usual
    by = f"usual by {clock(own.until, zone)}" if own.until is not None else "usual"
    before = (
        (usual.calls, usual.reached, _share(rate(usual.reached, usual.calls)), usual.handed_off)
        if usual
        else ("",) * 4
    )
    rows = (
        ("calls", one.calls, before[0]),
        ("reached", one.reached, before[1]),
        ("reached of calls", _share(one.rate) or "–", before[2]),
        ("handed off", one.handed_off, before[3]),
        ("a call takes, median", _time(one.handling), _time(own.usual_handling)),
        ("pauses", _time(one.paused), "" if own.until else _time(own.usual_paused)),
    )
    head = join(column("", _LABEL), column("today" if own.until else "that day", _FIGURE, QUIET, right=True))
    told = column(by if usual else "", _FIGURE + 6, QUIET, right=True)
    return [
        join(head, told),
        *(
            join(
                column(label, _LABEL),
                column(now, _FIGURE, STRONG, right=True),
                column(then, _FIGURE + 6, QUIET, right=True),
            )
            for label, now, then in rows
        ),
    ]


def hour_lines(hours: Sequence[HourFigures], width: int) -> list[Content]:
    """Return a row for each hour: its beginning, how many of the calls reached, and the same as a bar."""
    if not hours:
        return [fixed("No call yet.", QUIET)]
    most = max(one.calls for one in hours)
    room = max(width - 4 - _WORD, 4)
    cells = min(room / most, _LONGEST) if most else 0.0
    return [_hour(one, cells) for one in hours]


def day_lines(days: Sequence[DayFigures], today: date) -> list[Content]:
    """Return a row for each day, newest first."""
    if not days:
        return [fixed("This is your first day.", QUIET)]
    head = join(
        column("", _DAY),
        *(column(word, _CELL, QUIET, right=True) for word in ("calls", "reached", "rate", "hot", "a call")),
    )
    return [head, *(_day(one, today) for one in reversed(days))]


def _hour(one: HourFigures, cells: float) -> Content:
    long = max(round(one.calls * cells), 1) if one.calls else 0
    full = max(round(one.reached * cells), 1) if one.reached else 0
    bar = join(fixed(REACHED * full, ACCENT), fixed(RUNG * max(long - full, 0), QUIET))
    words = f"{one.reached:>3} of {one.calls:>3}" if one.calls else "  ·"
    return join(column(f"{one.hour:02}", 4, QUIET), fixed(f"{words:<{_WORD}}"), bar)


def _day(one: DayFigures, today: date) -> Content:
    figures = (one.calls, one.reached, _share(one.rate), one.handed_off, _time(one.handling))
    return join(column(day(one.day, today), _DAY), *(column(figure, _CELL, right=True) for figure in figures))


def _words(own: OwnDay, width: int) -> list[Content]:
    if own.best_part and own.best_rate is not None:
        part = "at midday" if own.best_part == "midday" else f"in the {own.best_part}"
        best = f"You reach most {part}: {own.best_rate:.0%} of your cold calls in sixty days."
    else:
        best = "In which part of the day you reach most is said after a hundred calls."
    told = own.hand_offs
    counted = (
        (told.won, "won"),
        (told.accepted, "accepted"),
        (told.returned, "returned"),
        (told.waiting, "waiting"),
    )
    given = told.won + told.accepted + told.returned + told.waiting
    became = ", ".join(f"{number} {word}" for number, word in counted if number)
    since = count(len(own.days) + 1, "day")
    receipts = f"Hand-offs of {since}: {became or 'none'}." if given else f"No hand-off in {since}."
    return [*wrapped(best, width), *wrapped(receipts, width)]


def _share(part: float | None) -> str:
    return "" if part is None else f"{part:.0%}"


def _time(seconds: int | None) -> str:
    return "" if seconds is None else timer(seconds)
