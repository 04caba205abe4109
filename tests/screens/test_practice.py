"""A practice on the real desk, with real services: the customer is heard, objects, hangs up, is scored."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.practice_calls import HOT
from pipeline_tui.domain.practice_wish import PracticeWish
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.screens.customer import Customer
from pipeline_tui.screens.doors_practice import PracticeDoors
from pipeline_tui.screens.palette import Palette
from pipeline_tui.screens.practice_sheet import PracticeSheet
from pipeline_tui.screens.session import Session
from pipeline_tui.telephony.rehearsed import Rehearsed
from pipeline_tui.workstation import practice_session
from tests.screens.driving import opened, press, seen, settle, write
from tests.screens.fake_shop import AMELIE, CLAIRE, PAUL, FakeDoors, entrance_to, session_with
from tests.shops import Line, opened_line


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path) as line:
        for name in ("Martin", "Bernard", "Petit", "Durand", "Moreau", "Roux"):
            line.contact(name)
        yield line


async def _quickly(seconds: float) -> None:
    """Let the telephone ring without time passing; whoever talks goes on talking."""
    if seconds > 60:
        await asyncio.Event().wait()
    await asyncio.sleep(0)


def practising(line: Line) -> tuple[Session, Customer]:
    session = practice_session(line.shop, line.viewer("Sam"), Stage.SCOUTING)
    assert session.customer is not None
    phone = Rehearsed(session.customer.answers, sleep=_quickly)
    session.customer.hang_up = phone.customer_hangs_up
    return replace(session, phone=phone), session.customer


async def test_a_hot_customer_objects_and_is_handed_on_with_the_cards_they_called_for(line: Line) -> None:
    session, customer = practising(line)
    async with opened(session) as (app, pilot):
        await press(pilot, "enter")
        assert "“" not in seen(app)
        await press(pilot, "d")
        assert "“Yes, two minutes, before the next guests arrive.”" in seen(app)
        await press(pilot, "1", "1")
        assert "“But half of our guests sneeze. Lilies, we had that once.”" in seen(app)
        await press(pilot, "o")
        await write(pilot, "hay fever")
        await press(pilot, "enter")
        assert "nobody looks at them" in seen(app)
        await press(pilot, "o")
        await write(pilot, "nobody looks")
        await press(pilot, "enter", "1", "1", "h")
        await write(pilot, "Something for the desk")
        await press(pilot, "tab", "tab", "tab", "tab", "tab")
        await write(pilot, "Ring tomorrow at ten")
        await press(pilot, "enter", "enter")
        (score,) = customer.scores.values()
        assert (score.outcome, score.points) == (HOT, 100)
        assert (score.cards, score.brief) == ((2, 2), (2, 2))
        assert "“" not in seen(app), "the next one has not been rung"
    assert line.one("SELECT COUNT(*) FROM hand_off") == (1,)


async def test_who_says_never_hangs_up_and_nobody_is_believed_to_talk_on(line: Line) -> None:
    session, customer = practising(line)
    async with opened(session) as (app, pilot):
        await press(pilot, "enter", "d", "1", "r")  # the first call, badly
        await press(pilot, "d")
        assert "Where did you get my number" in seen(app)
        await press(pilot, "4")
        await settle(pilot)
        assert "Take me off your list.”  They hung up." in seen(app)
        assert session.line.state.phase == "ended"
        await press(pilot, "x")
        scores = list(customer.scores.values())
        assert scores[1].points == 100
        assert scores[0].points < 70


async def test_who_is_misunderstood_three_times_hangs_up(line: Line) -> None:
    session, _ = practising(line)
    async with opened(session) as (app, pilot):
        await press(pilot, "enter", "d", "5", "backspace")
        assert "Once more: “Yes, two minutes" in seen(app)
        await press(pilot, "5", "backspace", "5")
        await settle(pilot)
        assert "They hung up: misunderstood too often." in seen(app)
        assert session.line.state.phase == "ended"


async def test_the_score_of_all_calls_stands_there_at_the_end(line: Line) -> None:
    session, _ = practising(line)
    async with opened(session) as (app, pilot):
        await press(pilot, "enter")
        for key in ("r", "x", "r", "v", "r"):
            await press(pilot, "d", key)
        await settle(pilot)
        app.screen_stack[0].tick()  # type: ignore[attr-defined]
        await settle(pilot)
        assert isinstance(app.screen, PracticeSheet)
        told = seen(app)
        assert "Practice · 5 calls · " in told
        for title in ("Lilies and hay fever", "Take me off", "Mum's birthday", "The machine answers"):
            assert title in told
        assert "recorded as Refused, right was hand-off" in told
        await press(pilot, "enter")
    assert app.return_code == 0


def test_there_are_no_practice_doors_to_a_real_workspace(line: Line) -> None:
    line.shop.workspace = replace(line.shop.workspace, practice=False)
    customer = Customer.of(line.shop.playbook, Stage.SCOUTING)
    with pytest.raises(Refused, match="Nobody practises on a real workspace"):
        PracticeDoors(line.shop, line.viewer("Sam"), customer)


async def test_the_sign_in_offers_practice_as_the_one_under_the_cursor() -> None:
    entrance = replace(entrance_to(session_with(FakeDoors()), (AMELIE, PAUL)), trade="florist", language="fr")
    app = PipelineApp(entrance, theme="calm")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "p practise" in seen(app)
        await press(pilot, "down", "p")
    assert app.practises == PracticeWish("Paul", "florist", Stage.HUNTING, "fr")
    assert app.session is None, "nobody signed in"


async def test_the_palette_leaves_for_practice_of_the_desk_in_front() -> None:
    session = session_with(FakeDoors((CLAIRE,)))
    async with opened(session) as (app, pilot):
        await press(pilot, "colon")
        await write(pilot, "practise")
        await press(pilot, "enter")
        assert app.practises == PracticeWish("Amélie", "florist", Stage.SCOUTING, "en")
        assert app.session is session, "it is known who comes back"


async def test_the_palette_offers_no_practice_with_somebody_in_hand_nor_in_a_practice_shop() -> None:
    for session, keys in (
        (session_with(FakeDoors((CLAIRE,))), ("enter",)),
        (session_with(FakeDoors((CLAIRE,)), practice=True), ()),
    ):
        async with opened(session) as (app, pilot):
            await press(pilot, *keys, "colon")
            assert isinstance(app.screen, Palette)
            assert "program.practise" not in {one.id for one in app.screen._commands}


async def test_a_practice_shop_offers_no_practice_within() -> None:
    entrance = entrance_to(session_with(FakeDoors(), practice=True), (AMELIE, PAUL))
    app = PipelineApp(entrance, theme="calm")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "practise" not in seen(app)
        await press(pilot, "p")
        assert app.practises is None
    assert Role.SCOUT in AMELIE.roles
