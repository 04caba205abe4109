"""The line as the manager sees it: people, funnel, lists, and why nothing can be called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType

from textual.content import Content

from pipeline_tui.domain.desk import EmptyQueue
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.shop import FunnelRow, ListLine
from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.structures import Structure, stages_covered
from pipeline_tui.ui.formatting import (
    ACCENT,
    QUIET,
    STRONG,
    column,
    count,
    distance,
    fixed,
    join,
    planned,
    say,
    sentence,
    state,
)
from pipeline_tui.ui.words import BLOCKERS

_STEPS = MappingProxyType(
    {
        "listed": "on a list",
        "called": "called",
        "reached": "reached",
        "handed_off": "handed over",
        "accepted": "accepted",
        "deal": "deal",
        "won": "won",
        "repeat": "bought again",
    }
)
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


def people_lines(people: Sequence[Operator], structure: Structure, width: int) -> list[Content]:
    """Return who works here and which stages each of them covers."""
    name = max(width // 3, 10)
    rows = []
    for one in people:
        stages = [stage.value for stage in sorted(stages_covered(structure, one.roles))]
        words = [*(["manager"] if Role.MANAGER in one.roles else []), *stages]
        covers = say(", ".join(words) or "nothing yet", QUIET)
        away = fixed("  - left", QUIET) if not one.active else fixed("")
        rows.append(join(column(one.name, name - 1, STRONG if one.active else QUIET), " ", covers, away))
    return rows


def funnel_lines(rows: Sequence[FunnelRow], width: int) -> list[Content]:
    """Return how many got how far, as figures and as bars."""
    most = max((row.contacts for row in rows), default=0)
    room = max(width - 29, 4)
    drawn = []
    for row in rows:
        share = f"{row.of_previous:.0%}" if row.of_previous is not None else ""
        length = max(round(row.contacts / most * room * 8), 1) if row.contacts else 0
        bar = "█" * (length // 8) + _EIGHTHS[length % 8]
        drawn.append(
            join(
                column(_STEPS.get(row.step) or sentence(row.step), 13),
                column(row.contacts, 7, STRONG, right=True),
                column(share, 6, QUIET, right=True),
                "  ",
                fixed(bar, ACCENT),
            )
        )
    return drawn or [fixed("Nothing has moved along the line yet.", QUIET)]


def list_head(width: int) -> Content:
    """Return the names of the columns of ``list_line``."""
    name = max(width - 42, 8)
    figures = (column(word, 8, QUIET, right=True) for word in ("contacts", "ready", "called", "hot"))
    return join(column("", name), column("", 10), *figures)


def list_line(one: ListLine, width: int) -> Content:
    """Return a list with its state and counts."""
    name = max(width - 42, 8)
    mark = state(one.state)
    figures = (one.contacts, one.ready, one.called, one.handed_off)
    return join(
        column(one.name, name - 1, STRONG),
        " ",
        mark.pad_right(max(10 - mark.cell_length, 0)),
        *(column(figure, 8, right=True) for figure in figures),
    )


def blocked_lines(one: ListLine) -> list[Content]:
    """Return what keeps the contacts of a list from being called, counted."""
    rows = [_blocked(number, BLOCKERS[kind]) for kind, number in one.blockers if number]
    return rows or [fixed("Nothing blocks this list.", QUIET)]


def waiting_lines(queue: EmptyQueue, zone: str, now: datetime) -> list[Content]:
    """Return why contacts cannot be called now, counted, and when that changes."""
    rows = [_blocked(number, BLOCKERS[kind]) for kind, number in queue.blockers.items() if number]
    if not rows:
        return []
    if queue.opens_at is not None:
        when = f"{planned(queue.opens_at, zone, now)} · {distance(queue.opens_at, now)}"
        rows.append(join(fixed("The next one opens ", QUIET), say(when, STRONG)))
    return rows


def health(queue: EmptyQueue, ready: int) -> Content:
    """Return in one line whether the scouts have work."""
    blocked = sum(queue.blockers.values())
    if ready:
        return join(fixed("✓ ", "$success"), say(f"{count(ready, 'contact')} can be called now"))
    if not blocked:
        return fixed("No contact waits to be called: load a list.", QUIET)
    return join(fixed("! ", "$warning"), say(f"nothing can be called now, {blocked} are held back"))


def _blocked(number: int, words: str) -> Content:
    return join(column(number, 7, STRONG, right=True), " ", say(words))
