"""A farmer's practice on the real desk: the check-in is rung, walked, logged, and scored with its log."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.practice_wish import PracticeWish
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.customer import Customer
from pipeline_tui.screens.practice_sheet import PracticeSheet
from pipeline_tui.screens.session import Session
from pipeline_tui.services import signing_in
from pipeline_tui.services.shop import Shop, open_shop
from pipeline_tui.services.throwing_away import throw_away_shop
from pipeline_tui.telephony.rehearsed import Rehearsed
from pipeline_tui.workstation import practice_session
from tests.screens.driving import opened, press, seen, settle, write

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    with throw_away_shop(PracticeWish("Nina", "florist", Stage.FARMING, "en"), NOW) as path:
        shop = open_shop(path, now=NOW)
        with shop.store.act() as tx:
            tx.run("UPDATE contact SET language = 'en'")  # one or two of them speak French
        shop.close()
        yield path


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(Path(shutil.copy(made, tmp_path / "practice.db")), now=NOW)
    yield shop
    shop.close()


async def _quickly(seconds: float) -> None:
    """Let the telephone ring without time passing; whoever talks goes on talking."""
    if seconds > 60:
        await asyncio.Event().wait()
    await asyncio.sleep(0)


def practising(shop: Shop, *, some_silent: bool = False) -> tuple[Session, Customer]:
    if not some_silent:
        with shop.store.act() as tx:
            tx.run("DELETE FROM purchase")  # without a habit nobody is a win-back before its turn
    nina = signing_in.sign_in(shop, signing_in.who(shop, "Nina"))
    session = practice_session(shop, nina, Stage.FARMING)
    assert session.customer is not None
    phone = Rehearsed(session.customer.answers, sleep=_quickly)
    session.customer.hang_up = phone.customer_hangs_up
    return replace(session, phone=phone), session.customer


async def test_a_check_in_is_worth_all_when_its_log_holds_what_they_told(shop: Shop) -> None:
    session, customer = practising(shop)
    async with opened(session) as (app, pilot):
        await press(pilot, "d")
        assert "“Oh, good morning. They stood twelve days" in seen(app)
        await press(pilot, "tab")
        await write(pilot, "12")
        await press(pilot, "enter", "escape", "1", "3", "tab", "1", "enter", "1", "enter", "escape", "2", "1")
        assert "In three weeks, I shall be back from leave" in seen(app)
        await press(pilot, "enter")
        await write(pilot, "10")
        await press(pilot, "down", "down", "down", "down")
        await write(pilot, "in 3 weeks")
        await press(pilot, "enter")
        (score,) = customer.scores.values()
        assert (score.noted, score.outcome, score.points) == ((5, 5), "reached", 100)
        assert "“" not in seen(app), "the next one has not been rung"
    with shop.store.read() as tx:
        planned = tx.value("SELECT due_on FROM check_in WHERE state = 'planned' ORDER BY id DESC LIMIT 1")
    assert planned == (NOW + timedelta(weeks=3)).date().isoformat()


async def test_the_score_waits_for_the_log_and_takes_what_is_missing_from_it(shop: Shop) -> None:
    session, customer = practising(shop)
    async with opened(session) as (app, pilot):
        await press(pilot, "d", "1", "3", "2", "z")  # “goes on” ends the call; how it went is asked after it
        assert not customer.news(), "nothing is told while the log is being written"
        await press(pilot, "enter")
        (score,) = customer.scores.values()
        assert (score.noted, score.outcome) == ((0, 5), "reached")
        assert "Noted 0 of 5" in seen(app)


async def test_a_log_that_is_left_unwritten_holds_nothing_up(shop: Shop) -> None:
    session, customer = practising(shop)
    async with opened(session) as (app, pilot):
        await press(pilot, "d", "z", "escape")
        await settle(pilot)
        assert "Call 1 of 5" in seen(app)
        (score,) = customer.scores.values()
        assert score.outcome == "talked"
        assert score.right == "reached"


async def test_the_call_that_comes_next_brings_its_own_script(shop: Shop) -> None:
    session, customer = practising(shop)
    async with opened(session, size=(120, 40)) as (app, pilot):
        for _ in range(2):
            await press(pilot, "d", "n", "enter")
        await press(pilot, "d")
        assert "Complaint v1 · Listening" in seen(app)
        assert "“You wrote Martine." in seen(app)
        await press(pilot, "n", "enter", "d")
        assert "Repeat sale v1 · Opening" in seen(app)
        await press(pilot, "n", "enter", "d")
        assert "Win-back v1 · Opening" in seen(app)
        await press(pilot, "n", "enter")
        await settle(pilot)
        app.screen_stack[0].tick()  # type: ignore[attr-defined]
        await settle(pilot)
        assert isinstance(app.screen, PracticeSheet)
        assert len(customer.scores) == 5
        assert "recorded as Nobody reached, right was Complaint" in seen(app)


async def test_a_client_gone_silent_is_won_back_with_the_cards_and_the_day_they_name(shop: Shop) -> None:
    session, customer = practising(shop, some_silent=True)
    async with opened(session, size=(120, 40)) as (app, pilot):
        assert "silent for" in seen(app)
        await press(pilot, "d")
        assert "Win-back v1 · Opening" in seen(app)
        assert "“Oh, it is you. No, nothing you did. We moved" in seen(app)
        await press(pilot, "2", "o")
        await write(pilot, "hay fever")
        await press(pilot, "enter", "tab")
        await write(pilot, "2")
        await press(pilot, "enter")
        await write(pilot, "no scent")
        await press(pilot, "enter", "escape", "1", "o")
        await write(pilot, "no time for that")
        await press(pilot, "enter", "tab")
        assert "On the twelfth of February we have people in" in seen(app)
        await write(pilot, "12 feb")
        await press(pilot, "enter")
        await write(pilot, "yes")
        await press(pilot, "enter", "escape", "2", "enter", "enter")
        (score,) = customer.scores.values()
        assert (score.cards, score.noted, score.outcome) == ((2, 2), (4, 4), "occasion-noted")
        assert score.points == 100


def out_of_reach(shop: Shop) -> int:
    with shop.store.read() as tx:
        return int(tx.value("SELECT COUNT(*) FROM suppression WHERE scope = 'person'") or 0)


async def test_a_client_lost_for_good_objects_hangs_up_and_is_never_rung_again(shop: Shop) -> None:
    session, customer = practising(shop, some_silent=True)
    before = out_of_reach(shop)
    async with opened(session, size=(120, 40)) as (app, pilot):
        await press(pilot, "d", "n", "enter")  # the first win-back, in vain
        for _ in range(6):
            if "silent for" in seen(app):
                break
            await press(pilot, "down")
        await press(pilot, "d")
        assert "“It was something you did, yes." in seen(app)
        await press(pilot, "1", "o")
        await write(pilot, "last time")
        await press(pilot, "enter", "tab")
        await write(pilot, "the wreath came late")
        await press(pilot, "enter", "escape", "3")
        await settle(pilot)
        assert "Goodbye.”  They hung up." in seen(app)
        await press(pilot, "x")
        score = list(customer.scores.values())[-1]
        assert (score.outcome, score.noted, score.points) == ("do-not-call", (1, 1), 100)
    assert out_of_reach(shop) == before + 1
