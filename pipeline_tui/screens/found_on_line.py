"""What the manager's search finds beside contacts: colleagues, lists, offers that wait, what is late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from pipeline_tui.domain.finding import LONG
from pipeline_tui.domain.offers import Approval
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.red_list import RedList
from pipeline_tui.domain.shop import ListLine
from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.text import fold
from pipeline_tui.screens.people_keys import Beside
from pipeline_tui.ui.words import ROLES
from pipeline_tui.widgets.line_sheet import UNKNOWN
from pipeline_tui.widgets.red_list import red_word
from pipeline_tui.wording import mark, tr

LISTS, APPROVALS, RED, PEOPLE = mark("lists"), mark("approvals"), mark("red list"), mark("people")  # views
MOST = 5  # of each kind, so that people are seen below them


def found_colleagues(
    typed: str, crew: Sequence[Operator], go: Callable[[int], None], *, at_once: bool
) -> tuple[Beside, ...]:
    """Return who of the shop's own people has names that begin with the words typed.

    ``go`` is told whom to show. ``at_once``: one letter is enough, where they are looked at anyway.
    """
    words = fold(typed).split()
    if not words or (len(typed.strip()) < LONG and not at_once):
        return ()
    found = [
        Beside(one.name, _is(one), partial(go, one.id))
        for one in crew
        if all(any(part.startswith(word) for part in fold(one.name).split()) for word in words)
    ]
    return tuple(found[:MOST])


def _is(one: Operator) -> str:
    """Return what somebody does here, or that they left."""
    does = ", ".join(ROLES[role] for role in Role if role in one.roles)
    return tr("colleague: {roles}", roles=does) if one.active else tr("colleague who left")


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
