"""Stages of the line, the specialists who work them, and every legal move between stages.

``LEGAL_MOVES`` is the one table that services, help and tests read: an absent triple is refused.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """Where a contact stands on the line; a contact has exactly one."""

    SCOUTING = "scouting"
    HUNTING = "hunting"
    FARMING = "farming"
    CLOSED = "closed"


class Role(StrEnum):
    """What an operator is; the first three work a stage, the manager runs the line."""

    SCOUT = "scout"
    HUNTER = "hunter"
    FARMER = "farmer"
    MANAGER = "manager"


class Move(StrEnum):
    """An act that may change a contact's stage."""

    HAND_OFF = "hand_off"  # the scout gives a hot contact to the hunters
    RETURN = "return"  # the receiver sends it back with a reason
    RETURN_SALE = "return_sale"  # the farmer gives a client back to the scout who sold
    RETURN_REPEAT = "return_repeat"  # the hunter gives a client back to the farmer
    WIN = "win"  # the first purchase: the farmer's from now on
    LOSE = "lose"  # the deal is lost, for good
    LOSE_REPEAT = "lose_repeat"  # a client's further deal is lost: the farmer's again
    END = "end"  # an outcome that ends the work: refused for good, deceased, no number left
    WIN_BACK = "win_back"  # a lost deal's contact, or a silent client, goes back to the scouts
    REPEAT = "repeat"  # a farmer's repeat deal handed to a hunter
    REOPEN = "reopen"  # the manager brings a closed contact back
    LOAD_HOT = "load_hot"  # a base of hot contacts names somebody who only waits with the scouts
    LOAD_CLIENT = "load_client"  # the clients somebody brings along do


STAGE_OF_ROLE = MappingProxyType(
    {Role.SCOUT: Stage.SCOUTING, Role.HUNTER: Stage.HUNTING, Role.FARMER: Stage.FARMING}
)
ROLE_OF_STAGE = MappingProxyType({stage: role for role, stage in STAGE_OF_ROLE.items()})

LEGAL_MOVES = MappingProxyType(
    {
        (Stage.SCOUTING, Move.HAND_OFF, Role.SCOUT): Stage.HUNTING,
        (Stage.SCOUTING, Move.END, Role.SCOUT): Stage.CLOSED,
        (Stage.SCOUTING, Move.WIN, Role.SCOUT): Stage.FARMING,
        (Stage.HUNTING, Move.RETURN, Role.HUNTER): Stage.SCOUTING,
        (Stage.HUNTING, Move.RETURN_REPEAT, Role.HUNTER): Stage.FARMING,
        (Stage.HUNTING, Move.WIN, Role.HUNTER): Stage.FARMING,
        (Stage.HUNTING, Move.LOSE, Role.HUNTER): Stage.CLOSED,
        (Stage.HUNTING, Move.LOSE_REPEAT, Role.HUNTER): Stage.FARMING,
        (Stage.HUNTING, Move.WIN_BACK, Role.HUNTER): Stage.SCOUTING,
        (Stage.HUNTING, Move.END, Role.HUNTER): Stage.CLOSED,
        (Stage.FARMING, Move.RETURN, Role.FARMER): Stage.HUNTING,
        (Stage.FARMING, Move.RETURN_SALE, Role.FARMER): Stage.SCOUTING,
        (Stage.FARMING, Move.REPEAT, Role.FARMER): Stage.HUNTING,
        (Stage.FARMING, Move.WIN, Role.FARMER): Stage.FARMING,
        (Stage.FARMING, Move.LOSE_REPEAT, Role.FARMER): Stage.FARMING,
        (Stage.FARMING, Move.WIN_BACK, Role.FARMER): Stage.SCOUTING,
        (Stage.FARMING, Move.END, Role.FARMER): Stage.CLOSED,
        (Stage.SCOUTING, Move.LOAD_HOT, Role.MANAGER): Stage.HUNTING,
        (Stage.SCOUTING, Move.LOAD_CLIENT, Role.MANAGER): Stage.FARMING,
        (Stage.CLOSED, Move.WIN_BACK, Role.MANAGER): Stage.SCOUTING,
        (Stage.CLOSED, Move.REOPEN, Role.MANAGER): Stage.SCOUTING,
    }
)


def stage_after(stage: Stage, move: Move, role: Role) -> Stage | None:
    """Return the stage a legal move leads to, or None when the move is not in the table."""
    return LEGAL_MOVES.get((stage, move, role))


def way_back(from_stage: Stage, to_stage: Stage) -> Stage | None:
    """Return where a hand-off from one stage to another goes when it is returned; None when it cannot be."""
    role = ROLE_OF_STAGE[to_stage]
    moves = (Move.RETURN, Move.RETURN_SALE, Move.RETURN_REPEAT)
    return next((back for move in moves if (back := stage_after(to_stage, move, role)) is from_stage), None)
