"""The names of days and months in the language of the interface."""

from __future__ import annotations

from datetime import date

from pipeline_tui.wording import mark, mark_as, tr, tr_as

_DAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
_LONG_DAYS = (
    *(mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday")),
    *(mark("Friday"), mark("Saturday"), mark("Sunday")),
)
_MONTHS = (
    *(mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun")),
    *(mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec")),
)
_LONG_MONTHS = (
    mark_as("month", "January"),
    mark_as("month", "February"),
    mark_as("month", "March"),
    mark_as("month", "April"),
    mark_as("month", "May"),
    mark_as("month", "June"),
    mark_as("month", "July"),
    mark_as("month", "August"),
    mark_as("month", "September"),
    mark_as("month", "October"),
    mark_as("month", "November"),
    mark_as("month", "December"),
)


def day_name(on: date) -> str:
    """Return a day's name in three letters: ``Tue``."""
    return tr(_DAYS[on.weekday()])


def long_day_name(on: date) -> str:
    """Return a day's name: ``Tuesday``."""
    return tr(_LONG_DAYS[on.weekday()])


def month_name(on: date) -> str:
    """Return the short name of a day's month: ``Nov``."""
    return tr(_MONTHS[on.month - 1])


def long_month_name(on: date) -> str:
    """Return the name of a day's month: ``November``."""
    return tr_as("month", _LONG_MONTHS[on.month - 1])
