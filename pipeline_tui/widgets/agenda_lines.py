"""An agenda as lines: what is late, then day by day by time, with what overlaps and which days are closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from textual.content import Content

from pipeline_tui.domain.agenda import CALLBACK, CHECK_IN, NEXT_STEP, SLOT, Agenda, Appointment
from pipeline_tui.domain.calendar_words import long_day_name, long_month_name
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
from pipeline_tui.wording import WordTable, tr

_KINDS = WordTable(
    {NEXT_STEP: "next step", SLOT: "promised them a call", CALLBACK: "call back", CHECK_IN: "check-in"}
)


def ahead_lines(agenda: Agenda, today: date, at: Setting, own: str) -> Lines:
    """Return the days to come with what is late first; lines of the ``own`` kind have that record's id.

    Those of other kinds have numbers below zero: -1 is the first appointment.
    """
    made: list[tuple[int | None, Content]] = []
    numbered = list(enumerate(agenda.appointments, start=1))

    def add(some: Sequence[tuple[int, Appointment]], *, with_day: bool) -> None:
        for number, one in some:
            line = appointment_line(one, today, at, with_day=with_day)
            made.append((one.id if one.kind == own else -number, line))

    late = [(number, one) for number, one in numbered if one.on < today]
    if late:
        made.append((None, _heading(tr("Overdue"), len(late))))
        add(late, with_day=True)
    on = max(agenda.start, today)
    while on <= agenda.end:
        inside = [(number, one) for number, one in numbered if one.on == on]
        closed = agenda.closed.get(on, "")
        if inside or closed or on == today:
            name = tr("Today, {long}", long=_long(on)) if on == today else _long(on)
            made.append((None, _heading(name, len(inside), closed)))
            add(inside, with_day=False)
        on += timedelta(days=1)
    if agenda.more:
        made.append((None, fixed(tr("… and more than an agenda shows: v opens the month."), QUIET)))
    return Lines(tuple(content for _, content in made), tuple(one for one, _ in made))


def appointment_line(one: Appointment, today: date, at: Setting, *, with_day: bool) -> Content:
    """Return an appointment: when, with whom, what overlaps it, and what is to be done."""
    when = day(one.on, today) if with_day else clock(one.at, at.zone) if one.at is not None else ""
    room = 12 if with_day else 6
    name = room_for_name(at.width)
    clash = clash_words(one)
    rest = max(at.width - 2 - room - name - 1, 0)
    what = one.do or _KINDS.get(one.kind, one.kind)
    said = column(what, max(rest - len(clash) - (3 if clash else 0), 0), QUIET)
    late = one.overdue and one.on <= today
    return join(
        glyph("overdue" if late else "planned"),
        " ",
        column(when, room, WARNING if late else ""),
        column(who(one.name, one.firm), name, STRONG),
        " ",
        *((say(clash, WARNING), fixed(" · ", QUIET)) if clash else ()),
        said,
    )


def one_day_lines(agenda: Agenda, on: date, at: Setting) -> list[Content]:
    """Return what stands on one day of an agenda, for the pane beside the list."""
    return [appointment_line(one, on, at, with_day=False) for one in agenda.appointments if one.on == on]


def clash_words(one: Appointment) -> str:
    """Return what gets in the way of an appointment, "" when nothing does."""
    if not one.clashes:
        return ""
    first = one.clashes[0]
    named = tr("with {first}", first=first) if first else tr("while absent")
    more = len(one.clashes) - 1
    return f"! {named}" + (f" +{more}" if more else "")


def _long(on: date) -> str:
    return f"{long_day_name(on)} {on.day} {long_month_name(on)}"


def _heading(title: str, number: int, closed: str = "") -> Content:
    many = f"· {count(number, 'appointment')}" if number else tr("· nothing")
    if not closed:
        return heading(title, many)
    return heading(title, f"× {closed}", many if number else "", style=QUIET)
