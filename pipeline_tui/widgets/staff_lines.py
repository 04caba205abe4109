"""The people of the shop in lines: a table, what is told of one, and the plan of who takes over what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from types import MappingProxyType

from textual.content import Content

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.open_work import OpenWork
from pipeline_tui.domain.replacing import Part, Plan
from pipeline_tui.domain.staff import OnStaff
from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.structures import TIERS, Structure
from pipeline_tui.ui.formatting import (
    ACCENT,
    QUIET,
    STRONG,
    WARNING,
    column,
    count,
    day,
    fixed,
    join,
    planned,
    say,
)
from pipeline_tui.widgets.sheet_parts import wrapped

_STANDING = MappingProxyType(
    {
        "talking": ("●", "on a call", ACCENT),
        "in-hand": ("○", "contact in hand", ACCENT),
        "free": ("·", "at a desk", ""),
        "paused": ("-", "on a pause", WARNING),
        "out": ("·", "at no desk", QUIET),
        "left": ("-", "left", QUIET),
    }
)
_HEADS = ("clients", "deals", "calls", "checks", "given")
_STATE, _NAME = 17, 14
_NARROW, _ROOMY = 7, 9  # columns of a figure
_WIDE = 90  # columns from which the figures have room


def structure_line(structure: Structure) -> Content:
    """Return the structure with its tiers, each with the stages that one kind of specialist works."""
    tiers = " | ".join("+".join(stage.value for stage in sorted(tier)) for tier in TIERS[structure])
    return join(fixed("Structure ", QUIET), say(structure.value, STRONG), fixed(": ", QUIET), say(tiers))


def staff_head(width: int) -> Content:
    """Return the names of the columns of ``staff_line``."""
    figure = _ROOMY if width >= _WIDE else _NARROW
    return join(
        column("", width - figure * len(_HEADS)),
        *(column(word, figure, QUIET, right=True) for word in _HEADS),
    )


def staff_line(one: OnStaff, today: date, width: int) -> Content:
    """Return who somebody is, what they do, whether they are there, and what waits for them."""
    figure = _ROOMY if width >= _WIDE else _NARROW
    does = max(width - _NAME - _STATE - figure * len(_HEADS), 6)
    work = one.work
    figures = (work.clients, work.deals, work.callbacks, work.check_ins, work.hand_offs)
    gone = QUIET if not one.operator.active else STRONG
    return join(
        column(one.operator.name, _NAME - 1, gone),
        " ",
        column(", ".join(_does(one)), does - 1, QUIET),
        " ",
        _standing(one, today).truncate(_STATE - 1, ellipsis=True, pad=True),
        " ",
        *(column(number or "·", figure, "" if number else QUIET, right=True) for number in figures),
    )


def person_lines(one: OnStaff, today: date, width: int) -> list[Content]:
    """Return everything about one person, in a few lines."""
    person = one.operator
    works = ", ".join(stage.value for stage in sorted(one.stages)) or "no stage"
    speaks = ", ".join(person.languages) or "every language"
    told = [
        *wrapped(f"Is {', '.join(_roles(one))} and works {works}; speaks {speaks} in calls.", width),
        _absence(one, today),
        *wrapped(f"Waits for them: {work_words(one.work)}.", width),
    ]
    if not person.active:
        told[1:] = [fixed("They left: they sign in no more, and their name stays in the history.", QUIET)]
    keys = join(fixed("Enter ", f"bold {ACCENT}"), "what can be done   ", fixed("A ", f"bold {ACCENT}"))
    other = fixed("   T ", f"bold {ACCENT}")
    return [*told, join(keys, "somebody new", other, "another structure")]


def work_words(work: OpenWork) -> str:
    """Return how much waits, in words; "nothing" when nothing does."""
    told = (
        *((work.clients, "client"), (work.deals, "deal"), (work.callbacks, "promised call")),
        *((work.check_ins, "check-in"), (work.hand_offs, "hand-off"), (work.messages, "message")),
    )
    parts = [count(number, word) for number, word in told if number]
    if not parts and work.contacts:
        parts = [count(work.contacts, "contact")]
    return ", ".join(parts) or "nothing"


def plan_lines(plan: Plan, zone: str, now: datetime, width: int) -> list[Content]:
    """Return who would get what, with what is to be known of each, and what becomes of the giver."""
    lines: list[Content] = []
    for part in plan.parts:
        lines.append(say(part.name, STRONG))
        lines += wrapped(f"  {work_words(part.work)}", width)
        lines += _notes(part, zone, now, width)
    if not plan.parts:
        lines.append(say(f"Nothing waits for {plan.name} there: nobody gets anything."))
    if plan.leaves:
        lines += [fixed(""), say(f"{plan.name} leaves and signs in no more; u takes it all back.", QUIET)]
    return lines


def _notes(part: Part, zone: str, now: datetime, width: int) -> Iterable[Content]:
    today = local_day(now, zone)
    if part.agreed and part.first_at is not None:
        first = planned(part.first_at, zone, now)
        yield from wrapped(f"  {count(part.agreed, 'agreed time')}, the first {first}", width, style=QUIET)
    if part.clashes:
        yield from _warned(f"{count(part.clashes, 'time')} beside something in their own diary", width)
    if part.foreign:
        yield from _warned(f"{count(part.foreign, 'contact')} in a language they do not speak", width)
    if part.away:
        until = f"until {day(part.away_until, today)}" if part.away_until else "until they are back"
        yield from _warned(f"away {until}", width)


def _warned(words: str, width: int) -> Sequence[Content]:
    return tuple(wrapped(f"  ! {words}", width, style=WARNING))


def _does(one: OnStaff) -> list[str]:
    manager = ["manager"] if Role.MANAGER in one.operator.roles else []
    return [*manager, *(stage.value for stage in sorted(one.stages))]


def _roles(one: OnStaff) -> list[str]:
    return [role.value for role in Role if role in one.operator.roles]


def _standing(one: OnStaff, today: date) -> Content:
    if one.standing == "away":
        return join(fixed("- ", WARNING), say(f"away, {_until(one, today)}"))
    if one.operator.active and one.operator.newcomer:
        return join(fixed("? ", WARNING), fixed("first day"))
    mark, words, style = _STANDING[one.standing]
    return join(fixed(f"{mark} ", style), fixed(words, QUIET if style == QUIET else ""))


def _until(one: OnStaff, today: date) -> str:
    return f"to {day(one.away_to, today)}" if one.away_to is not None else "open end"


def _absence(one: OnStaff, today: date) -> Content:
    if one.away_from is None:
        return fixed("No absence is noted.", QUIET)
    until = f"to {day(one.away_to, today)}" if one.away_to is not None else "until they are back"
    return say(f"Away from {day(one.away_from, today)} {until}.", WARNING if one.away else "")
