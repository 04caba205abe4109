"""Known contacts in a list for hunters or farmers: who comes along to that stage, and who stays and why.

A contact that only waits with the scouts becomes the hot contact or the client the list says it is. Whom
somebody works on, owns or promised a call stays: a list takes nothing from anybody.
"""

from __future__ import annotations

from enum import StrEnum

from pipeline_tui.domain.stages import Move, Role, Stage, stage_after
from pipeline_tui.wording import WordTable

_MOVES = {Stage.HUNTING: Move.LOAD_HOT, Stage.FARMING: Move.LOAD_CLIENT}


class Stays(StrEnum):
    """Why a known contact stays where it stands; never whose it is."""

    AS_CHOSEN = "as-chosen"
    IN_HAND = "in-hand"
    OWNED = "owned"
    PROMISED = "promised"
    CLOSED = "closed"
    HOT = "hot"
    CLIENT = "client"


TOLD = WordTable(
    {
        Stays.AS_CHOSEN: "known contacts are left as they are",
        Stays.IN_HAND: "somebody has it in hand",
        Stays.OWNED: "somebody works on it",
        Stays.PROMISED: "a call is promised",
        Stays.CLOSED: "it was closed, a manager may open it again",
        Stays.HOT: "the hunters have it already",
        Stays.CLIENT: "it is a client already",
    }
)
_WHERE = {Stage.HUNTING: Stays.HOT, Stage.FARMING: Stays.CLIENT, Stage.CLOSED: Stays.CLOSED}


def why_it_stays(
    stage: Stage, to: Stage, *, in_hand: bool, owned: bool, promised: bool, work: bool
) -> Stays | None:
    """Return why a known contact does not come along to the stage of a list; None when it does.

    ``work`` is an open deal, a waiting hand-off or a planned check-in.
    """
    if in_hand:
        return Stays.IN_HAND
    move = _MOVES.get(to)
    if move is None or stage_after(stage, move, Role.MANAGER) is not to:
        return _WHERE.get(stage, Stays.OWNED)
    if owned or work:
        return Stays.OWNED
    return Stays.PROMISED if promised else None
