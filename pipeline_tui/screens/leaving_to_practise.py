"""Leaving a desk for a practice shop: the calls of the desk in front, else of one's first stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.domain.practice_wish import PracticeWish
from pipeline_tui.domain.stages import STAGE_OF_ROLE, Stage
from pipeline_tui.screens.sign_in import Practises
from pipeline_tui.ui.command import DESK_OF

if TYPE_CHECKING:
    from pipeline_tui.screens.base import DeskScreen


def leave(desk: DeskScreen) -> None:
    """Ask the program to leave for it; it asks first when something is under way."""
    viewer, shop = desk.session.viewer, desk.session.workspace
    here = (stage for stage, place in DESK_OF.items() if place is desk.PLACE)
    own = (stage for role, stage in STAGE_OF_ROLE.items() if role in viewer.roles)
    stage = next(here, next(own, Stage.SCOUTING))
    desk.app.post_message(Practises(PracticeWish(viewer.name, shop.trade, stage, shop.language)))
