"""One of an operator's own last calls, as a line to choose."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pipeline_tui.ui.formatting import ACCENT, QUIET, column, fixed, join, moment, say
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from textual.content import Content

    from pipeline_tui.domain.contact_acts import RecentCall
    from pipeline_tui.domain.look_ups import PastDial
    from pipeline_tui.ui.names import Names

_WHEN, _NAME, _OUTCOME = 12, 17, 12  # cells


def call_line(nth: int, call: PastDial | RecentCall, names: Names, zone: str, now: datetime) -> Content:
    """Return the digit that chooses it, when it was, with whom, how it ended, and the covered number."""
    return join(
        fixed(f"{nth} " if nth < 10 else "  ", f"bold {ACCENT}"),
        column(moment(call.at, zone, now), _WHEN, QUIET),
        " ",
        column(call.name, _NAME),
        " ",
        column(names.event(call.outcome) if call.outcome else tr("no outcome"), _OUTCOME),
        " ",
        say(call.number, QUIET),
    )
