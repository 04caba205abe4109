"""One telephone, one call: it stands on the desk of its contact's stage, and the keys of desks lead there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline_tui.domain.desk import OpenCall
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.farmer import FarmerScreen
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.telephony.port import Answered, Cause, Ended
from tests.screens.driving import opened, press, seen, settle
from tests.screens.fake_shop import CLAIRE, NOW, session_with
from tests.screens.scout_desk import SilentPhone
from tests.screens.selling_records import ALONE
from tests.screens.selling_shop import SellingDoors

DIALLED = OpenCall(1, 1, NOW, "simulated")


@pytest.mark.parametrize("key", ["f2", "f4", "f5", "f9"])
async def test_a_call_that_awaits_its_outcome_is_not_left_behind(key: str) -> None:
    doors, phone = SellingDoors(), SilentPhone()
    session = session_with(doors, ALONE, phone=phone, structure=Structure.ONE_TIER)
    async with opened(session, operators=(ALONE,)) as (app, pilot):
        await press(pilot, "f3", "down", "enter", "enter")
        phone.tell(Answered("1", 0.0))
        await settle(pilot)
        assert "☎ talking" in seen(app)
        await press(pilot, key)
        assert isinstance(app.screen, HunterScreen)
        words = seen(app)
        assert "First this one" in words
        assert "talking" in words.splitlines()[-3]
        phone.tell(Ended("1", 1.0, Cause.BUSY, "remote"))
        await settle(pilot)
        assert "Enter Busy" in seen(app)
        await press(pilot, "b")
        assert doors.named("record_outcome")[0]["code"] == "busy"
        await press(pilot, "escape", "escape", "f2")
        assert isinstance(app.screen, ScoutScreen)
        assert app.screen.phone_word.startswith("☎ ready")  # a toast may stand before the header
        assert "busy" not in seen(app).splitlines()[-3], "the line of this desk tells of no call"


@pytest.mark.parametrize(
    ("stage", "desk"),
    [
        (Stage.SCOUTING, ScoutScreen),
        (Stage.HUNTING, HunterScreen),
        (Stage.FARMING, FarmerScreen),
    ],
)
@pytest.mark.parametrize("call", [None, DIALLED])
async def test_the_day_goes_on_where_the_contact_in_hand_stands(
    stage: Stage, desk: type, call: OpenCall | None
) -> None:
    doors = SellingDoors()
    doors.held = replace(CLAIRE, stage=stage, call=call, script_id="check-in")
    session = session_with(doors, ALONE, structure=Structure.ONE_TIER)
    async with opened(session, operators=(ALONE,)) as (app, _):
        assert isinstance(app.screen, desk)
        assert "Claire MARTIN" in seen(app)
        assert ("how did it end?" in seen(app)) is (call is not None)


@pytest.mark.parametrize("desk", ["f2", "f3", "f4"])
@pytest.mark.parametrize(
    ("cause", "proposed"),
    [(Cause.BUSY, "Enter Busy"), (Cause.NO_ANSWER, "Enter No answer"), (Cause.DECLINED, "Enter Refused")],
)
async def test_callback_and_stop_stay_beside_what_the_telephone_proposes(
    desk: str, cause: Cause, proposed: str
) -> None:
    doors, phone = SellingDoors(), SilentPhone()
    session = session_with(doors, ALONE, phone=phone, structure=Structure.ONE_TIER)
    async with opened(session, operators=(ALONE,)) as (app, pilot):
        await press(pilot, desk, *(["enter", "enter"] if desk == "f2" else ["d"]))
        phone.tell(Ended("1", 0.0, cause, "remote"))
        await settle(pilot)
        above = seen(app).splitlines()[-2]
        for wanted in (proposed, "c callback", "x stop", "h HOT" if desk == "f2" else "z goes on"):
            assert wanted in above, above


async def test_the_hunters_footer_leads_to_an_inbox_in_which_something_waits() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, ALONE, structure=Structure.ONE_TIER)) as (app, pilot):
        await press(pilot, "f3")
        assert "F9 inbox" in seen(app).splitlines()[-1]
        doors.waiting_here = ()
        await press(pilot, "f2", "f3")
        assert "F9 inbox" not in seen(app)


async def test_a_call_that_was_dialled_elsewhere_opens_its_own_desk() -> None:
    doors = SellingDoors()
    session = session_with(doors, ALONE, structure=Structure.ONE_TIER)
    async with opened(session, operators=(ALONE,)) as (app, pilot):
        assert isinstance(app.screen, ScoutScreen)
        doors.held = replace(CLAIRE, stage=Stage.FARMING, call=DIALLED, script_id="check-in")
        await press(pilot, "f3")
        await settle(pilot)
        assert isinstance(app.screen, FarmerScreen)
        assert "how did it end?" in seen(app)


async def test_an_undialled_contact_of_another_stage_leaves_the_desks_free() -> None:
    doors = SellingDoors()
    doors.held = replace(CLAIRE, stage=Stage.HUNTING)
    session = session_with(doors, ALONE, structure=Structure.ONE_TIER)
    async with opened(session, operators=(ALONE,)) as (app, pilot):
        await press(pilot, "f2")
        assert isinstance(app.screen, ScoutScreen)
        assert "Claire MARTIN" not in seen(app)
        await press(pilot, "f3")
        assert "Claire MARTIN" in seen(app)
