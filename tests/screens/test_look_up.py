"""Who is calling, by keyboard alone: the last dials, an exact number, and what the answers offer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pipeline_tui.domain.desk import Desk, OpenCall
from pipeline_tui.domain.look_ups import Answer, Found, LookUp, PastDial
from pipeline_tui.domain.messages import Sent
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.look_up import LookUpSheet
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.screens.tell import Tell
from tests.screens.driving import opened, press, seen, write
from tests.screens.fake_shop import CLAIRE, NOW, session_with
from tests.screens.selling_shop import SellingDoors

ZOE = Operator(4, "Zoé", frozenset({Role.SCOUT, Role.HUNTER, Role.FARMER, Role.MANAGER}))
DIALS = tuple(
    PastDial(40 - n, NOW - timedelta(minutes=7 * n), f"Caller {n}", "busy" if n else "", "+33 6 •• •• •• 34")
    for n in range(10)
)
YOURS = LookUp(
    "a", Answer.YOURS, "+33612345678", None, "+33 6 •• •• •• 78", (Found(7, "X Y", Stage.SCOUTING),)
)
FREE = replace(YOURS, answer=Answer.FREE, yours=(), free=1)
NOT_YOURS = replace(YOURS, answer=Answer.NOT_YOURS, yours=(), others=1)
UNKNOWN = replace(YOURS, answer=Answer.UNKNOWN, yours=())


class CallerDoors(SellingDoors):
    """A shop in which somebody calls."""

    def __init__(self, found: LookUp = UNKNOWN, dials: tuple[PastDial, ...] = DIALS) -> None:
        super().__init__(empty=True)
        self.found, self.dials = found, dials
        self.caller = CLAIRE

    def last_dials(self) -> tuple[PastDial, ...]:
        return self.dials

    def look_up(self, number: str, *, act: str, call_id: int | None = None) -> LookUp:
        self._note("look_up", number=number, call_id=call_id)
        return self.found

    def claim_found(self, found: LookUp, *, act: str, which: int = 0) -> Desk:
        self._note("claim_found", which=which)
        self.held = self.caller
        return self.held

    def take_incoming(self, token: str, *, act: str, number_id: int | None = None) -> Desk:
        self._note("take_incoming", token=token, number_id=number_id)
        assert self.held is not None
        self.held = replace(self.held, call=OpenCall(1, number_id or 1, NOW, "incoming"))
        return self.held

    def send(self, to: Any, text: str, *, act: str) -> Sent:
        self._note("send", answer=to.answer, text=text)
        return Sent((1,))


async def test_the_last_ten_dials_stand_first_and_a_digit_looks_one_up() -> None:
    doors = CallerDoors()
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "l")
        assert isinstance(app.screen, LookUpSheet)
        words = seen(app)
        for n in range(10):
            assert f"Caller {n}" in words
        assert "+33 6 •• •• •• 34" in words
        assert "no outcome" in words
        await press(pilot, "3")
        assert doors.named("look_up") == [{"number": "", "call_id": 38}]
        assert "Nobody here has this number." in seen(app)


async def test_a_number_is_typed_read_back_and_taken_only_when_it_is_whole() -> None:
    doors = CallerDoors(FREE)
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "l", "0", "1", "9", "9")
        assert isinstance(app.screen, LookUpSheet)
        await press(pilot, "enter")
        assert doors.named("look_up") == []
        assert "too short" in seen(app)
        await write(pilot, "001234")
        assert "+33 1 99 00 12 34" in seen(app)
        await press(pilot, "enter")
        assert doors.named("look_up") == [{"number": "0199001234", "call_id": None}]


async def test_arrows_and_tab_move_between_the_dials_and_the_number() -> None:
    doors = CallerDoors()
    async with opened(session_with(doors)) as (_, pilot):
        await press(pilot, "l", "tab", "tab", "down", "down", "enter")
        assert doors.named("look_up") == [{"number": "", "call_id": 38}]


async def test_a_free_caller_is_in_hand_and_on_the_line_with_one_key() -> None:
    doors = CallerDoors(FREE)
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "l", "1")
        assert isinstance(app.screen, Choose)
        words = seen(app)
        assert "free" in words
        assert "Claire" not in words
        await press(pilot, "1")
        assert doors.named("claim_found") == [{"which": 0}]
        assert doors.named("take_incoming") == [{"token": "t1", "number_id": 1}]
        assert isinstance(app.screen, ScoutScreen)
        words = seen(app)
        assert "Claire MARTIN" in words
        assert "they rang" in words
        await press(pilot, "r")
        assert doors.named("record_outcome")[0]["code"] == "refused"


async def test_not_yours_offers_a_message_and_says_nothing_else() -> None:
    doors = CallerDoors(NOT_YOURS)
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "l", "1")
        assert isinstance(app.screen, Choose)
        await press(pilot, "1")
        assert isinstance(app.screen, Ask)
        await write(pilot, "Rang about [/] it")
        await press(pilot, "enter")
        assert doors.named("send") == [{"answer": Answer.NOT_YOURS, "text": "Rang about [/] it"}]
        assert "Sent to its owner" in seen(app)


async def test_while_a_call_awaits_its_outcome_one_looks_up_but_takes_nobody() -> None:
    doors = CallerDoors(YOURS)
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter", "enter", "l", "1")
        assert isinstance(app.screen, Tell)
        assert "awaits its outcome" in seen(app)
        await press(pilot, "escape", "n")
        assert doors.named("claim_found") == []
        assert doors.named("record_outcome")[0]["code"] == "no-answer"


@pytest.mark.parametrize("found", [YOURS, FREE, NOT_YOURS, UNKNOWN])
async def test_escape_leaves_everything_as_it_is(found: LookUp) -> None:
    doors = CallerDoors(found)
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "l", "1", "escape")
        assert isinstance(app.screen, ScoutScreen)
        assert doors.held is None
        assert doors.named("send") == []


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5", "f9"])
async def test_every_desk_looks_up_and_the_caller_opens_on_the_desk_of_their_stage(key: str) -> None:
    doors = CallerDoors(YOURS)
    doors.caller = replace(CLAIRE, stage=Stage.HUNTING, script_id="hot-call")
    async with opened(session_with(doors, ZOE), operators=(ZOE,)) as (app, pilot):
        await press(pilot, key, "l", "1", "1")
        assert isinstance(app.screen, HunterScreen)
        assert app.screen.desk is not None
        assert app.screen.desk.call is not None


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_sheet_fits_with_ten_dials(size: tuple[int, int]) -> None:
    async with opened(session_with(CallerDoors()), size=size) as (app, pilot):
        await press(pilot, "l")
        words = seen(app)
        assert "Who is calling?" in words
        assert "Esc leave" in words


async def test_without_dials_the_sheet_asks_for_the_number() -> None:
    async with opened(session_with(CallerDoors(dials=()))) as (app, pilot):
        await press(pilot, "l", "1", "enter")
        assert isinstance(app.screen, LookUpSheet)
        assert "type the number" in seen(app)
