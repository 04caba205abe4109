"""A call passed on live, seen from the giver's desk and from the desks of those who are asked."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest

from pipeline_tui.domain.desk import Desk, OpenCall
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.floor import Floor, LiveOffer
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.messages import Waiting
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens import live
from pipeline_tui.screens.hand_off import HandOffForm
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.live import OfferedLive, TakeLive
from tests.screens.driving import PATIENCE, front, opened, press, seen, settle, write
from tests.screens.fake_shop import AMELIE, CLAIRE, NOW, PAUL, FakeDoors, session_with
from tests.screens.scout_desk import LUC, SilentPhone, dialled
from tests.screens.selling_records import DEALS
from tests.screens.selling_shop import SellingDoors

FULL = replace(CLAIRE, brief=MappingProxyType({"need": "roses", "next": "send the quote"}))
OFFER = LiveOffer(
    5,
    "Claire MARTIN",
    "Hôtel [b]Bellevue[/]",
    "Amélie",
    "roses",
    "send the quote",
    NOW + timedelta(seconds=20),
)
TAKEN = replace(
    FULL,
    token="t9",
    contact_id=70,
    stage=Stage.HUNTING,
    call=OpenCall(9, 1, NOW, "transfer"),
    script_id="hot-call",
)


@pytest.fixture(autouse=True)
def _keys_count_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "NOT_AT_ONCE", 0.0)


async def look(app: Any, pilot: Any) -> None:
    """Let the second come in which the desk looks at the floor."""
    app.watch_of_floor.look()
    await settle(pilot)
    await settle(pilot)


async def test_taken_says_where_to_transfer_and_enter_brings_the_next() -> None:
    doors = FakeDoors((FULL, LUC))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "H")
        assert isinstance(app.screen, HandOffForm)
        assert "Pass on live · Claire MARTIN" in seen(app)
        assert "At a time agreed" not in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, OfferedLive)
        assert doors.done[0][1]["brief"] == {"need": "roses", "next": "send the quote"}
        assert "2 colleagues are asked · 20 s left" in seen(app)
        doors.live_is(state="taken", taken_by="Hugo", extension="203")
        app.screen._look()
        await settle(pilot)
        assert "Hugo takes it: transfer to extension 203" in seen(app)
        await press(pilot, "enter")
        await settle(pilot)
        assert "Luc BOULANGER" in seen(app)
        assert doors.named("hand_off") == []
        assert "✓ HOT · Claire MARTIN → Hugo" in seen(app)


async def test_a_call_is_taken_over_whatever_stands_there() -> None:
    doors = SellingDoors()
    doors.to_take = TAKEN
    async with opened(session_with(doors, PAUL, phone=SilentPhone()), operators=(PAUL,)) as (app, pilot):
        await press(pilot, "question_mark")
        doors.floor_is(Floor((OFFER,), Waiting(1)))
        await look(app, pilot)
        assert isinstance(app.screen, TakeLive)
        words = seen(app)
        for word in (
            "Claire MARTIN · Hôtel [b]Bellevue[/]",
            "roses",
            "send the quote",
            "Amélie",
            "20 s left",
        ):
            assert word in words, word
        doors.held = TAKEN
        await press(pilot, "a")
        await settle(pilot)
        assert ("take", 5) in doors.done
        assert isinstance(app.screen, HunterScreen)
        assert app.screen.desk == TAKEN
        assert "Claire MARTIN" in seen(app)


async def test_the_deal_of_a_call_taken_is_known_before_the_desk_looks_again() -> None:
    """It is a new one: what ends it and what is next for it have their keys while they are on the line."""

    class Slow(SellingDoors):
        """The question goes, the desk behind it reads its list, and only then the call is taken."""

        answered, deals_read = False, threading.Event()

        def deals(self) -> tuple[Deal, ...]:
            found = super().deals()
            if self.answered:
                self.deals_read.set()
            return found

        def take_live(self, transfer_id: int, *, act: str) -> Desk:
            assert self.deals_read.wait(PATIENCE)
            self.held, self.open_deals = self.to_take, DEALS
            return super().take_live(transfer_id, act=act)

    doors = Slow(empty=True)
    doors.to_take = replace(TAKEN, deal_id=DEALS[2].id)
    async with opened(session_with(doors, PAUL, phone=SilentPhone()), operators=(PAUL,)) as (app, pilot):
        doors.floor_is(Floor((OFFER,)))
        await look(app, pilot)
        doors.answered = True
        await press(pilot, "a")
        desk = front(app)
        assert isinstance(desk, HunterScreen)
        assert desk.deal == DEALS[2]
        await press(pilot, "L")
        assert "Why is DURAND Anne lost?" in seen(app)


async def test_nobody_free_goes_on_to_a_time_with_every_word() -> None:
    doors = FakeDoors((CLAIRE,))
    doors.refused = Refused("Nobody is free to take the call", "", "", {"needs": "nobody"})
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "H")
        await write(pilot, "roses")
        await press(pilot, *["enter"] * 5)
        await write(pilot, "?")
        await press(pilot, "enter")
        assert isinstance(app.screen, HandOffForm)
        words = seen(app)
        for word in ("Hand off · Claire", "Nobody is free to take the call", "roses", "At a time agreed"):
            assert word in words, word
        await press(pilot, "enter")
        assert doors.named("hand_off")[0]["brief"] == {"need": "roses", "next": "?"}


async def test_nobody_took_it_in_time() -> None:
    doors = FakeDoors((FULL,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "H", "enter")
        assert isinstance(app.screen, OfferedLive)
        doors.live_is(state="lapsed")
        app.screen._look()
        await settle(pilot)
        await settle(pilot)
        assert isinstance(app.screen, HandOffForm)
        assert "Nobody took it" in seen(app)
        assert "send the quote" in seen(app)


async def test_withdrawn_the_call_is_the_giver_s_as_before() -> None:
    doors = FakeDoors((FULL,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "H", "enter", "escape")
        await settle(pilot)
        assert ("end", 1) in doors.done
        assert app.screen is app.screen_stack[0]
        await press(pilot, "b")
        assert doors.named("record_outcome")[0]["code"] == "busy"


async def test_a_lease_is_not_renewed_while_the_call_is_offered() -> None:
    """Whoever takes it ends the hold: the desk would hear that it lost what it gave."""
    doors = FakeDoors((FULL,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "H", "enter")
        desk: Any = app.screen_stack[0]
        desk._renew()
        await settle(pilot)
        assert doors.named("renew") == []
        await press(pilot, "escape")
        await settle(pilot)
        desk._renew()
        await settle(pilot)
        assert len(doors.named("renew")) == 1


async def test_what_another_took_vanishes_with_a_word() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL), operators=(PAUL,)) as (app, pilot):
        doors.floor_is(Floor((OFFER,)))
        await look(app, pilot)
        assert isinstance(app.screen, TakeLive)
        doors.floor_is(Floor())
        await look(app, pilot)
        assert isinstance(app.screen, HunterScreen)
        assert "Somebody else took it" in seen(app)
        assert not [one for one in getattr(doors, "done", []) if one[0] == "take"]


async def test_declined_is_declined_and_another_may_come() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL), operators=(PAUL,)) as (app, pilot):
        doors.floor_is(Floor((OFFER, replace(OFFER, id=6, name="Luc BOULANGER"))))
        await look(app, pilot)
        await press(pilot, "escape")
        await look(app, pilot)
        assert isinstance(app.screen, TakeLive)
        assert "Luc BOULANGER" in seen(app)
        await press(pilot, "escape")
        await look(app, pilot)
        assert isinstance(app.screen, HunterScreen)


async def test_too_late_says_so_and_leaves_the_desk_alone() -> None:
    doors = SellingDoors()
    doors.refused = Refused("This call is no longer offered", "A colleague was quicker.", "Go on.")
    async with opened(session_with(doors, PAUL), operators=(PAUL,)) as (app, pilot):
        doors.floor_is(Floor((OFFER,)))
        await look(app, pilot)
        await press(pilot, "enter")
        await settle(pilot)
        assert "no longer offered" in seen(app)
        assert isinstance(app.screen, HunterScreen)


async def test_a_key_meant_for_what_stood_there_before_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "NOT_AT_ONCE", 3600.0)
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL), operators=(PAUL,)) as (app, pilot):
        doors.floor_is(Floor((OFFER,)))
        await look(app, pilot)
        await press(pilot, "enter", "a", "escape")
        assert isinstance(app.screen, TakeLive)


async def test_words_in_an_open_form_are_not_lost_by_taking_a_call() -> None:
    doors = SellingDoors()
    doors.to_take = TAKEN
    async with opened(session_with(doors, PAUL, phone=SilentPhone()), operators=(PAUL,)) as (app, pilot):
        await press(pilot, "t")
        await write(pilot, "bring the catalogue")
        form = app.screen
        doors.floor_is(Floor((OFFER,)))
        await look(app, pilot)
        doors.held = TAKEN
        await press(pilot, "enter")
        await settle(pilot)
        assert app.screen is form
        assert "bring the catalogue" in seen(app)
        await press(pilot, "escape", "escape")  # what is typed wants the key twice
        assert isinstance(app.screen, HunterScreen)
        assert app.screen.desk == TAKEN


async def test_a_desk_says_what_is_done_there_once() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await look(app, pilot)
        await dialled(pilot)
        await look(app, pilot)
        await look(app, pilot)
        assert doors.said == ["scout"], "what is done there is read from the facts"


@pytest.mark.parametrize("structure", [Structure.ONE_TIER, Structure.TWO_TIER_CLOSER])
async def test_within_a_tier_there_is_nothing_to_pass_on(structure: Structure) -> None:
    doors = FakeDoors((FULL,))
    async with opened(session_with(doors, AMELIE, phone=SilentPhone(), structure=structure)) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "H")
        assert app.screen is app.screen_stack[0]
        assert not hasattr(doors, "done")


def test_a_desk_record_says_that_it_came_by_transfer() -> None:
    assert isinstance(TAKEN, Desk)
    assert TAKEN.call is not None
    assert TAKEN.call.mode == "transfer"


async def test_who_leaves_says_so_and_lists_are_read_only_after_a_commit() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL), operators=(PAUL,)) as (app, pilot):
        desk: Any = app.screen
        read: list[str] = []
        desk.reload = lambda: read.append("again")
        desk._look_again()
        desk._look_again()
        assert read == ["again"]
        doors.floor_is(Floor(waiting=Waiting(9)))
        await look(app, pilot)
        desk._look_again()
        assert len(read) == 3, "at once when more waits, and at the next look after a commit"
        assert app.watch_of_floor is not None
        app.watch_of_floor.leave()
        assert doors.said == ["hunter", "gone"]
