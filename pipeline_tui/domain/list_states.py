"""How a list stands, and whether it gives the scouts work; no list just stops without a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.shop import ListLine
from pipeline_tui.domain.stages import Stage

FIRST, LAST = 1, 9  # priorities: the first is called first


class ListState(StrEnum):
    """How a list stands; only an active one is claimed from."""

    ACTIVE = "active"
    PAUSED = "paused"
    LOADING = "loading"
    UNDOING = "undoing"


class Standing(StrEnum):
    """Whether a list gives the scouts work, in the words every screen shows."""

    ACTIVE = "active"
    PAUSED = "paused"
    LOADING = "loading"
    UNDOING = "undoing"  # its load is being taken back
    HELD = "held"  # contacts wait, and every one of them is held back by something
    OVER = "over"  # nobody waits to be called any more
    HUNTING = "hunting"  # hot contacts from the first day: the hunters' work
    FARMING = "farming"  # clients from the first day: the farmers' work


def standing_of(line: ListLine) -> Standing:
    """Return whether a list gives work; an active one that gives none says so, it does not just stop."""
    if line.state != ListState.ACTIVE:
        return Standing(line.state)
    if line.ready or not line.contacts:
        return Standing.ACTIVE
    if any(number for _, number in line.blockers):
        return Standing.HELD
    return Standing.OVER if line.stage is Stage.SCOUTING else Standing(line.stage.value)


@dataclass(frozen=True, slots=True)
class StoppedList:
    """A list that gives no work now, as scouts are told: which one, and why; never who is on it."""

    id: int
    name: str
    state: Standing  # paused or held
    contacts: int  # that wait on it
    blocker: Blocker | None = None  # what holds most of them back; None while it is paused
    by: str = ""  # who paused it
    since: datetime | None = None  # UTC
