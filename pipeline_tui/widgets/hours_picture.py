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
    percent,
    timer,
    wrapped,
)
from pipeline_tui.ui.words import IN_THE_PART
from pipeline_tui.widgets.sheet_parts import columns_of, rule, side_by_side
from pipeline_tui.wording import tr, tr_as, trn

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
        rule(tr("Hours · {reached} reached {rung} not reached", reached=REACHED, rung=RUNG), hours_wide),
        *hour_lines(own.hours, hours_wide),
    ]
    tail = [fixed(""), *_words(own, width)]
    if width < WIDE:
        return [*compared(own, zone), *hours, *tail]
    week = [rule(tr("The days you worked before"), right), *day_lines(own.days, today)]
    return [*compared(own, zone), fixed(""), *side_by_side(hours, week, width), *tail]


def heading(own: OwnDay, today: date, zone: str) -> str:
    """Return whose day it is, and until when it is counted."""
    until = tr(" · until {clock}", clock=clock(own.until, zone)) if own.until is not None else ""
    return f"{own.who} · {day(own.day.day, today)}{until}"


def compared(own: OwnDay, zone: str) -> list[Content]:
    """Return the day's figures, each beside what is usual."""
    one, usual = own.day, own.usual
    by = tr("usual by {clock}", clock=clock(own.until, zone)) if own.until is not None else tr("usual")
    before = (
        (usual.calls, usual.reached, _share(rate(usual.reached, usual.calls)), usual.handed_off)
        if usual
        else ("",) * 4
    )
    rows = (
        (tr("calls"), one.calls, before[0]),
        (tr("reached"), one.reached, before[1]),
        (tr("reached of calls"), _share(one.rate) or "–", before[2]),
        (tr("handed off"), one.handed_off, before[3]),
        (tr("a call takes, median"), _time(one.handling), _time(own.usual_handling)),
        (tr("pauses"), _time(one.paused), "" if own.until else _time(own.usual_paused)),
    )
    head = join(
        column("", _LABEL),
        column(tr_as("column", "today") if own.until else tr("that day"), _FIGURE, QUIET, right=True),
    )
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
        return [fixed(tr("No call yet."), QUIET)]
    most = max(one.calls for one in hours)
    room = max(width - 4 - _WORD, 4)
    cells = min(room / most, _LONGEST) if most else 0.0
    return [_hour(one, cells) for one in hours]


def day_lines(days: Sequence[DayFigures], today: date) -> list[Content]:
    """Return a row for each day, newest first."""
    if not days:
        return [fixed(tr("This is your first day."), QUIET)]
    head = join(
        column("", _DAY),
        *(
            column(word, _CELL, QUIET, right=True)
            for word in (tr("calls"), tr("reached"), tr("rate"), tr("hot"), tr("a call"))
        ),
    )
    return [head, *(_day(one, today) for one in reversed(days))]


def _hour(one: HourFigures, cells: float) -> Content:
    long = max(round(one.calls * cells), 1) if one.calls else 0
    full = max(round(one.reached * cells), 1) if one.reached else 0
    bar = join(fixed(REACHED * full, ACCENT), fixed(RUNG * max(long - full, 0), QUIET))
    words = tr("{reached:>3} of {calls:>3}", reached=one.reached, calls=one.calls) if one.calls else "  ·"
    return join(column(f"{one.hour:02}", 4, QUIET), fixed(f"{words:<{_WORD}}"), bar)


def _day(one: DayFigures, today: date) -> Content:
    figures = (one.calls, one.reached, _share(one.rate), one.handed_off, _time(one.handling))
    return join(column(day(one.day, today), _DAY), *(column(figure, _CELL, right=True) for figure in figures))


def _words(own: OwnDay, width: int) -> list[Content]:
    if own.best_part and own.best_rate is not None:
        best = tr(
            "You reach most {part}: {best_rate} of your cold calls in sixty days.",
            part=IN_THE_PART[own.best_part],
            best_rate=percent(own.best_rate),
        )
    else:
        best = tr("In which part of the day you reach most is said after a hundred calls.")
    told = own.hand_offs
    counted = (
        (told.won, trn("{number} won", "{number} won", told.won)),
        (told.accepted, trn("{number} accepted", "{number} accepted", told.accepted)),
        (told.returned, trn("{number} returned", "{number} returned", told.returned)),
        (told.waiting, trn("{number} waiting", "{number} waiting", told.waiting)),
    )
    became = ", ".join(words for number, words in counted if number)
    since = count(len(own.days) + 1, "day")
    receipts = (
        tr("Hand-offs of {since}: {became}.", since=since, became=became)
        if became
        else tr("No hand-off in {since}.", since=since)
    )
    return [*wrapped(best, width), *wrapped(receipts, width)]


def _share(part: float | None) -> str:
    return "" if part is None else percent(part)


def _time(seconds: int | None) -> str:
    return "" if seconds is None else timer(seconds)
