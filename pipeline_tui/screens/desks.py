"""Which screen stands for which place, and who may go there."""

from __future__ import annotations

from collections.abc import Callable

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.base import DeskScreen
from pipeline_tui.screens.farmer import FarmerScreen
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.inbox import InboxScreen
from pipeline_tui.screens.line import LineScreen
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.screens.session import Session
from pipeline_tui.screens.today import TodayScreen
from pipeline_tui.ui.command import Place

DESKS: dict[Place, Callable[[Session], DeskScreen]] = {
    Place.SCOUT: ScoutScreen,
    Place.HUNTER: HunterScreen,
    Place.FARMER: FarmerScreen,
    Place.MANAGER: LineScreen,
    Place.INBOX: InboxScreen,
    Place.TODAY: TodayScreen,
}


def may_go(viewer: Viewer, place: Place) -> bool:
    """Return whether a place is the viewer's: its stage is covered, the line is run, hand-offs arrive."""
    match place:
        case Place.SCOUT:
            return viewer.covers(Stage.SCOUTING)
        case Place.HUNTER:
            return viewer.covers(Stage.HUNTING)
        case Place.FARMER:
            return viewer.covers(Stage.FARMING)
        case Place.MANAGER:
            return viewer.is_manager
        case Place.INBOX:
            return True  # everybody gets messages, and keeps receipts
        case Place.TODAY:
            return len(viewer.stages) > 1  # with one stage its own desk is the day
        case _:
            return False


def places_of(viewer: Viewer) -> tuple[Place, ...]:
    """Return the places the viewer may go to, the first being where the day starts."""
    return tuple(place for place in DESKS if may_go(viewer, place))
