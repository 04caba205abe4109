"""What the manager's search finds beside people: lists, offers that wait, and what is past its time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from pipeline_tui.domain.finding import LONG
from pipeline_tui.domain.offers import Approval
from pipeline_tui.domain.red_list import RedList
from pipeline_tui.domain.shop import ListLine
from pipeline_tui.domain.text import fold
from pipeline_tui.screens.people_keys import Beside
from pipeline_tui.widgets.line_sheet import UNKNOWN
from pipeline_tui.widgets.red_list import red_word
from pipeline_tui.wording import mark, tr

LISTS, APPROVALS, RED, PEOPLE = mark("lists"), mark("approvals"), mark("red list"), mark("people")  # views
MOST = 5  # of each kind, so that people are seen below them


def found_on_line(
    typed: str,
    lists: Sequence[ListLine],
    waiting: Sequence[Approval],
    red: RedList,
    go: Callable[[str, int], None],
) -> tuple[Beside, ...]:
    """Return what holds every word typed; ``go`` is told the view it stands in, and which line it is."""
    if len(typed.strip()) < LONG:
        return ()
    words = fold(typed).split()

    def holds(*texts: str) -> bool:
        folded = fold(" ".join(texts))
        return all(word in folded for word in words)

    named = [
        Beside(
            one.name,
            tr("list, {ready} ready", ready=one.ready if one.counted else UNKNOWN),
            partial(go, LISTS, at),
        )
        for at, one in enumerate(lists)
        if holds(one.name)
    ]
    asked = [
        Beside(
            one.client,
            tr("offer {number} to approve, by {hunter}", number=one.number, hunter=one.hunter),
            partial(go, APPROVALS, at),
        )
        for at, one in enumerate(waiting)
        if holds(one.number, one.client, one.hunter)
    ]
    late = [
        Beside(one.name, tr("past its time: {red_word}", red_word=red_word(one)), partial(go, RED, at))
        for at, one in enumerate(red.lines)
        if holds(one.name, one.who)
    ]
    return (*named[:MOST], *asked[:MOST], *late[:MOST])
