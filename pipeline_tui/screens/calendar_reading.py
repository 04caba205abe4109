"""What the farmer's calendar reads for each of its views: no more than is shown, however much there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline_tui.domain.agenda import Agenda
from pipeline_tui.domain.farming import CheckIn, DayCount
from pipeline_tui.widgets.month_grid import weeks_of
from pipeline_tui.wording import mark

if TYPE_CHECKING:
    from pipeline_tui.screens.doors import Doors

MOST = 40  # lines of a kind that a list shows
_SPREAD = 150  # check-ins of a week or month that are read at once; a fuller one is read day by day
APPOINTMENTS = 25  # of a kind, late and to come
_SOON = timedelta(days=7)
AHEAD = timedelta(days=28)
BACK = timedelta(days=366)
_SUNDAY = timedelta(days=6)


class View(StrEnum):
    """The ways to see the calendar, in the order in which ``v`` goes through them."""

    TODAY = mark("today")
    WEEK = mark("week")
    MONTH = mark("month")
    AGENDA = mark("agenda")

    @property
    def following(self) -> View:
        """Return the view that comes next."""
        every = list(View)
        return every[(every.index(self) + 1) % len(every)]

    @property
    def by_day(self) -> bool:
        """Return whether the cursor stands on a day, and not on a line."""
        return self in (View.WEEK, View.MONTH)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What was read: what is late, the check-ins and counts of the days shown, and the agenda."""

    overdue: tuple[CheckIn, ...] = ()
    days: tuple[CheckIn, ...] = ()
    counts: tuple[DayCount, ...] = ()
    today: DayCount = field(default_factory=lambda: DayCount(date.min))
    agenda: Agenda | None = None
    cut: bool = False  # the days hold more than was read

    def on(self, day: date) -> DayCount:
        """Return the counts of a day."""
        return next((one for one in self.counts if one.day == day), DayCount(day))

    def of(self, day: date) -> list[CheckIn]:
        """Return the check-ins that stand on a day: planned for it, or done on it."""
        return [one for one in self.days if (one.done_on if one.state == "done" else one.due_on) == day]


def span(view: View, on: date, today: date) -> tuple[date, date]:
    """Return the first and the last day a view shows."""
    if view is View.MONTH:
        weeks = weeks_of(on)
        return weeks[0][0], weeks[-1][-1]
    if view is View.WEEK:
        monday = on - timedelta(days=on.weekday())
        return monday, monday + _SUNDAY
    return today, today + (AHEAD if view is View.AGENDA else _SOON)


def read_calendar(doors: Doors, view: View, on: date, today: date) -> Calendar:
    """Return what a view shows, with the day under the cursor."""
    start, end = span(view, on, today)
    overdue = doors.overdue(most=MOST)
    # An agenda says itself which days are closed, and counts what it shows.
    counts = doors.days(today, today) if view is View.AGENDA else doors.days(start, end)
    there = sum(one.planned + one.overdue + one.done for one in counts)
    cut = view.by_day and there > _SPREAD
    most = _SPREAD if view.by_day and not cut else MOST
    days = doors.check_ins(on if cut else start, on if cut else end, most=most)
    return Calendar(
        overdue=overdue,
        days=days,
        counts=counts,
        today=next((one for one in counts if one.day == today), None) or doors.days(today, today)[0],
        agenda=doors.agenda(today - BACK, end, most=APPOINTMENTS) if view is View.AGENDA else None,
        cut=cut,
    )
