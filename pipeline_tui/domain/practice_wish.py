"""What somebody wants to practise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_tui.domain.stages import Stage

if TYPE_CHECKING:
    from pipeline_tui.domain.playbook import Playbook


@dataclass(frozen=True, slots=True)
class PracticeWish:
    """Who practises which stage of which trade, and in which language."""

    name: str
    trade: str
    stage: Stage = Stage.SCOUTING
    language: str = "en"


def stage_practised(playbook: Playbook, stage: Stage) -> Stage:
    """Return the stage whose calls are practised: one's own, else the first that the playbook has calls for.

    Whoever sells or keeps clients practises on cold calls where nothing nearer is written.
    """
    written = {one.script for calls in playbook.practice.values() for one in calls}
    ways = (stage, *playbook.stage_scripts)
    return next((one for one in ways if written & set(playbook.stage_scripts.get(one, ()))), stage)
