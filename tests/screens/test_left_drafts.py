"""What a colleague half typed is offered with their name; plans say what goes along."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pipeline_tui.domain.desk import Draft, KeptDraft
from pipeline_tui.domain.open_work import OpenWork
from pipeline_tui.domain.replacing import Alone, Part, Plan, Replaced
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.draft_offer import DraftOffer
from tests.screens.driving import front, opened, press, seen, write
from tests.screens.fake_shop import CLAIRE, NOW, FakeDoors, session_with
from tests.screens.fake_staff import WORK, StaffShop
from tests.screens.scout_desk import desk_of
from tests.screens.selling_records import MARTHE

SIZES = [(80, 24), (120, 40)]
LEFT = KeptDraft(Draft(note="wants [b]lilies[/]"), NOW - timedelta(days=1), by="Hugo [/] Petit")
NAMED = Part(5, "Étienne", WORK, newcomer=True, drafts=2)
TEAM = Part(None, "the team", OpenWork(), drafts=1)
ALONE = (Alone(Stage.HUNTING, 3), Alone(Stage.FARMING, 0))


@pytest.mark.parametrize("size", SIZES)
async def test_a_colleague_s_draft_is_offered_with_their_name(size: tuple[int, int]) -> None:
    doors = FakeDoors((replace(CLAIRE, draft=Draft(), kept=LEFT),))
    async with opened(session_with(doors), size=size) as (app, pilot):
        await press(pilot, "enter")
        assert isinstance(front(app), DraftOffer)
        words = seen(app)
        for wanted in ("A draft of Hugo [/] Petit's came", "wants [b]lilies[/]", "1 use it", "3 drop it"):
            assert wanted in words
        await press(pilot, "escape")
        assert desk_of(app).note == "", "nothing is merged unasked"


class LeavingShop(StaffShop):
    """A shop in which much goes along with one person."""

    def plan_replacement(self, name: str, by: Any, *, stays: bool) -> Plan:
        return Plan(3, name, not stays, WORK, (NAMED, TEAM), ALONE)

    def replace_person(self, name: str, by: Any, *, stays: bool, act: str) -> Replaced:
        return Replaced(3, name, not stays, WORK, (NAMED, TEAM), ALONE)


@pytest.mark.parametrize("size", SIZES)
async def test_a_plan_names_drafts_first_days_and_stages_left_to_nobody(size: tuple[int, int]) -> None:
    async with opened(session_with(LeavingShop(), MARTHE), size=size) as (app, pilot):
        await press(pilot, "V", "enter", "2")
        await write(pilot, "etienne")
        await press(pilot, "enter")
        words = seen(app)
        for wanted in (
            "43 clients, 2 promised calls, 41 check-ins, 2 half-typed",
            "! their first day is not over",
            "the team",
            "1 half-typed draft",
            "! nobody works hunting any more; waiting there: 3 contacts",
            "! nobody works farming any more",
            "Fatou leaves",
        ):
            assert wanted in words
        await press(pilot, "y")
        assert "1 half-typed draft" in seen(app)
