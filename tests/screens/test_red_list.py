"""Callbacks that are late: the manager's red list, and what a scout with somebody else in hand sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pipeline_tui.domain.callbacks import PromisedCall
from pipeline_tui.domain.desk import Figures
from pipeline_tui.domain.queue_order import CallbackState
from pipeline_tui.domain.red_list import Red, RedLine, RedList
from pipeline_tui.telephony.handset import Handset
from pipeline_tui.ui.formatting import clock
from pipeline_tui.widgets.red_list import red_lines
from tests.screens.driving import opened, press, seen, settle
from tests.screens.fake_shop import CLAIRE, NOW, FakeDoors, session_with
from tests.screens.selling_records import MARTHE
from tests.screens.selling_shop import SellingDoors

LONG = "Maximilienne-Apolline DE MONTFERRAND-SAINTE-FOY DE LA ROCHE-GUÉRANDE"


def late(minutes: int, name: str = "Luc BOULANGER", owner: str = "Amélie") -> PromisedCall:
    due = NOW - timedelta(minutes=minutes)
    return PromisedCall(
        7, name, "+33 6 •• •• •• 78", due, "Europe/Paris", owner, "Amélie", CallbackState.RED, "Fair"
    )


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_manager_reads_who_whose_and_how_late(size: tuple[int, int]) -> None:
    doors = SellingDoors()
    doors.late = (late(1500, LONG), late(185, owner=""), late(60))
    async with opened(session_with(doors, MARTHE), size=size) as (app, pilot):
        words = seen(app)
        for wanted in (
            "Red list: callbacks an hour late",
            "!! 3 h 05 late",
            "!! 60 min late",
            "!! 1 day late",
            "Luc BOULANGER",
            "by Amélie, the team's",
            "today 13:03",
            "!! 3 late",
            "4 people · 310 ready",
            "Manager · the line",
        ):
            assert wanted in words, wanted
        assert "••" not in words
        await press(pilot, "v")
        assert "!! 3 late" in seen(app)


async def test_nothing_late_takes_no_room() -> None:
    async with opened(session_with(SellingDoors(), MARTHE)) as (app, _):
        assert "late" not in seen(app)


@pytest.mark.parametrize("width", [78, 118])
def test_more_than_three_are_counted_and_no_line_is_too_long(width: int) -> None:
    calls = [late(60 + minutes, LONG) for minutes in range(5)]
    rows = [row.plain for row in red_lines(calls, "Europe/Paris", NOW, width)]
    assert len(rows) == 3
    assert rows[-1].strip() == "… 3 more: pipeline-tui callbacks --all"
    assert all(len(row) <= width for row in rows)
    assert all("…" in row for row in rows)


class Coming(FakeDoors):
    """One promised call, whose time and name the test sets."""

    def __init__(self, at: datetime, name: str) -> None:
        super().__init__((CLAIRE,))
        self.next_call = (at, name)

    def figures(self) -> Figures:
        return Figures(37, 12, 4, *self.next_call)


@pytest.mark.parametrize("name", ["Mr Ngo", LONG])
@pytest.mark.parametrize("away", [timedelta(minutes=17), timedelta(0), timedelta(minutes=-75)])
async def test_a_long_name_does_not_break_the_bar(name: str, away: timedelta) -> None:
    doors = Coming(NOW + away, name)
    async with opened(session_with(doors, phone=Handset())) as (app, pilot):
        await press(pilot, "enter", "enter")
        rows = seen(app).splitlines()
        (bar,) = [row for row in rows if "how did it end?" in row or "☎ 00:00" in row]
        assert len(rows) == 24
        assert all(len(row) == 80 for row in rows)
        assert clock(NOW + away, "Europe/Paris") in bar
        assert ("due" in bar) is (away <= timedelta(0))


async def test_a_call_that_comes_due_with_another_in_hand_is_said_once() -> None:
    doors, now = Coming(NOW + timedelta(minutes=5), "Mr Ngo"), [NOW]
    session = replace(session_with(doors, phone=Handset()), now=lambda: now[0])
    async with opened(session) as (app, pilot):
        rung: list[None] = []
        app.bell = lambda: rung.append(None)  # type: ignore[method-assign]
        await press(pilot, "enter", "enter")
        assert "due" not in seen(app).splitlines()[-3]
        now[0] = NOW + timedelta(minutes=5)
        desk = app.screen
        for _ in range(3):
            desk.tick()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "! 14:08 due" in seen(app)
        assert len(rung) == 1
        assert "Claire MARTIN" in seen(app), "nothing is taken out of the hand"


class Behind(SellingDoors):
    """A shop in which something of every kind went past its time."""

    def red_list(self) -> RedList:
        lines = tuple(
            RedLine(kind, number, number, f"Luc [/] {number}", NOW - timedelta(hours=number), who, why)
            for number, (kind, who, why) in enumerate(
                (
                    (Red.CALLBACK, "Amélie", ""),
                    (Red.SLOT, "Paul", ""),
                    (Red.HAND_OFF, "", ""),
                    (Red.CAME_BACK, "Paul", ""),
                    (Red.DEAL, "Paul", "no-next-step"),
                    (Red.CHECK_IN, "Fatou", ""),
                ),
                start=2,
            )
        )
        return RedList(tuple((kind, 1) for kind in Red), lines[::-1])


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_everything_red_has_a_view_of_its_own(size: tuple[int, int]) -> None:
    async with opened(session_with(Behind(), MARTHE), size=size) as (app, pilot):
        words = seen(app)
        assert "1 agreed time · 1 hand-off · 1 came back · 1 deal · 1 check-in" in words
        assert "more: pipeline-tui report red" in words
        await press(pilot, "v", "v", "v")
        words = seen(app)
        for wanted in (
            "Manager · red list",
            "!! 7 h 00 late",
            "callback",
            "agreed time",
            "the team",
            "came back",
            "Paul · no next step",
            "check-in",
            "Luc [/] 2",
        ):
            assert wanted in words, wanted


async def test_nothing_red_says_so() -> None:
    async with opened(session_with(SellingDoors(), MARTHE)) as (app, pilot):
        await press(pilot, "v", "v", "v")
        assert "Nothing is past its time." in seen(app)
