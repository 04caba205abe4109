"""What a receiver gave back: as a line, and with the reason and the brief as it was, as a sheet."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from pipeline_tui.domain.hunting import HandOff
from pipeline_tui.ui.formatting import QUIET, STRONG, WARNING, column, fixed, join, moment, say
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.sheet_parts import columns_of, history, labelled_all, rule, side_by_side, wrapped
from pipeline_tui.wording import tr

_TWO_COLUMNS = 70


def back_line(back: HandOff, names: Names, width: int) -> Content:
    """Return on one line who came back, and why."""
    room = max(width // 2, 14)
    return join(
        fixed("↩ ", WARNING),
        column(back.name, room - 2, STRONG),
        " ",
        say(names.reason(back.reason), QUIET),
    ).truncate(width, ellipsis=True)


def back_sheet(back: HandOff, names: Names, zone: str, now: datetime, width: int) -> list[Content]:
    """Return why it came back, what the receiver wrote, the brief as it was, and what was before."""
    firm = say(f"· {back.firm}" if back.firm else "", QUIET)
    head = [
        join(say(back.name, STRONG), " ", firm),
        say(
            tr(
                "↩ {reason} · from {answered_by}",
                reason=names.reason(back.reason),
                answered_by=back.answered_by,
            ),
            WARNING,
        ),
        *wrapped(back.note, width),
        say(
            tr(
                "given {moment} · yours again until you hand it over", moment=moment(back.given_at, zone, now)
            ),
            QUIET,
        ),
        fixed(tr("F8 opens the brief and hands it over again")),
    ]
    left, right = columns_of(width) if width >= _TWO_COLUMNS else (width, width)
    brief = [
        rule(tr("Your brief"), left),
        *(labelled_all(back.brief, names, left) or [fixed(tr("No brief."), QUIET)]),
    ]
    before = [rule(tr("Before"), right), *history(list(back.before), names, zone, now, right)]
    if width >= _TWO_COLUMNS:
        return [*head, *side_by_side(brief, before, width)]
    return [*head, *brief, *before]
