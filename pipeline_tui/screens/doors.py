"""The services as one signed-in operator reaches them: every call carries the shop and the viewer.

Services are imported when first called, inside a worker's thread, so that the first screen paints before
the database's libraries are loaded. Tests hand the screens a class with the same methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.screens.doors_agenda import AgendaDoors
from pipeline_tui.screens.doors_callbacks import CallbackDoors
from pipeline_tui.screens.doors_calling import CallingDoors
from pipeline_tui.screens.doors_cards import CardDoors
from pipeline_tui.screens.doors_care import CareDoors
from pipeline_tui.screens.doors_clients import ClientDoors
from pipeline_tui.screens.doors_contacts import ContactDoors
from pipeline_tui.screens.doors_deals import DealDoors
from pipeline_tui.screens.doors_figures import FiguresDoors
from pipeline_tui.screens.doors_finding import FindingDoors
from pipeline_tui.screens.doors_first_day import FirstDayDoors
from pipeline_tui.screens.doors_floor import FloorDoors
from pipeline_tui.screens.doors_joints import JointDoors
from pipeline_tui.screens.doors_lists import ListDoors
from pipeline_tui.screens.doors_messages import MessageDoors
from pipeline_tui.screens.doors_method import MethodDoors
from pipeline_tui.screens.doors_offers import OfferDoors
from pipeline_tui.screens.doors_pausing import PausingDoors
from pipeline_tui.screens.doors_rules import RulesDoors
from pipeline_tui.screens.doors_sales import SalesDoors
from pipeline_tui.screens.doors_shop import ShopDoors
from pipeline_tui.screens.doors_staff import StaffDoors
from pipeline_tui.screens.doors_structure import StructureDoors
from pipeline_tui.screens.doors_writing import WritingDoors

if TYPE_CHECKING:
    from pipeline_tui.domain.crew import AtWork
    from pipeline_tui.domain.people import Operator, Viewer


class Doors(
    CallingDoors,
    CallbackDoors,
    CardDoors,
    CareDoors,
    AgendaDoors,
    ClientDoors,
    ContactDoors,
    DealDoors,
    FiguresDoors,
    FindingDoors,
    FirstDayDoors,
    FloorDoors,
    JointDoors,
    ListDoors,
    MessageDoors,
    MethodDoors,
    OfferDoors,
    PausingDoors,
    RulesDoors,
    SalesDoors,
    ShopDoors,
    StructureDoors,
    StaffDoors,
    WritingDoors,
):
    """What the desks can ask of the shop; each method is the service of the same name."""

    def people(self) -> tuple[Operator, ...]:
        """Return who works here."""
        from pipeline_tui.services import staffing

        return staffing.people(*self._of)

    def choose_language(self, language: str, *, act: str) -> Viewer:
        """Keep the language of the operator's screens."""
        from pipeline_tui.services import choosing_language

        return choosing_language.choose_language(*self._of, language, act=act)

    def crew(self) -> tuple[AtWork, ...]:
        """Return everybody's day, and what they have in hand."""
        from pipeline_tui.services import watching

        return watching.crew(*self._of)
