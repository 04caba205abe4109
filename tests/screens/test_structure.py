"""The structure on the manager's desk: looked at before it is changed, and changed by one key."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.restructuring import HandOffsWaiting, Restructuring, SightOfOne, Work, WorkMoved
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.line import LineScreen
from pipeline_tui.screens.structure import StructureSheet
from tests.screens.driving import front, opened, press, seen
from tests.screens.fake_shop import session_with
from tests.screens.selling_records import MARTHE
from tests.screens.selling_shop import SellingDoors

S, H, F = Stage.SCOUTING, Stage.HUNTING, Stage.FARMING
PLAN = Restructuring(
    Structure.THREE_TIER,
    Structure.ONE_TIER,
    (SightOfOne("Amélie [b]", (S,), (S, H, F), MappingProxyType({H: 12}), MappingProxyType({})),),
    (WorkMoved("Hugo", "Hana", H, MappingProxyType({Work.CONTACT: 1, Work.DEAL: 2})),),
    HandOffsWaiting(3, 1),
    (),
    1,
    2,
)


class Regrouping(SellingDoors):
    """Answers with a plan; the test says when it is refused."""

    refusal: Refused | None = None

    def __init__(self) -> None:
        super().__init__()
        self.regrouped: list[Structure] = []

    def structure_plan(self, structure: Structure) -> Restructuring:
        if self.refusal is not None:
            raise self.refusal
        return replace(PLAN, after=structure)

    def set_structure(self, structure: Structure, *, act: str) -> Restructuring:
        self.regrouped.append(structure)
        return replace(PLAN, after=structure, applied=True)


async def test_what_a_change_would_do_is_told_before_it_is_done() -> None:
    doors = Regrouping()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "T")
        assert "The shop works so now." in seen(app)
        await press(pilot, "enter")
        assert isinstance(front(app), StructureSheet), "there is nothing to change to"
        await press(pilot, "down", "down", "down")
        words = seen(app)
        for told in (
            "Amélie [b] works scouting, hunting, farming: gains sight of 12 in hunting",
            "Hugo → Hana · hunting: 1 contact, 2 deals",
            "3 wait to be accepted, as before.",
            "1 waits for the team",
            "1 not dialled",
            "2 in a call",
            "Enter change to one-tier",
        ):
            assert told in words, told
        assert doors.regrouped == []
        await press(pilot, "enter")
        assert isinstance(front(app), LineScreen)
        assert doors.regrouped == [Structure.ONE_TIER]
        assert "u takes it back" in seen(app)


async def test_esc_changes_nothing_and_a_refusal_stands_where_the_plan_would() -> None:
    doors = Regrouping()
    doors.refusal = Refused("Nobody would work farming", "Every stage needs somebody.", "Add a person first.")
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "T", "down")
        words = seen(app)
        assert "Nobody would work farming" in words
        assert "Add a person first." in words
        assert "Enter" not in words
        await press(pilot, "enter", "escape")
        assert isinstance(front(app), LineScreen)
        assert doors.regrouped == []
