"""Answers, timers and sheets that outlast what they were about: each touches only its own."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pipeline_tui.domain.acts import Recorded
from pipeline_tui.domain.desk import Desk, Draft, OpenCall
from pipeline_tui.domain.errors import HoldLost, Refused
from pipeline_tui.domain.floor import Floor
from pipeline_tui.domain.messages import Waiting
from pipeline_tui.domain.sales import Winning
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.callback import AskCallback
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.form import Form
from pipeline_tui.screens.hand_off import HandOffForm
from pipeline_tui.screens.live import NOT_AT_ONCE, OfferedLive, TakeLive
from pipeline_tui.screens.look_up import LookUpSheet
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.screens.tell import Tell
from pipeline_tui.telephony.port import Cause, Ended
from tests.screens.driving import PATIENCE, opened, press, seen, settle, write
from tests.screens.fake_shop import CLAIRE, NOW, FakeDoors, session_with
from tests.screens.scout_desk import LUC, SilentPhone, desk_of, dialled
from tests.screens.selling_records import ALONE
from tests.screens.selling_shop import SellingDoors
from tests.screens.test_live import FULL, OFFER, look

LOST = HoldLost("This contact is no longer in your hand", "The claim ran out.", "")


async def test_a_question_that_ends_behind_another_leaves_only_itself() -> None:
    """Textual takes away the screen in front, whichever one asked to be dismissed."""
    async with opened(session_with(FakeDoors())) as (app, pilot):
        heard: list[Any] = []
        behind, before = TakeLive(OFFER, lambda: NOW), Confirm("Leave?")
        app.push_screen(behind, heard.append)
        app.push_screen(before, heard.append)
        await settle(pilot)
        behind.dismiss(False)
        await settle(pilot)
        assert app.screen is before
        assert heard == []
        await press(pilot, "n")
        assert heard == [False, False]
        assert isinstance(app.screen, ScoutScreen)


async def test_an_offer_that_lapses_behind_a_question_is_not_stuck() -> None:
    doors = FakeDoors((FULL, LUC))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "H", "enter")
        offered = app.screen
        assert isinstance(offered, OfferedLive)
        await press(pilot, "escape", "ctrl+q")
        doors.live_is(state="lapsed")
        offered._heard(doors.live_call(1))
        await press(pilot, "n")
        assert not isinstance(app.screen, OfferedLive | Confirm)


async def test_the_floor_does_not_wait_for_a_sheet_that_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    doors = FakeDoors((FULL, LUC))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "H", "enter")
        offered, watch = app.screen, app.watch_of_floor
        assert isinstance(offered, OfferedLive)
        assert watch is not None
        monkeypatch.setattr(offered, "_end", lambda: None)  # its answer is under way
        assert watch._leave_questions() is False
        assert app.screen is offered


async def test_who_types_on_takes_no_call() -> None:
    now = [0.0]
    async with opened(session_with(FakeDoors())) as (app, pilot):
        heard: list[bool | None] = []
        app.push_screen(TakeLive(OFFER, lambda: NOW, lambda: now[0]), heard.append)
        await settle(pilot)
        for letter in "a late":
            now[0] += NOT_AT_ONCE - 0.1
            await press(pilot, "space" if letter == " " else letter)
        assert heard == []
        now[0] += 2 * NOT_AT_ONCE
        await press(pilot, "a")
        assert heard == [True]


async def test_a_sign_of_life_that_comes_late_leaves_the_next_contact() -> None:
    """The lease is renewed while an outcome ends it: the refusal is about the contact before."""
    asked, gate = threading.Event(), threading.Event()

    class Slow(FakeDoors):
        def renew(self, token: str) -> None:
            asked.set()
            assert gate.wait(PATIENCE)
            self._mine(token)

    doors = Slow((CLAIRE, LUC))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        desk_of(app)._renew()
        while not asked.is_set():
            await pilot.pause()
        await pilot.press("n")
        while desk_of(app).desk is None or desk_of(app).holds("t1"):
            await pilot.pause()
        gate.set()
        await settle(pilot)
        assert isinstance(app.screen, ScoutScreen), "nothing is said of a contact that left by an outcome"
        assert desk_of(app).holds("t2")


async def test_a_sign_of_life_refused_before_the_act_has_answered_is_no_loss() -> None:
    """The outcome is stored and the next contact claimed, but its answer is still being read."""
    stored, gate = threading.Event(), threading.Event()

    class SlowAnswer(FakeDoors):
        def record_outcome(self, token: str, code: str, **given: Any) -> Recorded:
            recorded = super().record_outcome(token, code, **given)
            stored.set()
            assert gate.wait(PATIENCE)
            return recorded

    doors = SlowAnswer((CLAIRE, LUC))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await pilot.press("n")
        while not stored.is_set():
            await pilot.pause()
        desk_of(app)._renew()
        while any(worker.group == "renew" and not worker.is_finished for worker in app.workers):
            await pilot.pause()
        await pilot.pause()
        gate.set()
        await settle(pilot)
        assert doors.named("renew") == [{"token": "t1"}]
        assert isinstance(app.screen, ScoutScreen), "nothing is said of a contact that left by an outcome"
        assert doors.named("keep_late") == []
        assert desk_of(app).holds("t2")


def _leave(app: Any, taken: Desk | None) -> None:
    """Let the contact on the desk be another one, as a call taken over does."""
    desk_of(app).desk = taken


@pytest.mark.parametrize(
    ("keys", "sheet", "answer"),
    [
        (("w",), Choose, ("1",)),  # which wrong number it was
        (("c",), AskCallback, ("1", "enter")),
        (("h",), HandOffForm, ("enter",)),
    ],
)
async def test_a_sheet_about_a_contact_that_has_gone_does_nothing_to_the_next(
    keys: tuple[str, ...], sheet: type, answer: tuple[str, ...]
) -> None:
    doors = FakeDoors((FULL,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, *keys)
        assert isinstance(app.screen, sheet)
        _leave(app, replace(LUC, call=OpenCall(9, 2, NOW, "simulated")))
        await press(pilot, *answer)
        assert doors.named("record_outcome") == doors.named("hand_off") == []
        assert desk_of(app).holds("t2")
        assert "Claire MARTIN is no longer in hand" in seen(app)


async def test_what_is_typed_in_a_form_is_no_draft_of_another_contact() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "h")
        assert isinstance(app.screen, HandOffForm)
        _leave(app, LUC)
        await write(pilot, "roses")
        assert desk_of(app).brief == {}


async def test_a_refusal_about_a_contact_that_has_gone_leaves_the_next() -> None:
    async with opened(session_with(FakeDoors((CLAIRE, LUC)))) as (app, pilot):
        await press(pilot, "enter")
        desk_of(app).lost(LOST, "of long ago")
        await settle(pilot)
        assert isinstance(app.screen, Tell)
        assert desk_of(app).holds("t1")


async def test_the_end_of_the_call_before_is_not_the_end_of_this_one() -> None:
    doors, phone = FakeDoors((CLAIRE, LUC)), SilentPhone()
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await dialled(pilot)
        await press(pilot, "n")
        phone.tell(Ended("1", 9.0, Cause.CANCELLED, "local"))  # its telephone takes its time
        await settle(pilot)
        assert desk_of(app).line.phase == "idle"
        assert "✓ No answer" in seen(app)


async def test_what_was_read_for_one_desk_does_not_open_before_another() -> None:
    gate = threading.Event()

    class Slow(SellingDoors):
        def last_dials(self) -> tuple[Any, ...]:
            assert gate.wait(PATIENCE)
            return ()

    async with opened(session_with(Slow(), ALONE), operators=(ALONE,)) as (app, pilot):
        await pilot.press("l", "f5")
        gate.set()
        await settle(pilot)
        assert not isinstance(app.screen, LookUpSheet)


async def test_after_a_refused_sale_the_note_is_kept_again() -> None:
    class NoSale(SellingDoors):
        def win_contact(self, contact_id: int, said: Winning, *, act: str) -> Any:
            raise Refused("No sale is possible", "", "")

    doors = NoSale()
    doors.held = replace(CLAIRE, draft=Draft())
    async with opened(session_with(doors, ALONE), operators=(ALONE,)) as (app, pilot):
        await press(pilot, "W")
        assert isinstance(app.screen, Form)
        await write(pilot, "120")
        await press(pilot, "tab", "tab", "tab")
        await write(pilot, "y")
        await press(pilot, "enter", "escape", "e")
        await write(pilot, "rings after six")
        await press(pilot, "escape")
        assert doors.drafts[-1].note == "rings after six"


async def test_an_offer_taken_elsewhere_goes_from_behind_a_question_too() -> None:
    async with opened(session_with(SellingDoors(), ALONE), operators=(ALONE,)) as (app, pilot):
        doors = app.session.doors if app.session is not None else None
        assert isinstance(doors, SellingDoors)
        doors.floor_is(Floor((replace(OFFER, until=NOW + timedelta(seconds=20)),), Waiting(1)))
        await look(app, pilot)
        assert isinstance(app.screen, TakeLive)
        app.push_screen(Confirm("Leave?"))
        doors.floor_is(Floor())
        await look(app, pilot)
        assert isinstance(app.screen, Confirm), "the question of the operator's own stays"
        await press(pilot, "n")
        assert not isinstance(app.screen, TakeLive)
