"""Who takes over whose work: the plan for each receiver, and what came of it.

What belongs to one contact goes to one person, and so do the contacts of one firm: two desks never ring
colleagues. Among the receivers who work a stage and speak the contact's language each gets as much as the
others; where that is open, whoever has the fewer clashes in their diary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pipeline_tui.domain.diaries import MINUTES, clear
from pipeline_tui.domain.open_work import OpenWork, Thing, What, work_of
from pipeline_tui.domain.stages import Role, Stage


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who may receive work."""

    id: int
    name: str
    stages: frozenset[Stage]
    languages: tuple[str, ...] = ()  # () means every one
    busy: tuple[datetime, ...] = ()  # UTC, what is agreed in their own diary
    load: int = 0  # contacts they have already, where that is to count
    away: bool = False  # today
    away_until: date | None = None  # None while away: until they are back
    newcomer: bool = False  # live contacts wait until they are released

    def speaks(self, language: str) -> bool:
        """Return whether they speak a contact's language; one that is not known is everybody's."""
        return not language or not self.languages or language in self.languages


@dataclass(frozen=True, slots=True)
class Part:
    """What one receiver takes over."""

    id: int | None  # None: the team, whoever comes to it first
    name: str
    work: OpenWork
    agreed: int = 0  # times agreed with somebody
    clashes: int = 0  # of these, within half an hour of one of their own
    foreign: int = 0  # contacts whose language they do not speak
    first_at: datetime | None = None  # UTC; the next of the times agreed
    away: bool = False
    away_until: date | None = None
    newcomer: bool = False
    drafts: int = 0  # half typed by the giver, offered with the contact


@dataclass(frozen=True, slots=True)
class Alone:
    """A stage that nobody works any more, and how many contacts wait there for whoever comes."""

    stage: Stage
    waiting: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go to whom, before anything is done."""

    id: int
    name: str
    leaves: bool  # signs in no more afterwards
    work: OpenWork
    parts: tuple[Part, ...]
    alone: tuple[Alone, ...] = ()


@dataclass(frozen=True, slots=True)
class Replaced:
    """What went to whom."""

    id: int
    name: str
    left: bool
    work: OpenWork
    parts: tuple[Part, ...]
    alone: tuple[Alone, ...] = ()


@dataclass(frozen=True, slots=True)
class StagesChanged:
    """What somebody is from now on, and what went to whom."""

    id: int
    name: str
    roles: frozenset[Role]
    stages: frozenset[Stage]
    work: OpenWork
    parts: tuple[Part, ...]
    alone: tuple[Alone, ...] = ()


Given = Mapping[int | None, Sequence[Thing]]  # by receiver; None: the team


def uncovered(things: Iterable[Thing], takers: Sequence[Taker]) -> tuple[Stage, ...]:
    """Return the stages of some things that no receiver works, in the order of the line."""
    covered = frozenset[Stage]().union(*(one.stages for one in takers))
    missing = {one.stage for one in things} - covered
    return tuple(stage for stage in Stage if stage in missing)


def share_out(things: Iterable[Thing], takers: Sequence[Taker], *, to_team: bool = False) -> Given:
    """Return which things go to whom; every stage among them is worked by some taker, or the team takes it.

    With ``to_team`` calls to scout's contacts and hand-offs without an agreed time wait for whoever comes
    first; a deal or a client has one person, so that those are shared out among the takers.
    """
    given: dict[int | None, list[Thing]] = {one.id: [] for one in takers}
    loads = {one.id: one.load for one in takers}
    groups: dict[tuple[Stage, str, int], list[Thing]] = {}
    for piece in _by_contact(things):
        if to_team and _anybodys(piece):
            given.setdefault(None, []).extend(piece)
            continue
        first = piece[0]
        whose = ("firm", first.firm_id) if first.firm_id is not None else ("contact", first.contact_id)
        groups.setdefault((first.stage, *whose), []).extend(piece)
    for group in sorted(groups.values(), key=_largest_first):
        taker = _best(group, takers, given, loads)
        given[taker.id].extend(group)
        loads[taker.id] += len({one.contact_id for one in group})
    return given


def part_of(taker: Taker, things: Sequence[Thing]) -> Part:
    """Return what a receiver takes over, with what they have to know of it."""
    times = sorted(one.at for one in things if one.at is not None)
    return Part(
        taker.id,
        taker.name,
        work_of(things),
        agreed=len(times),
        clashes=_clashes(times, taker.busy),
        foreign=len({one.contact_id for one in things if not taker.speaks(one.language)}),
        first_at=times[0] if times else None,
        away=taker.away,
        away_until=taker.away_until,
        newcomer=taker.newcomer,
    )


def _by_contact(things: Iterable[Thing]) -> list[list[Thing]]:
    """Return the things of each contact at each stage together, in the order of the contacts."""
    pieces: dict[tuple[int, Stage], list[Thing]] = {}
    for one in things:
        pieces.setdefault((one.contact_id, one.stage), []).append(one)
    return [pieces[key] for key in sorted(pieces, key=lambda key: (key[0], key[1].value))]


def _anybodys(piece: Sequence[Thing]) -> bool:
    """Return whether the whole team can be left with what waits for one contact."""
    if piece[0].stage is Stage.SCOUTING:
        return True
    kinds = {one.what for one in piece}
    open_hand_off = any(one.what is What.HAND_OFF and one.at is None for one in piece)
    return kinds == {What.MESSAGE} or (
        open_hand_off and kinds <= {What.HAND_OFF, What.OWNER, What.CHECK_IN, What.MESSAGE}
    )


def _largest_first(group: Sequence[Thing]) -> tuple[int, int]:
    return -len({one.contact_id for one in group}), min(one.contact_id for one in group)


def _best(group: Sequence[Thing], takers: Sequence[Taker], given: Given, loads: Mapping[int, int]) -> Taker:
    """Return who takes a group: works its stage, speaks its languages, has the least, clashes least."""
    there = [one for one in takers if group[0].stage in one.stages]
    speaking = [one for one in there if all(one.speaks(thing.language) for thing in group)]
    times = [one.at for one in group if one.at is not None]

    def order(one: Taker) -> tuple[int, int, int]:
        taken = (*one.busy, *(thing.at for thing in given[one.id] if thing.at is not None)) if times else ()
        return loads[one.id], _clashes(times, taken), one.id

    return min(speaking or there, key=order)


def _clashes(times: Iterable[datetime], taken: Sequence[datetime]) -> int:
    return sum(not clear(at, MINUTES, taken) for at in times)
