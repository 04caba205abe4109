"""One list as the manager looks into it: how it stands and what was loaded into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.import_columns import ColumnUse
from pipeline_tui.domain.list_states import Standing
from pipeline_tui.domain.shop import ListLine
from pipeline_tui.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class ListLoad:
    """One file that was loaded into a list, and how its columns were read."""

    act: str
    file: str
    at: datetime  # UTC
    by: str
    stage: Stage
    encoding: str
    delimiter: str
    columns: tuple[ColumnUse, ...]
    rows: int
    taken: int
    merged: int
    rejected: int
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class StageCounts:
    """How many of a list's contacts at a stage past the scouts may be rung, and what blocks the others."""

    stage: Stage
    contacts: int
    ready: int  # nothing but the hour keeps them from being rung
    blockers: tuple[tuple[Blocker, int], ...]


@dataclass(frozen=True, slots=True)
class ListCard:
    """Everything about one list; ``stages`` counts where its contacts stand by now.

    The counts of ``line`` are those of the scouts' queue, ``past`` those of the stages after it.
    """

    id: int
    line: ListLine
    standing: Standing
    stages: tuple[tuple[Stage, int], ...]
    next_due: datetime | None  # UTC; when the first one that waits comes back
    loads: tuple[ListLoad, ...]  # newest first
    past: tuple[StageCounts, ...] = ()
