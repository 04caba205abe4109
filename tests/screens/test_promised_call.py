"""A promised call that is due rings once and says so; the number in hand is copied with ``y``."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.desk import Figures
from pipeline_tui.domain.structures import Structure
from tests.screens.driving import opened, press, seen, settle
from tests.screens.fake_shop import CLAIRE, NOW, session_with
from tests.screens.selling_records import ALONE
from tests.screens.selling_shop import SellingDoors


class Promised(SellingDoors):
    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at

    def figures(self) -> Figures:
        return Figures(1, 1, 0, self.at, "Mr Ngo")


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    bells: list[None] = []
    monkeypatch.setattr(PipelineApp, "bell", lambda _: bells.append(None))
    return bells


async def test_a_due_call_rings_once_for_all_desks_and_the_next_one_again(rung: list[None]) -> None:
    doors = Promised(NOW - timedelta(minutes=4))
    session = session_with(doors, ALONE, structure=Structure.ONE_TIER)
    async with opened(session, operators=(ALONE,)) as (app, pilot):
        assert "Mr Ngo · due now" in seen(app)
        await press(pilot, "f3", "f2", "f4", "f2")
        assert len(rung) == 1
        doors.at = NOW - timedelta(minutes=1)
        await press(pilot, "f3", "f2")
        await settle(pilot)
        assert len(rung) == 2


async def test_a_call_to_come_does_not_ring(rung: list[None]) -> None:
    doors = Promised(NOW + timedelta(seconds=20))
    async with opened(session_with(doors, ALONE, structure=Structure.ONE_TIER)) as (app, _):
        assert "due now" not in seen(app)
        assert rung == []


async def test_y_copies_the_number_in_hand_and_shows_little_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(PipelineApp, "copy_to_clipboard", lambda _, text: copied.append(text))
    doors = SellingDoors()
    async with opened(session_with(doors, ALONE, structure=Structure.ONE_TIER)) as (app, pilot):
        await press(pilot, "y")
        assert copied == [], "nobody is in hand"
        await press(pilot, "enter", "y")
        assert copied == [CLAIRE.numbers[0].e164]
        said = next(iter(app._notifications)).message
        assert "78" in said
        assert "12 34" not in said
