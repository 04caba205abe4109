"""The scout desk: the next contact without a list, its script, one key per outcome."""

from __future__ import annotations

from typing import ClassVar

from pipeline_tui.screens.base import DeskScreen
from pipeline_tui.ui.command import Place


class ScoutScreen(DeskScreen):
    """Finding: cold calls from the queue."""

    PLACE = Place.SCOUT
    TITLE_WORD: ClassVar[str] = "Scout"
