"""The desk without a contact: nothing until it is known, then what waits, or why nothing can be called."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType

import pytest
from textual.app import App, ComposeResult

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.desk import EmptyQueue, Figures
from pipeline_tui.ui.words import BLOCKERS, WAY_OUT
from pipeline_tui.widgets.resting import Resting
from tests.screens.fake_shop import NOW

PARIS = "Europe/Paris"


class Host(App[None]):
    """A screen with nothing else on it."""

    def compose(self) -> ComposeResult:
        """Show it."""
        yield Resting()


async def drawn(
    queue: EmptyQueue | None = None, day: Figures | None = None, *, known: bool = True, width: int = 80
) -> str:
    async with Host().run_test(size=(width, 24)) as pilot:
        resting = pilot.app.query_one(Resting)
        if queue is not None:
            resting.show(queue, PARIS, NOW)
        elif known:
            resting.begin()
        if day is not None:
            resting.show_day(day, PARIS, NOW)
        await pilot.pause()
        return resting.render().plain


def blocked(*, zone: str = "", hours: int | None = 20, **_: object) -> EmptyQueue:
    counts = {Blocker.NO_BASIS: 1203, Blocker.OUTSIDE_WINDOW: 312, Blocker.WAITING: 0}
    opens = NOW + timedelta(hours=hours) if hours is not None else None
    return EmptyQueue(MappingProxyType(counts), opens, zone)


async def test_nothing_is_said_before_it_is_known_what_is_in_hand() -> None:
    assert await drawn(known=False) == ""


async def test_at_rest_it_invites_and_says_what_waits() -> None:
    day = Figures(37, 12, 4, NOW + timedelta(minutes=17), "Mr Ngo", 2, promised_today=3)
    words = await drawn(None, day)
    for wanted in (
        "Enter brings the next contact.",
        "3 today · next 14:20 Mr Ngo · in 17 min",
        "2 waiting · F9",
        "37 calls · 12 reached · 4 handed off",
    ):
        assert wanted in words


async def test_a_promise_that_is_due_is_said_so() -> None:
    day = Figures(1, 0, 0, NOW - timedelta(minutes=3), "Mr Ngo")
    words = await drawn(None, day)
    assert "14:00 Mr Ngo · due now" in words
    assert "1 call ·" in words
    assert "Inbox" not in words


async def test_the_first_of_the_day() -> None:
    words = await drawn(None, Figures())
    assert "no call yet" in words
    assert "Callbacks" not in words


async def test_blockers_are_counted_in_columns_with_what_would_help() -> None:
    words = await drawn(blocked())
    counted = [line for line in words.splitlines() if line.lstrip()[:1].isdigit()]
    assert counted == [
        "1203 without consent or other basis      a manager records it",
        " 312 outside their calling hours         opens by itself",
    ]


async def test_a_narrow_desk_leaves_the_help_out_and_no_reason() -> None:
    words = await drawn(blocked(), width=60)
    assert "a manager records it" not in words
    assert "without consent or other basis" in words


@pytest.mark.parametrize(
    ("zone", "wanted"),
    [
        ("", "The next one opens tomorrow 10:03 · in 20 h"),
        (PARIS, "The next one opens tomorrow 10:03 · in 20 h"),
        ("Indian/Reunion", "The next one opens tomorrow 10:03 · tomorrow 13:03 there · in 20 h"),
    ],
)
async def test_it_says_when_the_next_opens_on_both_clocks(zone: str, wanted: str) -> None:
    assert wanted in await drawn(blocked(zone=zone))


async def test_what_waiting_does_not_change_is_said() -> None:
    assert "Waiting will not change that" in await drawn(blocked(hours=None))


def test_every_blocker_has_words_and_a_way_out_that_fit_eighty_columns() -> None:
    assert set(BLOCKERS) == set(WAY_OUT) == set(Blocker)
    assert max(map(len, BLOCKERS.values())) < 36
    assert max(map(len, WAY_OUT.values())) <= 24


async def test_a_long_name_goes_on_under_its_own_words() -> None:
    name = "Monsieur Lhuillier-Gauthereau-Desbordes"
    words = await drawn(None, Figures(3, 1, 0, NOW - timedelta(minutes=3), name, promised_today=4), width=64)
    rows = words.splitlines()
    at = next(number for number, row in enumerate(rows) if "Lhuillier" in row)
    start = rows[at - 1 if "Callbacks" not in rows[at] else at].index("4 today")
    assert "due now" in words
    assert all(row.startswith(" " * start) for row in rows[at + 1 : -1])
