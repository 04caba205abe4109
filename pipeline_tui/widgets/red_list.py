"""The manager's red list: what went past its time, whose it is, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType

from textual.content import Content

from pipeline_tui.domain.callbacks import PromisedCall, minutes_late
from pipeline_tui.domain.red_list import Red, RedLine, RedList
from pipeline_tui.ui.formatting import (
    ERROR,
    QUIET,
    STRONG,
    column,
    count,
    fixed,
    for_long,
    join,
    planned,
    say,
)
from pipeline_tui.ui.names import Names
from pipeline_tui.wording import mark_many, tr

MOST = 3  # lines of the desk it takes at most
_LATE = 16  # "!! 23 h 59 late"
_KIND = 11

_WORDS = MappingProxyType(
    {
        Red.CALLBACK: mark_many("callback", "callbacks"),
        Red.SLOT: mark_many("agreed time", "agreed times"),
        Red.HAND_OFF: mark_many("hand-off", "hand-offs"),
        Red.CAME_BACK: mark_many("came back", "came back"),
        Red.DEAL: mark_many("deal", "deals"),
        Red.CHECK_IN: mark_many("check-in", "check-ins"),
    }
)


def red_counts(red: RedList) -> str:
    """Return how much of each kind is red: "2 hand-offs · 1 deal"."""
    return " · ".join(count(number, *_WORDS[kind]) for kind, number in red.counts)


def other_lines(
    red: RedList, names: Names, zone: str, now: datetime, width: int, most: int = MOST
) -> list[Content]:
    """Return the oldest lines of what is red, one each: how late, what, who it is, whose, why."""
    shown = red.lines if len(red.lines) <= most and red.total <= most else red.lines[: max(most - 1, 1)]
    rows = [_other(one, names, zone, now, width) for one in shown]
    if red.total > len(shown):
        rows.append(
            fixed(tr("   … {total} more: pipeline-tui report red", total=red.total - len(shown)), QUIET)
        )
    return rows


def red_word(line: RedLine) -> str:
    """Return what is late: "hand-off"."""
    return tr(_WORDS[line.kind][0])


def _other(line: RedLine, names: Names, zone: str, now: datetime, width: int) -> Content:
    late = tr("!! {for_long} late", for_long=for_long(max(minutes_late(line.due, now), 0)))
    why = tr("no next step") if line.why == "no-next-step" else names.step(line.why) if line.why else ""
    whose = line.who or tr("the team")
    tail = " · ".join(part for part in (whose, why) if part)
    room = max(width - _LATE - _KIND - 2, 20)
    name = max(room // 2, room - 34)
    return join(
        column(late, _LATE - 1, ERROR),
        " ",
        column(red_word(line), _KIND, QUIET),
        " ",
        column(line.name, name - 1, STRONG),
        " ",
        say(tail, QUIET),
    ).truncate(width, ellipsis=True)


def red_lines(late: Sequence[PromisedCall], zone: str, now: datetime, width: int) -> list[Content]:
    """Return a line for each call: how late, to whom, whose promise, for when; the rest is counted."""
    most = len(late) if len(late) <= MOST else MOST - 1
    rows = [_line(one, zone, now, width) for one in late[:most]]
    if len(late) > most:
        rows.append(fixed(tr("   … {late} more: pipeline-tui callbacks --all", late=len(late) - most), QUIET))
    return rows


def _line(call: PromisedCall, zone: str, now: datetime, width: int) -> Content:
    whose = (
        tr("by {promised_by}", promised_by=call.promised_by or call.owner)
        if call.promised_by or call.owner
        else ""
    )
    if not call.owner:
        whose = tr("{whose}, the team's", whose=whose) if whose else tr("the team's")
    when = planned(call.due, zone, now)
    room = max(width - _LATE - len(when) - 2, 20)
    name = max(room // 2, room - 30)
    return join(
        column(tr("!! {for_long} late", for_long=for_long(minutes_late(call.due, now))), _LATE - 1, ERROR),
        " ",
        column(call.name, name - 1, STRONG),
        " ",
        column(whose, room - name),
        "  ",
        say(when, QUIET),
    )
