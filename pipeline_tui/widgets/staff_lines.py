"""The people of the shop in lines: a table, what is told of one, and the plan of who takes over what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from types import MappingProxyType

from textual.content import Content

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.open_work import work_words
from pipeline_tui.domain.replacing import Alone, Part, Plan
from pipeline_tui.domain.staff import OnStaff
from pipeline_tui.domain.stages import Role, Stage
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
from pipeline_tui.ui.structure_words import STRUCTURE_NAMES
from pipeline_tui.ui.words import ROLES, STAGES, STAGES_IN_SHORT
from pipeline_tui.widgets.sheet_parts import wrapped
from pipeline_tui.wording import mark, mark_as, tr, tr_as, trn

_STANDING = MappingProxyType(
    {
        "talking": ("●", mark("on a call"), ACCENT),
        "in-hand": ("○", mark("contact in hand"), ACCENT),
        "free": ("·", mark("at a desk"), ""),
        "paused": ("-", mark("on a pause"), WARNING),
        "out": ("·", mark("at no desk"), QUIET),
        "left": ("-", mark("left"), QUIET),
    }
)
_HEAD = "head of a column"
_HEADS = (
    mark_as("head of a column", "clients"),
    mark_as("head of a column", "deals"),
    mark_as("head of a column", "calls"),
    mark_as("head of a column", "checks"),
    mark_as("head of a column", "given"),
)
_STATE, _NAME = 17, 14
_NARROW, _ROOMY = 7, 9  # columns of a figure
_WIDE = 90  # columns from which the figures have room


def structure_line(structure: Structure) -> Content:
    """Return the structure with its tiers, each with the stages that one kind of specialist works."""
    tiers = " | ".join(
        "+".join(STAGES[stage] for stage in Stage if stage in tier) for tier in TIERS[structure]
    )
    before, _, rest = tr("Structure {name}: {tiers}").partition("{name}")
    between = rest.partition("{tiers}")[0]
    name = say(STRUCTURE_NAMES[structure], STRONG)
    return join(fixed(before, QUIET), name, fixed(between, QUIET), say(tiers))


def staff_head(width: int) -> Content:
    """Return the names of the columns of ``staff_line``."""
    figure = _ROOMY if width >= _WIDE else _NARROW
    return join(
        column("", width - figure * len(_HEADS)),
        *(column(tr_as(_HEAD, word), figure, QUIET, right=True) for word in _HEADS),
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
    works = ", ".join(STAGES[stage] for stage in Stage if stage in one.stages) or tr("no stage")
    speaks = ", ".join(person.languages) or tr("every language")
    who = tr(
        "Is {roles} and works {stages}; speaks {languages} in calls.",
        roles=", ".join(_roles(one)),
        stages=works,
        languages=speaks,
    )
    told = [
        *wrapped(who, width),
        _absence(one, today),
        *wrapped(tr("Waits for them: {work}.", work=work_words(one.work)), width),
    ]
    if not person.active:
        gone = tr("They left: they sign in no more, and their name stays in the history.")
        told[1:] = [fixed(gone, QUIET)]
    keys = join(
        fixed(tr("Enter "), f"bold {ACCENT}"), tr("what can be done   "), fixed("A ", f"bold {ACCENT}")
    )
    other = fixed("   T ", f"bold {ACCENT}")
    return [*told, join(keys, tr("somebody new"), other, tr("another structure"))]


def part_words(part: Part) -> str:
    """Return what somebody takes over, in words, with what the giver half typed."""
    typed = (
        f"{part.drafts} {trn('half-typed draft', 'half-typed drafts', part.drafts)}" if part.drafts else ""
    )
    return ", ".join(one for one in (work_words(part.work) if not part.work.none else "", typed) if one)


def alone_words(one: Alone) -> str:
    """Return that nobody works a stage any more, and what waits there."""
    if not one.waiting:
        return tr("nobody works {stage} any more", stage=STAGES[one.stage])
    waits = count(one.waiting, "contact")
    return tr(
        "nobody works {stage} any more; waiting there: {contacts}", stage=STAGES[one.stage], contacts=waits
    )


def receiver(part: Part) -> str:
    """Return who takes a part over; the team is no name of anybody."""
    return tr("the team") if part.id is None else part.name


def plan_lines(plan: Plan, zone: str, now: datetime, width: int) -> list[Content]:
    """Return who would get what, with what is to be known of each, and what becomes of the giver."""
    lines: list[Content] = []
    for part in plan.parts:
        lines.append(say(receiver(part), STRONG))
        lines += wrapped(f"  {part_words(part)}", width)
        lines += _notes(part, zone, now, width)
    if not plan.parts:
        lines.append(say(tr("Nothing waits for {name} there: nobody gets anything.", name=plan.name)))
    for one in plan.alone:
        lines += _warned(alone_words(one), width)
    if plan.leaves:
        gone = tr("{name} leaves and signs in no more; u takes it all back.", name=plan.name)
        lines += [fixed(""), say(gone, QUIET)]
    return lines


def _notes(part: Part, zone: str, now: datetime, width: int) -> Iterable[Content]:
    today = local_day(now, zone)
    if part.agreed and part.first_at is not None:
        first = planned(part.first_at, zone, now)
        times = count(part.agreed, "agreed time")
        words = tr("{times}, the first {first}", times=times, first=first)
        yield from wrapped(f"  {words}", width, style=QUIET)
    if part.clashes:
        yield from _warned(
            tr("{times} beside something in their own diary", times=count(part.clashes, "time")), width
        )
    if part.foreign:
        yield from _warned(
            tr("{contacts} in a language they do not speak", contacts=count(part.foreign, "contact")), width
        )
    if part.newcomer:
        yield from _warned(tr("their first day is not over: all of it waits until you release them"), width)
    if part.away:
        until = part.away_until
        away = tr("away until {day}", day=day(until, today)) if until else tr("away until they are back")
        yield from _warned(away, width)


def _warned(words: str, width: int) -> Sequence[Content]:
    return tuple(wrapped(f"  ! {words}", width, style=WARNING))


def _does(one: OnStaff) -> list[str]:
    manager = [tr_as("short", "manager")] if Role.MANAGER in one.operator.roles else []
    return [*manager, *(STAGES_IN_SHORT[stage] for stage in Stage if stage in one.stages)]


def _roles(one: OnStaff) -> list[str]:
    return [ROLES[role] for role in Role if role in one.operator.roles]


def _standing(one: OnStaff, today: date) -> Content:
    if one.standing == "away":
        return join(fixed("- ", WARNING), say(_away(one, today)))
    if one.operator.active and one.operator.newcomer:
        return join(fixed("? ", WARNING), fixed(tr("first day")))
    mark, words, style = _STANDING[one.standing]
    return join(fixed(f"{mark} ", style), fixed(tr(words), QUIET if style == QUIET else ""))


def _away(one: OnStaff, today: date) -> str:
    if one.away_to is None:
        return tr("away, open end")
    return tr("away, to {day}", day=day(one.away_to, today))


def _absence(one: OnStaff, today: date) -> Content:
    if one.away_from is None:
        return fixed(tr("No absence is noted."), QUIET)
    first = day(one.away_from, today)
    told = (
        tr("Away from {first} until they are back.", first=first)
        if one.away_to is None
        else tr("Away from {first} to {last}.", first=first, last=day(one.away_to, today))
    )
    return say(told, WARNING if one.away else "")
