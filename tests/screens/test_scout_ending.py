"""How a call ends on the scout desk: proposals, a call back, a wrong number, hanging up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.callback import AskCallback
from pipeline_tui.telephony.handset import Handset
from pipeline_tui.telephony.port import Answered, Cause, Ended, Ringing
from tests.screens.driving import opened, press, seen, settle, write
from tests.screens.fake_shop import CLAIRE, NOW, FakeDoors, session_with
from tests.screens.scout_desk import LUC, SilentPhone, desk_of, dialled


async def test_a_call_back_is_read_back_while_it_is_typed() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "c")
        assert isinstance(app.screen, AskCallback)
        await write(pilot, "tue 14:2")
        await write(pilot, "0")
        assert "Tue 24 Nov 14:20 · in 24 h" in seen(app)
        await press(pilot, "enter")
        given = doors.named("record_outcome")[0]
        assert given["callback"] == datetime(2026, 11, 24, 13, 20, tzinfo=UTC)


async def test_nonsense_is_no_time_and_enter_does_not_take_it() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "c")
        await write(pilot, "soonish")
        await press(pilot, "enter")
        assert isinstance(app.screen, AskCallback)
        await press(pilot, "escape")
        assert doors.named("record_outcome") == []


@pytest.mark.parametrize(("preset", "away"), [("1", timedelta(hours=1)), ("2", timedelta(days=1))])
async def test_presets_are_one_digit(preset: str, away: timedelta) -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (_, pilot):
        await dialled(pilot)
        await press(pilot, "c", preset, "enter")
        assert doors.named("record_outcome")[0]["callback"] == NOW + away


async def test_a_wrong_number_asks_which() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "w")
        assert isinstance(app.screen, Choose)
        await press(pilot, "3")
        assert doors.named("record_outcome")[0]["reason"] == "deceased"


async def test_an_answer_proposes_an_outcome_that_enter_takes() -> None:
    doors = FakeDoors((CLAIRE, LUC))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "3", "3")  # not the one who deals with that; would not put me through
        assert "Enter Gatekeeper" in seen(app)
        await press(pilot, "enter")
        assert doors.named("record_outcome")[0]["code"] == "gatekeeper"


async def test_the_telephone_proposes_too() -> None:
    doors, phone = FakeDoors((CLAIRE, LUC)), SilentPhone()
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await dialled(pilot)
        for event in (Ringing("1", 1.0), Ended("1", 9.0, Cause.BUSY, "remote")):
            phone.tell(event)
        await settle(pilot)
        assert "■ busy" in seen(app)
        await press(pilot, "enter")
        assert doors.named("record_outcome")[0]["code"] == "busy"


async def test_what_the_end_says_comes_before_what_long_ringing_said() -> None:
    doors, phone = FakeDoors((CLAIRE, LUC)), SilentPhone()
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await dialled(pilot)
        phone.tell(Ringing("1", -99.0))  # long ago: no answer is proposed
        await settle(pilot)
        assert desk_of(app).proposed == "no-answer"
        phone.tell(Ended("1", 9.0, Cause.DECLINED, "remote"))
        await settle(pilot)
        assert desk_of(app).proposed == "refused"


async def test_space_hangs_up_and_wants_to_be_sure_while_talking() -> None:
    phone = SilentPhone()
    async with opened(session_with(FakeDoors((CLAIRE,)), phone=phone)) as (app, pilot):
        await dialled(pilot)
        phone.tell(Answered("1", 0.0))
        await settle(pilot)
        assert "talking" in seen(app)
        await press(pilot, "space")
        assert phone.hung_up == 0
        await press(pilot, "space")
        assert phone.hung_up == 1


async def test_by_hand_the_number_stands_large_and_space_says_it_is_over() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)), phone=Handset())) as (app, pilot):
        await dialled(pilot)
        assert "dial +33 6 12 34 56 78" in seen(app)
        await press(pilot, "space")
        assert "■ ended" in seen(app) and "wrap-up 0:" in seen(app)
