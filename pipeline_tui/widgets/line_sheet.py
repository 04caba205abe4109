"""The line as the manager sees it: people, funnel, lists, and why nothing can be called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from pipeline_tui.domain.crew import AtWork
from pipeline_tui.domain.desk import EmptyQueue
from pipeline_tui.domain.list_states import ListState, Standing, standing_of
from pipeline_tui.domain.shop import FunnelRow, ListLine
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure, stages_covered
from pipeline_tui.ui.formatting import (
    ACCENT,
    QUIET,
    STRONG,
    column,
    count,
    distance,
    fixed,
    how_far,
    join,
    percent,
    planned,
    say,
    sentence,
    state,
)
from pipeline_tui.ui.words import BLOCKERS, STAGES, STAGES_IN_SHORT
from pipeline_tui.wording import WordTable, grouped, mark, tr

_STEPS = WordTable(
    {
        "listed": "on a list",
        "called": "called",
        "reached": "reached",
        "handed_off": "handed over",
        "accepted": "accepted",
        "deal": "deal",
        "won": "won",
        "repeat": "bought again",
    },
    "funnel",
)
_FIGURES = (mark("calls"), mark("spoke"), mark("hot"), mark("won"), mark("check"))
_FIGURE = 6
_STATE, _ORDER, _COUNT = 10, 6, 9  # columns of the table of lists
_BESIDE_NAME = _STATE + _ORDER + _COUNT * 4
_ROOMY = 100
UNKNOWN = "…"  # a figure that is being counted
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


def people_lines(crew: Sequence[AtWork], structure: Structure, now: datetime, width: int) -> list[Content]:
    """Return who works here, which stages they cover, what they are at, and their day in figures."""
    figures = [column(tr(word), _FIGURE, QUIET, right=True) for word in _FIGURES]
    name, at_work = (16, 24) if width >= _ROOMY else (12, 19)
    covers = max(width - name - at_work - _FIGURE * len(_FIGURES), 1)
    named = STAGES if width >= _ROOMY else STAGES_IN_SHORT
    rows = [join(column("", name + covers + at_work), *figures)]
    for one in crew:
        covered = stages_covered(structure, one.operator.roles)
        stages = [named[stage] for stage in Stage if stage in covered]
        words = [*([tr("manager")] if Role.MANAGER in one.operator.roles else []), *stages]
        counted = (one.calls, one.reached, one.handed_off, one.won, one.checked_in)
        rows.append(
            join(
                column(one.operator.name, name - 1, STRONG),
                " ",
                column(_covers(words, one.operator.languages, covers - 1), covers - 1, QUIET),
                " ",
                _state(one, now).truncate(at_work - 1, ellipsis=True, pad=True),
                " ",
                *(column(number or "·", _FIGURE, "" if number else QUIET, right=True) for number in counted),
            )
        )
    return rows


def _covers(words: Sequence[str], languages: Sequence[str], room: int) -> str:
    """Return what somebody does and, when it is not every language, which they speak."""
    does = ", ".join(words) or tr("nothing yet")
    full = tr("{does} · speaks {languages}", does=does, languages=", ".join(languages)) if languages else does
    return full if len(full) <= room else " ".join((does, ",".join(languages))).strip()


def _state(one: AtWork, now: datetime) -> Content:
    if not one.operator.active:
        return fixed(tr("- left"), QUIET)
    since = f" {how_far(one.since, now)}" if one.since is not None else ""
    match one.state:
        case "calling":
            return join(fixed("● ", ACCENT), say(tr("calling{since}", since=since)))
        case "in-hand":
            return join(fixed("○ ", ACCENT), tr("contact in hand"))
        case "idle":
            return join(
                fixed("· ", QUIET), say(tr("last call{since}", since=since) if since else tr("at work"))
            )
        case _:
            return fixed(tr("- not yet today"), QUIET)


def funnel_lines(rows: Sequence[FunnelRow], width: int) -> list[Content]:
    """Return how many got how far, as figures and as bars."""
    most = max((row.contacts for row in rows), default=0)
    room = max(width - 31, 4)
    drawn = []
    for row in rows:
        share = percent(row.of_previous) if row.of_previous is not None else ""
        length = max(round(row.contacts / most * room * 8), 1) if row.contacts else 0
        bar = "█" * (length // 8) + _EIGHTHS[length % 8]
        drawn.append(
            join(
                column(_STEPS.get(row.step) or sentence(row.step), 13),
                column(grouped(row.contacts), 9, STRONG, right=True),
                column(share, 6, QUIET, right=True),
                "  ",
                fixed(bar, ACCENT),
            )
        )
    return drawn or [fixed(tr("Nothing has moved along the line yet."), QUIET)]


def list_head(width: int) -> Content:
    """Return the names of the columns of ``list_line``."""
    name = max(width - _BESIDE_NAME, 8)
    figures = (
        column(word, _COUNT, QUIET, right=True)
        for word in (tr("contacts"), tr("ready"), tr("called"), tr("hot"))
    )
    return join(column("", name + _STATE), column(tr("order"), _ORDER, QUIET, right=True), *figures)


def list_line(one: ListLine, width: int) -> Content:
    """Return a list with its state, its place in the order (1 is called first) and its counts."""
    name = max(width - _BESIDE_NAME, 8)
    mark = state(_standing(one))
    counted = (one.contacts, one.ready, one.called, one.handed_off)
    figures = tuple(grouped(figure) if one.counted else UNKNOWN for figure in counted)
    return join(
        column(one.name, name - 1, STRONG),
        " ",
        mark.pad_right(max(_STATE - mark.cell_length, 0)).truncate(_STATE),
        column(one.priority, _ORDER, QUIET, right=True),
        *(column(figure, _COUNT, right=True) for figure in figures),
    )


def _standing(one: ListLine) -> str:
    """Return how a list stands; a state that this program does not know is shown as it is called."""
    known = one.state in {each.value for each in ListState}
    return standing_of(one).value if known else one.state


def counting() -> Content:
    """Return what stands where figures will, before anything was counted."""
    return fixed(tr("… counting"), QUIET)


def blocked_lines(one: ListLine) -> list[Content]:
    """Return what keeps the contacts of a list from being called, counted."""
    if not one.counted and one.state != ListState.PAUSED:
        return [counting()]
    rows = [blocked_line(number, BLOCKERS[kind]) for kind, number in one.blockers if number]
    match _standing(one):
        case Standing.PAUSED:
            by = tr(" by {paused_by}", paused_by=one.paused_by) if one.paused_by else ""
            return [
                join(fixed("- ", "$warning"), say(tr("Paused{by}: nobody on it is given out.", by=by))),
                *rows,
            ]
        case Standing.HELD:
            return [fixed(tr("! Nothing on it can be called:"), "$warning"), *rows]
        case Standing.OVER:
            return [fixed(tr("Nobody on it waits to be called any more."), QUIET)]
        case Standing.HUNTING | Standing.FARMING as whose:
            word = (
                tr("Hot contacts: the hunters'") if whose is Standing.HUNTING else tr("Clients: the farmers'")
            )
            return [fixed(tr("{word} work from the first day.", word=word), QUIET)]
    return rows or [fixed(tr("Nothing blocks this list."), QUIET)]


def waiting_lines(queue: EmptyQueue, zone: str, now: datetime) -> list[Content]:
    """Return why contacts cannot be called now, counted, and when that changes."""
    rows = [blocked_line(number, BLOCKERS[kind]) for kind, number in queue.blockers.items() if number]
    if not rows:
        return []
    if queue.opens_at is not None:
        when = f"{planned(queue.opens_at, zone, now)} · {distance(queue.opens_at, now)}"
        rows.append(join(fixed(tr("Next opens "), QUIET), say(when, STRONG)))
    return rows


def health(queue: EmptyQueue, ready: int) -> Content:
    """Return in one line whether the scouts have work."""
    blocked = sum(queue.blockers.values())
    if ready:
        return join(
            fixed("✓ ", "$success"), say(tr("{count} can be called now", count=count(ready, "contact")))
        )
    if not blocked:
        return fixed(tr("Nobody to call yet: load a list."), QUIET)
    return join(
        fixed("! ", "$warning"),
        say(tr("nothing can be called now, {blocked} are held back", blocked=blocked)),
    )


def blocked_line(number: int, words: str) -> Content:
    """Return one reason with how many it holds back."""
    return join(column(grouped(number), 7, STRONG, right=True), " ", say(words))
