"""Check-ins as lines: today by time with what is late first, and one day of the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from textual.content import Content

from pipeline_tui.domain.calendar_words import day_name
from pipeline_tui.domain.farming import CheckIn, DayCount
from pipeline_tui.ui.formatting import (
    QUIET,
    STRONG,
    WARNING,
    clock,
    column,
    count,
    day,
    fixed,
    glyph,
    join,
    say,
)
from pipeline_tui.widgets.deal_lines import Lines, Setting
from pipeline_tui.widgets.list_parts import heading, room_for_name, who
from pipeline_tui.wording import tr

_AHEAD = timedelta(days=7)
NO_LINES = Lines((), ())


def agenda_lines(
    overdue: Sequence[CheckIn],
    days: Sequence[CheckIn],
    counts: Sequence[DayCount],
    today: date,
    at: Setting,
    first: Lines = NO_LINES,
    beside: Lines = NO_LINES,
) -> Lines:
    """Return what is late, then today by time, what is done today, and the days to come.

    A heading counts what there is; where the list holds less, its last line says so. Other lines stand
    ``first``, or ``beside`` today's check-ins.
    """
    planned = [one for one in days if one.state == "planned" and not one.overdue]
    there = {one.day: one for one in counts}
    coming = sum(one.planned for one in counts if today < one.day <= today + _AHEAD)
    now = there.get(today, DayCount(today))
    groups = (
        (tr("Overdue"), overdue, len(overdue)),
        (tr("Today"), [one for one in planned if one.due_on == today], now.planned),
        (tr("Done today"), [one for one in days if one.state == "done" and one.done_on == today], 0),
        (tr("Coming"), [one for one in planned if today < one.due_on <= today + _AHEAD], coming),
    )
    made = list(zip(first.ids, first.content, strict=True))
    for title, inside, number in groups:
        if title == "Done today":
            made += zip(beside.ids, beside.content, strict=True)
        if inside or number:
            made.append((None, heading(title, f"· {count(max(number, len(inside)), 'check-in')}")))
            made += [(one.id, check_in_line(one, today, at)) for one in inside]
            if number > len(inside):
                made.append(
                    (
                        None,
                        fixed(
                            tr("  … {number} more: v shows them by day", number=number - len(inside)), QUIET
                        ),
                    )
                )
        elif title == "Today":
            words = tr("Nothing more is planned today.") if overdue else tr("Nothing is planned today.")
            made.append((None, fixed(words, QUIET)))
    if all(one is None for one, _ in made):
        return Lines((), ())
    return Lines(tuple(content for _, content in made), tuple(one for one, _ in made))


def day_lines(check_ins: Sequence[CheckIn], overdue: Sequence[CheckIn], on: date, at: Setting) -> Lines:
    """Return one day of the calendar, what is late first where the day is today."""
    made = [*overdue, *(one for one in check_ins if not one.overdue or one.due_on != on or not overdue)]
    return Lines(tuple(_short_line(one, on, at) for one in made), tuple(one.id for one in made))


def check_in_line(one: CheckIn, today: date, at: Setting) -> Content:
    """Return a check-in over the whole width: when, who, rhythm, and how it ended or what was noted."""
    name = room_for_name(at.width)
    rest = max(at.width - 15 - name - 12, 0)
    said = one.note
    if one.state == "done":
        score = f" {one.satisfaction}/10" if one.satisfaction is not None else ""
        said = " ".join(part for part in (f"{at.names.check_in(one.outcome)}{score}", one.note) if part)
    return join(
        _when(one, today, at),
        column(who(one.name, one.firm), name - 1, STRONG if one.state == "planned" else QUIET),
        " ",
        column(tr("{segment}  {days} d", segment=one.segment, days=one.days), 10, QUIET),
        "  ",
        column(said, rest, QUIET),
    )


def _when(one: CheckIn, today: date, at: Setting) -> Content:
    mark = glyph("overdue" if one.overdue else one.state)
    if one.state == "done":
        return join(mark, " ", column(tr("done"), 13))
    if one.overdue:
        return join(mark, " ", column(day(one.due_on, today), 13, WARNING))
    time = clock(one.due_at, at.zone) if one.due_at is not None else ""
    on = "" if one.due_on == today else day(one.due_on, today)
    return join(mark, " ", column(" ".join(part for part in (on, time) if part), 13))


def _short_line(one: CheckIn, on: date, at: Setting) -> Content:
    mark = glyph("overdue" if one.overdue else one.state)
    if one.overdue and one.due_on != on:
        when = f"{day_name(one.due_on)} {one.due_on.day}"
    elif one.due_at is not None and one.state == "planned":
        when = clock(one.due_at, at.zone)
    else:
        when = tr("done") if one.state == "done" else ""
    days = tr("{segment} {days} d", segment=one.segment, days=one.days)
    name = max(at.width - 9 - len(days) - 1, 6)
    return join(
        mark,
        " ",
        column(when, 7, WARNING if one.overdue else ""),
        column(who(one.name, one.firm), name, STRONG),
        " ",
        say(days, QUIET),
    )
