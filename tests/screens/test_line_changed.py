"""A change of structure or of somebody's stages reaches an open desk: between two calls, and gently."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline_tui.domain.floor import Floor
from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.hand_off import HandOffForm
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.own_desks import GONE
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.ui.command import Place
from tests.screens.driving import ended, front, opened, press, seen, settle
from tests.screens.fake_shop import AMELIE, CLAIRE, FakeDoors, session_with
from tests.screens.scout_desk import LUC, SilentPhone, dialled
from tests.screens.selling_records import MARTHE
from tests.screens.selling_shop import SellingDoors


async def becomes(app: Any, pilot: Any, doors: Any, operator: Operator, structure: Structure) -> None:
    """Let somebody change the structure, and the second come in which the desk hears of it."""
    doors.floor_is(Floor(viewer=Viewer.of(operator, structure)))
    await looks(app, pilot)


async def looks(app: Any, pilot: Any) -> None:
    app.watch_of_floor.look()
    await settle(pilot)
    await settle(pilot)


async def test_who_gains_a_stage_has_its_desk_at_once() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors)) as (app, pilot):
        assert app.check_action("go", (Place.HUNTER.value,)) is False
        await becomes(app, pilot, doors, AMELIE, Structure.ONE_TIER)
        assert "The structure is now one-tier" in seen(app)
        assert "scouting, hunting and farming" in seen(app)
        assert isinstance(app.screen, ScoutScreen), "the work at hand is not taken away"
        await press(pilot, "f3")
        assert isinstance(front(app), HunterScreen)
        assert doors.done[-1] == ("become", Viewer.of(AMELIE, Structure.ONE_TIER))


async def test_who_loses_a_stage_goes_on_where_they_still_work() -> None:
    doors = SellingDoors()
    session = session_with(doors, structure=Structure.ONE_TIER)
    async with opened(session) as (app, pilot):
        await press(pilot, "f3")
        assert isinstance(front(app), HunterScreen)
        await becomes(app, pilot, doors, AMELIE, Structure.THREE_TIER)
        assert isinstance(front(app), ScoutScreen)
        assert "What you had in hunting and farming is with colleagues." in seen(app).replace("\n", " ")
        assert app.check_action("go", (Place.HUNTER.value,)) is False
        await press(pilot, "f3")
        assert isinstance(front(app), ScoutScreen), "its key is gone"


async def test_a_call_ends_first_and_the_desk_follows_then() -> None:
    doors = FakeDoors((CLAIRE, LUC))
    session = session_with(doors, structure=Structure.ONE_TIER, phone=SilentPhone())
    async with opened(session) as (app, pilot):
        await press(pilot, "f2")
        await dialled(pilot)
        nobody = replace(AMELIE, roles=frozenset())
        await becomes(app, pilot, doors, nobody, Structure.THREE_TIER)
        assert isinstance(front(app), ScoutScreen), "nobody is taken away from a call"
        assert "Your desks follow when this is done." in seen(app)
        assert session.viewer == Viewer.of(AMELIE, Structure.ONE_TIER)
        assert session.workspace.structure is Structure.THREE_TIER
        await press(pilot, "N")
        assert app.is_running
        app.watch_of_floor.look()  # type: ignore[union-attr]
        await ended(app)
        assert GONE in str(app._exit_renderables), "who has no role any more has left the shop"


async def test_a_hand_off_in_a_call_asks_for_the_brief_as_soon_as_the_tiers_part() -> None:
    doors = FakeDoors((CLAIRE, LUC))
    async with opened(session_with(doors, structure=Structure.ONE_TIER, phone=SilentPhone())) as (app, pilot):
        await press(pilot, "f2")
        await dialled(pilot)
        await becomes(app, pilot, doors, AMELIE, Structure.THREE_TIER)
        await press(pilot, "h")
        assert isinstance(front(app), HandOffForm)


async def test_who_left_the_shop_is_told_so_as_the_program_ends() -> None:
    doors = FakeDoors(())
    async with opened(session_with(doors)) as (app, _):
        doors.floor_is(Floor(viewer=Viewer.of(replace(AMELIE, roles=frozenset()), Structure.THREE_TIER)))
        assert app.watch_of_floor is not None
        app.watch_of_floor.look()
        await ended(app)
        assert GONE in str(app._exit_renderables)


async def test_who_works_as_before_is_told_so_and_whoever_changed_it_is_told_once() -> None:
    doors = SellingDoors()
    session = session_with(doors, MARTHE)
    async with opened(session, operators=(MARTHE,)) as (app, pilot):
        await becomes(app, pilot, doors, MARTHE, Structure.ONE_TIER)
        assert "The structure is now one-tier" in seen(app)
        assert "Your stages are as before." in seen(app)
        session.workspace = replace(session.workspace, structure=Structure.THREE_TIER)  # by her own act
        app.clear_notifications()
        await becomes(app, pilot, doors, MARTHE, Structure.THREE_TIER)
        assert "The structure is now" not in seen(app)
        assert session.viewer == Viewer.of(MARTHE, Structure.THREE_TIER)


async def test_a_question_is_answered_first() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "question_mark")
        await becomes(app, pilot, doors, AMELIE, Structure.ONE_TIER)
        assert app.check_action("go", (Place.HUNTER.value,)) is False
        await press(pilot, "escape")
        await looks(app, pilot)
        assert app.check_action("go", (Place.HUNTER.value,)) is True
