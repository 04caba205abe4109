"""How many contacts each person may see, stage by stage, counted without naming one."""

from __future__ import annotations

from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.store import Tx


def owned(tx: Tx) -> dict[int, dict[Stage, int]]:
    """Return how many contacts of each stage are somebody's own."""
    found: dict[int, dict[Stage, int]] = {}
    for owner, stage, count in tx.all(
        """SELECT owner_id, stage, COUNT(*) FROM position
           WHERE owner_id IS NOT NULL AND stage <> 'closed' GROUP BY owner_id, stage"""
    ):
        found.setdefault(owner, {})[Stage(stage)] = count
    return found


def for_everybody(tx: Tx) -> dict[Stage, int]:
    """Return how many contacts everybody of a stage may take: the queue, and what was given to the team."""
    found = {
        Stage(stage): count
        for stage, count in tx.all(
            """SELECT to_stage, COUNT(*) FROM hand_off
               WHERE state = 'waiting' AND receiver_id IS NULL GROUP BY to_stage"""
        )
    }
    queue = tx.value("SELECT COUNT(*) FROM position WHERE stage = 'scouting' AND owner_id IS NULL")
    return {**found, Stage.SCOUTING: int(queue)}


def waiting(tx: Tx) -> int:
    """Return how many hand-offs nobody has accepted yet."""
    return int(tx.value("SELECT COUNT(*) FROM hand_off WHERE state = 'waiting'"))
