"""Grouping the stages anew: which open work goes to whom, and who gains or loses sight of how much.

A change of structure copies nothing: every contact keeps its stage. What somebody may no longer work goes to
whoever works that stage now, and what was only waiting to be taken goes to the team.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.stages import LEGAL_MOVES, STAGE_OF_ROLE, Move, Stage
from pipeline_tui.domain.structures import Structure, same_tier, stages_covered

WORKED = tuple(STAGE_OF_ROLE.values())
_NONE: Mapping[Stage, int] = MappingProxyType({})


class Work(StrEnum):
    """A kind of open work, as it is counted in a plan."""

    CONTACT = "contact"
    DEAL = "deal"
    CHECK_IN = "check-in"
    PROMISE = "promise"  # a call at a time
    HAND_OFF = "hand-off"
    MESSAGE = "message"
    HOLD = "hold"  # in hand, and not dialled


@dataclass(frozen=True, slots=True)
class Piece:
    """Open work of somebody who may no longer do it."""

    what: Work
    row_id: int
    contact_id: int
    stage: Stage
    from_id: int
    firm_id: int | None = None
    to_team: bool = False  # it waits to be taken: everybody of the stage may
    with_contact: bool = False  # to whoever has its contact from now on


@dataclass(frozen=True, slots=True)
class Handed:
    """A piece and who has it from now on; None is the team."""

    piece: Piece
    to_id: int | None


@dataclass(frozen=True, slots=True)
class WorkMoved:
    """How much of one stage goes from one person to another, or to the team ("")."""

    giver: str
    receiver: str
    stage: Stage
    counts: Mapping[Work, int]


@dataclass(frozen=True, slots=True)
class SightOfOne:
    """What somebody works before and after, and how many contacts come into or leave their sight."""

    name: str
    before: tuple[Stage, ...]
    after: tuple[Stage, ...]
    gains: Mapping[Stage, int] = field(default_factory=lambda: _NONE)
    loses: Mapping[Stage, int] = field(default_factory=lambda: _NONE)

    @property
    def changes(self) -> bool:
        """Return whether anything is different for them."""
        return self.before != self.after or bool(self.gains) or bool(self.loses)


@dataclass(frozen=True, slots=True)
class HandOffsWaiting:
    """What becomes of hand-offs that nobody has accepted yet."""

    stay: int = 0  # with whoever they were given to
    to_team: int = 0  # their receiver no longer works the stage


@dataclass(frozen=True, slots=True)
class JointChanged:
    """A joint of the line that needs brief and acceptance now, or no longer does."""

    from_stage: Stage
    to_stage: Stage
    ceremony: bool


@dataclass(frozen=True, slots=True)
class Restructuring:
    """A change of structure, planned or done."""

    before: Structure
    after: Structure
    people: tuple[SightOfOne, ...]
    moves: tuple[WorkMoved, ...]
    hand_offs: HandOffsWaiting
    joints: tuple[JointChanged, ...]
    let_go: int  # contacts in hand, not dialled, of people who lose their stage: they go back
    calling: int  # the same, in a call: it ends as it began
    applied: bool = False


def uncovered(structure: Structure, crew: Iterable[Operator]) -> tuple[Stage, ...]:
    """Return the stages that nobody would work, in the order of the line."""
    covered = frozenset().union(*(stages_covered(structure, one.roles) for one in crew if one.active))
    return tuple(stage for stage in WORKED if stage not in covered)


def joints_changed(before: Structure, after: Structure) -> tuple[JointChanged, ...]:
    """Return the joints whose ceremony begins or ends with a change of structure."""
    joints = dict.fromkeys(
        (stage, to_stage)
        for (stage, move, _), to_stage in LEGAL_MOVES.items()
        if move in (Move.HAND_OFF, Move.WIN, Move.REPEAT) and stage is not to_stage
        if (stage, move) != (Stage.SCOUTING, Move.WIN)  # a sale of the first call: told by the two others
    )
    return tuple(
        JointChanged(one, other, not same_tier(after, one, other))
        for one, other in joints
        if same_tier(before, one, other) != same_tier(after, one, other)
    )


def share_out(
    pieces: Sequence[Piece],
    teams: Mapping[Stage, Sequence[int]],
    loads: Mapping[Stage, Mapping[int, int]],
) -> tuple[Handed, ...]:
    """Give each piece to whoever of its stage has least, people of one firm to one person.

    What waits to be taken goes to the team. The same pieces, teams and loads are shared out the same way, so
    that a preview says what the act will do. What nobody works stays where it is.
    """
    load = {stage: dict(known) for stage, known in loads.items()}
    chosen: dict[tuple[Stage, int], int] = {}
    owners: dict[int, int] = {}
    handed: list[Handed] = []
    for piece in pieces:
        team = teams.get(piece.stage, ())
        if piece.to_team:
            handed.append(Handed(piece, None))
            continue
        if piece.with_contact:
            handed.append(Handed(piece, owners.get(piece.contact_id)))
            continue
        if not team:
            continue
        of_firm = (piece.stage, piece.firm_id) if piece.firm_id is not None else None
        known = load.setdefault(piece.stage, {})
        to_id = chosen.get(of_firm) if of_firm is not None else None
        if to_id is None:
            to_id = min(team, key=lambda one: (known.get(one, 0), one))
            if of_firm is not None:
                chosen[of_firm] = to_id
        known[to_id] = known.get(to_id, 0) + 1
        if piece.what is Work.CONTACT:
            owners[piece.contact_id] = to_id
        handed.append(Handed(piece, to_id))
    return tuple(handed)


def sight_of(
    operator: Operator,
    structures: tuple[Structure, Structure],
    owned: Mapping[Stage, int],
    taken_by_all: Mapping[Stage, int],
    received: Mapping[Stage, int],
    to_team: Mapping[Stage, int],
) -> SightOfOne:
    """Return what a change from one structure to another does to what one person may see.

    ``owned`` counts contacts that are theirs, ``taken_by_all`` those that everybody of a stage may take
    (the queue, hand-offs to the team), ``received`` what the plan gives them, ``to_team`` what it gives the
    team; all by stage.
    """
    was, will = (stages_covered(one, operator.roles) for one in structures)
    gains: dict[Stage, int] = {}
    loses: dict[Stage, int] = {}
    for stage in WORKED:
        own, shared, new = owned.get(stage, 0), taken_by_all.get(stage, 0), received.get(stage, 0)
        if stage in will:
            new += to_team.get(stage, 0) + (0 if stage in was else shared + own)
            if new:
                gains[stage] = new
        elif stage in was and own + shared:
            loses[stage] = own + shared
    return SightOfOne(
        operator.name,
        tuple(stage for stage in WORKED if stage in was),
        tuple(stage for stage in WORKED if stage in will),
        MappingProxyType(gains),
        MappingProxyType(loses),
    )
