"""What a farmer's Today holds besides check-ins, as lines: complaints, dates near, habits due or broken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.content import Content

from pipeline_tui.domain.caring import Cares, ReorderLine
from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.shop_dates import DateComing
from pipeline_tui.ui.formatting import (
    ERROR,
    QUIET,
    STRONG,
    WARNING,
    column,
    count,
    decimal,
    fixed,
    join,
    money,
    say,
    short_day,
)
from pipeline_tui.widgets.client_parts import occasion_words
from pipeline_tui.widgets.deal_lines import Lines, Setting
from pipeline_tui.widgets.list_parts import HEADING, room_for_name, who
from pipeline_tui.wording import tr, trn

_SECTIONS = 8  # a client may stand in several: each line has its own number
_COMPLAINT, _OCCASION, _DATE, _REORDER = range(4)
_MOST = 12  # lines of a section: more is a list for the shell

Made = list[tuple[int | None, Content]]


def client_under(chosen: int) -> int | None:
    """Return the client of one of these lines; None for any other line."""
    return -chosen // _SECTIONS if chosen < 0 else None


def complaints_open(number: int) -> str:
    """Return how many complaints nobody has put right."""
    return trn("{number} open", "{number} open", number)


def complaint_lines(cares: Cares, today: date, at: Setting) -> Lines:
    """Return who complained and nobody has put it right, oldest first: these come before all else."""
    made: Made = []
    if cares.complaints:
        title = join(
            fixed(tr("Complaints"), f"bold {ERROR}"),
            " ",
            say("· " + complaints_open(len(cares.complaints)), QUIET),
        )
        made.append((None, title))
    for name, one in cares.complaints[:_MOST]:
        since = short_day(local_day(one.opened_at, at.zone), today)
        made.append(
            (
                _number(one.contact_id, _COMPLAINT),
                join(fixed("!! ", ERROR), column(since, 12, WARNING), _named(name, at), say(one.words)),
            )
        )
    return _lines(made)


def care_lines(cares: Cares, today: date, at: Setting) -> Lines:
    """Return yearly dates due, last year's buyers of the shop's dates, and who buys again or no more."""
    made: Made = []
    if cares.occasions:
        made.append((None, _heading(tr("Dates near"), len(cares.occasions), tr("yearly date"))))
    for one in cares.occasions[:_MOST]:
        said = occasion_words(one)
        when, _, what = said.partition(": ")
        line = join(fixed("! ", WARNING), column(when, 13, WARNING), _named(one.name, at), say(what))
        made.append((_number(one.occasion.contact_id, _OCCASION), line))
    made += _rest(len(cares.occasions), "report occasions")
    for each in cares.dates:
        made += _date(each, today, at)
    silent = [one for one in cares.reorders if one.silent]
    due = [one for one in cares.reorders if not one.silent]
    for title, inside in ((tr("Gone silent"), silent), (tr("Due to buy again"), due)):
        if inside:
            made.append((None, _heading(title, len(inside), "client")))
            made += [(_number(one.contact_id, _REORDER), _reorder(one, at)) for one in inside[:_MOST]]
            made += _rest(len(inside), "report farming")
    return _lines(made)


def _date(near: DateComing, today: date, at: Setting) -> Made:
    if not near.buyers:
        return []
    when = {0: tr("today"), 1: tr("tomorrow")}.get(
        near.days_left, tr("in {days_left} days", days_left=near.days_left)
    )
    title = f"{near.name}, {when}"
    made: Made = [
        (None, _heading(title, len(near.buyers), tr("buyer of last year"), tr("buyers of last year")))
    ]
    for one in near.buyers[:_MOST]:
        paid = money(one.amount_minor, one.currency, at.language)
        last = f"{paid} {one.what}".strip()
        line = join(
            "· ", column(short_day(one.bought_on, today), 13, QUIET), _named(one.name, at), say(last, QUIET)
        )
        made.append((_number(one.contact_id, _DATE), line))
    return made + _rest(len(near.buyers), "report occasions")


def _reorder(one: ReorderLine, at: Setting) -> Content:
    if one.silent:
        mark, when = fixed("! ", WARNING), tr("{times} × gap", times=decimal(one.times))
    else:
        mark = fixed("· ")
        late = (
            tr("{value} d late", value=-one.days_left)
            if one.days_left < 0
            else tr("in {days_left} d", days_left=one.days_left)
        )
        when = tr("today") if not one.days_left else late
    last = tr(
        "every {count}, last {short_day}",
        count=count(one.gap, "day"),
        short_day=short_day(one.last_on, local_day(at.now, at.zone)),
    )
    return join(
        mark,
        column(when, 13, WARNING if one.silent else ""),
        _named(who(one.name, one.firm), at),
        say(last, QUIET),
    )


def _named(name: str, at: Setting) -> Content:
    return join(column(name, room_for_name(at.width) - 1, STRONG), " ")


def _heading(title: str, number: int, one: str, many: str = "") -> Content:
    return join(say(title, HEADING), " ", _counted(number, one, many))


def _counted(number: int, one: str, many: str = "") -> Content:
    return say(f"· {count(number, one, many)}", QUIET)


def _rest(number: int, command: str) -> Made:
    more = number - _MOST
    return (
        [(None, fixed(tr("  … {more} more: pipeline-tui {command}", more=more, command=command), QUIET))]
        if more > 0
        else []
    )


def _number(contact_id: int, section: int) -> int:
    return -(contact_id * _SECTIONS + section)


def _lines(made: Iterable[tuple[int | None, Content]]) -> Lines:
    every = tuple(made)
    return Lines(tuple(content for _, content in every), tuple(one for one, _ in every))
