"""What somebody wants to practise."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline_tui.domain.stages import Stage


@dataclass(frozen=True, slots=True)
class PracticeWish:
    """Who practises which stage of which trade, and in which language."""

    name: str
    trade: str
    stage: Stage = Stage.SCOUTING
    language: str = "en"
