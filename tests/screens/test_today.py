"""``F10``: one queue across stages; ``Enter`` opens the most urgent thing where it belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.errors import NothingToDo
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.domain.today import Kind, Task, Today, today_of
from pipeline_tui.screens.farmer import FarmerScreen
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.inbox import InboxScreen
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.screens.session import Session
from pipeline_tui.screens.tell import Tell
from pipeline_tui.screens.today import TodayScreen
from pipeline_tui.ui.command import Hand
from tests.screens.driving import front, opened, press, seen
from tests.screens.fake_shop import AMELIE, NOW, session_with
from tests.screens.fake_writing import WritingShop
from tests.screens.selling_records import ALONE, TODAY

S, H, F = Stage.SCOUTING, Stage.HUNTING, Stage.FARMING
CALL = Task(
    Kind.PROMISE,
    S,
    7,
    name="Claire MARTIN",
    what="promised call",
    at=NOW - timedelta(minutes=12),
    agreed=True,
)
HOT = Task(Kind.HAND_OFF, H, 102, 2, "NGUYEN Van An", "from Amélie", NOW + timedelta(minutes=47))
STEP = Task(Kind.STEP, H, 202, 2, "BOULANGER Luc", "Ask about the sample", NOW - timedelta(hours=4))
CHECK = Task(Kind.CHECK_IN, F, 306, 6, "MOREAU Sophie", "check-in, B 30 days", on=TODAY)
BIRTHDAY = Task(Kind.OCCASION, F, 305, name="NGO Minh", what="birthday", on=TODAY + timedelta(days=4))
QUEUE = Task(Kind.QUEUE, S, what="next new contact")
LATER = Task(
    Kind.PROMISE, S, 8, name="Paul ROUX", what="promised call", at=NOW + timedelta(hours=2), agreed=True
)


class Day(WritingShop):
    """A shop with something due at every stage."""

    def __init__(self, *tasks: Task) -> None:
        super().__init__()
        self.tasks = tasks

    def take(self, contact_id: int, *, act: str) -> Desk:
        self.held = replace(super().take(contact_id, act=act), token="t2")
        return self.held

    def today(self) -> Today:
        return today_of(self.tasks, NOW, "Europe/Paris")


def alone(doors: Day) -> Session:
    return session_with(doors, ALONE, structure=Structure.ONE_TIER)


async def test_everything_due_stands_in_its_order_with_counts_and_why() -> None:
    doors = Day(LATER, QUEUE, BIRTHDAY, CHECK, STEP, HOT, CALL)
    async with opened(alone(doors), operators=(ALONE,)) as (app, pilot):
        await press(pilot, "f10")
        assert isinstance(front(app), TodayScreen)
        words = seen(app)
        rows = words.splitlines()
        assert "scouting 2   hunting 2   farming 2" in rows[0]
        names = ("Claire MARTIN", "NGUYEN Van An", "BOULANGER Luc", "MOREAU Sophie", "NGO Minh", "Paul ROUX")
        order = [next(at for at, row in enumerate(rows) if name in row) for name in names]
        assert order == sorted(order)
        for wanted in (
            "!! 12 min ago   call",
            "Somebody waits · 1 thing",
            "next new contact",
            "A time agreed with them comes before everything else.",
            "Enter open",
            "i why",
        ):
            assert wanted in words, wanted
        await press(pilot, "down")
        assert "A hot contact waits to be accepted" in seen(app)
        await press(pilot, "i")
        assert isinstance(front(app), Tell)
        assert "3 What is late, the oldest first." in seen(app)


async def test_enter_opens_each_thing_on_its_own_desk() -> None:
    for task, desk, marked in (
        (HOT, InboxScreen, "NGUYEN"),
        (STEP, HunterScreen, "BOULANGER"),
        (CHECK, FarmerScreen, "MOREAU"),
    ):
        async with opened(alone(Day(task, QUEUE)), operators=(ALONE,)) as (app, pilot):
            await press(pilot, "f10", "enter")
            assert isinstance(front(app), desk)
            line = next(row for row in seen(app).splitlines() if "›" in row)
            assert marked in line, (task.kind, line)
            await press(pilot, "f10")
            assert isinstance(front(app), TodayScreen)


async def test_the_line_is_found_whatever_view_its_desk_was_left_in() -> None:
    for task, desk, key, marked in (
        (STEP, HunterScreen, "f3", "BOULANGER"),
        (CHECK, FarmerScreen, "f4", "MOREAU"),
    ):
        async with opened(alone(Day(task, QUEUE)), operators=(ALONE,)) as (app, pilot):
            await press(pilot, key, "v", "f10", "enter")
            assert isinstance(front(app), desk)
            line = next(row for row in seen(app).splitlines() if "›" in row)
            assert marked in line, (task.kind, line)


async def test_a_promised_call_and_the_queue_come_into_hand_on_the_scout_desk() -> None:
    for task in (CALL, QUEUE):
        doors = Day(task)
        async with opened(alone(doors), operators=(ALONE,)) as (app, pilot):
            await press(pilot, "f10", "enter")
            assert isinstance(front(app), ScoutScreen)
            assert len(doors.named("claim_next")) == 1
            assert "Claire MARTIN" in seen(app)


async def test_a_client_s_date_is_opened_with_the_client_in_hand() -> None:
    doors = Day(BIRTHDAY)
    async with opened(alone(doors), operators=(ALONE,)) as (app, pilot):
        await press(pilot, "f10", "enter")
        assert isinstance(front(app), FarmerScreen)
        assert doors.named("take") == [{"contact_id": 305}]


async def test_what_stood_on_another_desk_goes_back_without_a_word() -> None:
    doors = Day(CALL, BIRTHDAY)
    async with opened(alone(doors), operators=(ALONE,)) as (app, pilot):
        await press(pilot, "f10", "enter")
        scout = front(app)
        assert isinstance(scout, ScoutScreen)
        assert scout.desk is not None
        await press(pilot, "f10", "down", "enter")
        assert isinstance(front(app), FarmerScreen)
        scout._renew()
        await press(pilot)
        assert scout.hand is Hand.NOTHING
        assert isinstance(front(app), FarmerScreen), "no sheet says that it was lost"
        assert doors.named("renew") == []


async def test_a_call_for_later_is_not_made_now() -> None:
    doors = Day(LATER)
    async with opened(alone(doors), operators=(ALONE,)) as (app, pilot):
        await press(pilot, "f10", "enter")
        assert isinstance(front(app), TodayScreen)
        assert doors.named("claim_next") == []
        assert "Not yet" in seen(app)


async def test_with_nothing_to_call_the_scout_desk_says_why() -> None:
    doors = Day(QUEUE)
    doors.refuse["claim_next"] = NothingToDo("Nothing to call", "No contact is ready.")
    async with opened(alone(doors), operators=(ALONE,)) as (app, pilot):
        await press(pilot, "f10", "enter")
        assert isinstance(front(app), ScoutScreen)


async def test_an_empty_day_says_what_to_do() -> None:
    async with opened(alone(Day()), operators=(ALONE,)) as (app, pilot):
        await press(pilot, "f10", "enter", "i")
        assert isinstance(front(app), TodayScreen)
        words = seen(app)
        assert "Nothing is due at any of your stages." in words
        assert "Enter open" not in words


async def test_who_works_one_stage_has_no_use_for_it() -> None:
    async with opened(session_with(Day(CALL), AMELIE)) as (app, pilot):
        await press(pilot, "f10")
        assert isinstance(front(app), ScoutScreen)
        await press(pilot, "?")
        assert "One Today" not in seen(app)


def test_a_day_of_nothing_is_no_day() -> None:
    assert today_of((), NOW, "Europe/Paris") == Today((), MappingProxyType({}))
