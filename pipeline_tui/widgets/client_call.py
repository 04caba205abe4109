"""What stands beside the script in a call to a client: an open complaint on top, what to ask next below."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from pipeline_tui.domain.desk import Desk
from pipeline_tui.ui.formatting import ACCENT, ERROR, WARNING, fixed, join
from pipeline_tui.widgets.sheet_parts import rule, wrapped
from pipeline_tui.wording import tr

_SHORT = 3  # lines of promises that stay where there is more to say


def beside_call(desk: Desk, promised: Sequence[Content], width: int) -> list[Content]:
    """Return the complaint, what was promised, and the questions with no answer yet; nothing for neither."""
    rows: list[Content] = []
    if desk.complaint:
        rows.append(join(fixed(tr("!! COMPLAINT "), f"bold {ERROR}"), fixed(tr("sell nothing"), WARNING)))
        rows += wrapped(desk.complaint, width, most=2, style=WARNING)
    crowded = bool(desk.complaint or desk.ask_next)
    rows += promised[:_SHORT] if crowded else promised
    if desk.ask_next and not desk.complaint:
        rows.append(rule(tr("Ask next"), width))
        for ask in desk.ask_next:
            rows += [
                join(fixed("? " if not index else "  ", ACCENT), line)
                for index, line in enumerate(wrapped(ask, width - 2, most=2))
            ]
    return rows
