"""The manager's red list: promised calls that are an hour late and that nobody makes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from pipeline_tui.domain.callbacks import PromisedCall, minutes_late
from pipeline_tui.ui.formatting import ERROR, QUIET, STRONG, column, fixed, for_long, join, planned, say

MOST = 3  # lines of the desk it takes at most
_LATE = 16  # "!! 23 h 59 late"


def red_lines(late: Sequence[PromisedCall], zone: str, now: datetime, width: int) -> list[Content]:
    """Return a line for each call: how late, to whom, whose promise, for when; the rest is counted."""
    most = len(late) if len(late) <= MOST else MOST - 1
    rows = [_line(one, zone, now, width) for one in late[:most]]
    if len(late) > most:
        rows.append(fixed(f"   … {len(late) - most} more: pipeline-tui callbacks --all", QUIET))
    return rows


def _line(call: PromisedCall, zone: str, now: datetime, width: int) -> Content:
    whose = f"by {call.promised_by or call.owner}" if call.promised_by or call.owner else ""
    if not call.owner:
        whose = f"{whose}, the team's" if whose else "the team's"
    when = planned(call.due, zone, now)
    room = max(width - _LATE - len(when) - 2, 20)
    name = max(room // 2, room - 30)
    return join(
        column(f"!! {for_long(minutes_late(call.due, now))} late", _LATE - 1, ERROR),
        " ",
        column(call.name, name - 1, STRONG),
        " ",
        column(whose, room - name),
        "  ",
        say(when, QUIET),
    )
