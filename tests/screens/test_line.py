"""The manager's desk: people, funnel, lists, what holds contacts back; hostile text on every desk."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from pipeline_tui.domain.crew import AtWork
from pipeline_tui.domain.desk import PastCall
from pipeline_tui.domain.people import Operator
from pipeline_tui.screens.line import LineScreen
from tests.screens.driving import opened, press, seen
from tests.screens.fake_shop import NOW, PAUL, session_with
from tests.screens.selling_records import FATOU, LISTS, MARTHE
from tests.screens.selling_shop import SellingDoors

HOSTILE = "[/] [@click=app.quit]x[/] \x1b]0;owned\x07\x9b31m \u202eevil " + "x" * 400 + " 👩‍👩‍👧 שלום"


async def test_the_line_on_one_screen() -> None:
    async with opened(session_with(SellingDoors(), MARTHE)) as (app, _):
        assert isinstance(app.screen, LineScreen)
        words = seen(app)
        for wanted in (
            "Amélie",
            "scouting",
            "manager",
            "handed over",
            "13%",
            "Salon de l'immobilier",
            "- paused",
            "310 contacts can be called now",
            "without consent or other basis",
            "tomorrow 10:00",
            "4 people · 310 ready",
        ):
            assert wanted in words


async def test_each_list_says_what_holds_it_back() -> None:
    async with opened(session_with(SellingDoors(), MARTHE)) as (app, pilot):
        await press(pilot, "v", "down")
        words = seen(app)
        assert "Offices downtown" in next(row for row in words.splitlines() if "›" in row)
        assert "12 without consent" in words
        assert "… loading" in words


async def test_nothing_can_be_changed_here() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "enter", "d", "a", "R", "W", "L", "down", "v")
        assert doors.asked == []
        assert isinstance(app.screen, LineScreen)


async def test_without_lists_it_says_how_to_load_one() -> None:
    async with opened(session_with(SellingDoors(empty=True), MARTHE)) as (app, pilot):
        assert "F loads one from a file" in seen(app)
        await press(pilot, "v")
        assert "No list is loaded yet." in seen(app)


def _hostile(doors: SellingDoors) -> SellingDoors:
    said = (PastCall(NOW, HOSTILE, HOSTILE, HOSTILE),)
    brief: Any = MappingProxyType({"need": HOSTILE, HOSTILE: HOSTILE})
    doors.waiting_here = tuple(
        replace(one, name=HOSTILE, firm=HOSTILE, giver=HOSTILE, brief=brief, before=said)
        for one in doors.waiting_here
    )
    doors.open_deals = tuple(
        replace(one, name=HOSTILE, firm=HOSTILE, title=HOSTILE, next_do=HOSTILE, step=HOSTILE)
        for one in doors.open_deals
    )
    doors.planned = tuple(replace(one, name=HOSTILE, firm=HOSTILE, note=HOSTILE) for one in doors.planned)
    return doors


class HostileLine(SellingDoors):
    """A shop whose people and lists are named by an attacker."""

    def crew(self) -> tuple[AtWork, ...]:
        return tuple(replace(one, operator=replace(MARTHE, name=HOSTILE)) for one in super().crew())

    def lists(self) -> Any:
        return tuple(replace(one, name=HOSTILE, source=HOSTILE, state=HOSTILE) for one in LISTS)


_DESKS = [
    (PAUL, ("f9",)),
    (PAUL, ("f9", "enter")),
    (PAUL, ("f9", "R", "1")),
    (PAUL, ()),
    (PAUL, ("v",)),
    (PAUL, ("enter",)),
    (PAUL, ("t",)),
    (PAUL, ("W",)),
    (PAUL, ("L",)),
    (FATOU, ()),
    (FATOU, ("v",)),
    (FATOU, ("enter",)),
    (FATOU, ("g", "1")),
    (FATOU, ("M",)),
    (MARTHE, ()),
    (MARTHE, ("v",)),
]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(("operator", "keys"), _DESKS)
async def test_hostile_text_is_shown_as_text(
    operator: Operator, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    doors = _hostile(HostileLine())
    async with opened(session_with(doors, operator), size=size) as (app, pilot):
        await press(pilot, *keys)
        words = seen(app)
        assert "[/]" in words
        assert all(unicodedata.category(sign) not in ("Cc", "Cf") for sign in words.replace("\n", ""))
        assert all(len(row) <= size[0] for row in words.splitlines())
