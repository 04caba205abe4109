"""The hunter desk by keyboard alone: what is due, steps, next steps, calls, won and lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.hunting import DealCard
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.screens.tell import Tell
from pipeline_tui.storage.sight import not_on_your_desk
from pipeline_tui.widgets.deal_board import DealBoard
from tests.screens.driving import front, opened, press, seen, settle, write
from tests.screens.fake_shop import CLAIRE, PAUL, session_with
from tests.screens.selling_records import ALONE, DEALS
from tests.screens.selling_shop import SellingDoors


def lines(words: str, *names: str) -> list[int]:
    rows = words.splitlines()
    return [next(at for at, row in enumerate(rows) if name in row) for name in names]


async def test_the_day_opens_on_what_is_due_with_the_late_ones_first() -> None:
    async with opened(session_with(SellingDoors(), PAUL)) as (app, _):
        words = seen(app)
        order = lines(words, "O'CONNOR", "NGO Minh", "BOULANGER", "DURAND", "Bellevue", "MOREAU", "LEFÈVRE")
        assert order == sorted(order)
        for wanted in (
            "Without a next step",
            "! 3 days ago",
            "· 16:03",
            "· tomorrow",
            "2 today · 3 overdue",
            "F9 4",
        ):
            assert wanted in words


async def test_v_groups_by_step_with_sums_and_keeps_the_deal_under_the_cursor() -> None:
    async with opened(session_with(SellingDoors(), PAUL)) as (app, pilot):
        await press(pilot, "down", "v")
        words = seen(app)
        assert "Quote sent · 3 deals · €810" in words
        assert "Awaiting signature · 1 deal · €18,500" in words
        assert next(row for row in words.splitlines() if "›" in row).count("NGO Minh") == 1
        await press(pilot, "v")
        words = seen(app)
        assert "Expected by month" in words
        assert "Nov 2026" in words
        assert "41" in words
        await press(pilot, ">", "W")
        assert isinstance(app.screen, HunterScreen), "no deal is under a cursor there"
        await press(pilot, "v")
        assert "Overdue" in seen(app)


async def test_a_wide_terminal_shows_columns_and_the_arrows_cross_them() -> None:
    async with opened(session_with(SellingDoors(), PAUL), size=(120, 40)) as (app, pilot):
        assert "Promised by Amélie" in seen(app), "the deal under the cursor is shown beside the list"
        await press(pilot, "v")
        board = app.screen.query_one(DealBoard)
        assert board.deal_id == 7
        await press(pilot, "right")
        assert board.deal_id == 5, "the same line of the next column"
        await press(pilot, "right")
        assert board.deal_id == 2
        await press(pilot, "right", "right", "right")
        assert board.deal_id == 4
        await press(pilot, "left", "left", "down", "up", "end")
        assert board.deal_id == 6
        row = next(row for row in seen(app).splitlines() if "Wishes taken" in row)
        assert "Awaiting signature" in row


async def test_steps_move_both_ways_and_the_last_one_says_what_ends_it() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", ">", "<")
        assert [one["step"] for one in doors.named("move_deal")] == ["sample", "quote-sent"]
        assert "NGO Minh · Sample shown → Quote sent" in seen(app)
        await press(pilot, "down", "down", "down", ">")
        assert len(doors.named("move_deal")) == 2
        assert "W wins it" in seen(app)


async def test_the_card_has_the_promise_on_top_and_enter_rings() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "enter")
        words = seen(app)
        for wanted in (
            "Promised by Amélie",
            "Weekly bouquet",
            "! 9 days in this step, 7 allowed",
            "Enter call",
        ):
            assert wanted in words
        await press(pilot, "enter")
        assert doors.named("take") == [{"contact_id": 201}]
        assert len(doors.named("dial")) == 1
        words = seen(app)
        assert "Hot call" in words
        assert "z goes on" in words
        assert "Promised" in words


async def test_undo_reads_everything_again() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        doors.open_deals = DEALS[:1]
        await press(pilot, "u")
        assert len(doors.named("undo")) == 1
        words = seen(app)
        assert "taken back" in words
        assert "BOULANGER" not in words


async def test_a_card_whose_deal_was_taken_away_closes_without_a_sheet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, HunterScreen)
        assert screen.header_left() == ("Hunter", "deal")

        def gone(_deal_id: int) -> DealCard:
            raise Refused("Not on your desk")

        monkeypatch.setattr(doors, "deal_card", gone)
        await press(pilot, "u")
        assert screen.card is None
        assert not isinstance(app.screen, Tell)


async def test_a_gate_that_refuses_leaves_the_contact_in_hand_and_escape_puts_it_back() -> None:
    doors = SellingDoors()
    doors.refuse["dial"] = Refused(
        "This call is not allowed", "Sunday. Source: L223-5.", "Possible from Mon 10:00."
    )
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "d")
        assert isinstance(app.screen, Tell)
        assert "Source: L223-5." in seen(app)
        await press(pilot, "escape", "escape")
        assert len(doors.named("release")) == 1
        assert isinstance(app.screen, HunterScreen)
        assert app.screen.desk is None


async def test_next_step_and_lost_are_there_while_the_call_awaits_its_outcome() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "down", "d", "t", "down")
        await write(pilot, "+2h")
        await press(pilot, "enter")
        assert doors.named("plan_next")[0]["deal_id"] == 1
        assert "Hot call" in seen(app)
        await press(pilot, "escape")
        assert doors.held is not None, "a call is not left without its outcome"


async def test_alone_the_contact_handed_over_to_oneself_opens_on_the_hunter_desk() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, ALONE, structure=Structure.ONE_TIER)) as (app, pilot):
        assert isinstance(app.screen, ScoutScreen)
        doors.held = replace(CLAIRE, token="t9", deal_id=1, contact_id=201, script_id="hot-call")
        doors.held = replace(doors.held, stage=HunterScreen.STAGE)
        await press(pilot, "f3")
        assert isinstance(app.screen, HunterScreen)
        assert app.screen.desk is not None
        await press(pilot, ">")
        assert doors.named("move_deal") == [{"deal_id": 1, "step": "sample"}]


async def test_a_contact_of_another_stage_stays_on_its_own_desk() -> None:
    doors = SellingDoors()
    doors.held = CLAIRE
    async with opened(session_with(doors, ALONE, structure=Structure.ONE_TIER)) as (app, pilot):
        await press(pilot, "f3")
        assert isinstance(app.screen, HunterScreen)
        assert app.screen.desk is None
        assert "NGO Minh" in seen(app)


async def test_without_deals_the_desk_says_where_they_come_from() -> None:
    doors = SellingDoors(empty=True)
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "v")
        assert "Hunter · agenda" in seen(app)
        await press(pilot, "v")
        await press(pilot, "enter", "d", ">", "t", "W", "L")
        words = seen(app)
        assert "You have no open deals." in words
        assert "F9 opens the inbox" in words
        assert "W won" not in words
        assert isinstance(app.screen, HunterScreen)


async def test_the_desk_is_looked_at_again_when_it_comes_to_the_front() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "f9")
        doors.open_deals = (replace(DEALS[0], name="NEW Deal"),)
        await press(pilot, "f3")
        await settle(pilot)
        assert "NEW Deal" in seen(app)


async def test_what_is_in_hand_on_the_hunter_desk_does_not_stand_on_the_scout_desk_too() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, ALONE, structure=Structure.ONE_TIER)) as (app, pilot):
        await press(pilot, "f3", "down")
        doors.refuse["dial"] = Refused("This call is not allowed", "Sunday.")
        await press(pilot, "d", "escape", "f2")
        assert isinstance(app.screen, ScoutScreen)
        assert app.screen.desk is None
        doors.waiting = [replace(CLAIRE, stage=HunterScreen.STAGE)]
        await press(pilot, "enter")
        assert app.screen.desk is None
        assert "is still in hand" in seen(app)


async def test_the_agenda_is_the_last_view_and_names_what_overlaps() -> None:
    async with opened(session_with(SellingDoors(), PAUL), size=(100, 40)) as (app, pilot):
        await press(pilot, "v", "v", "v")
        words = seen(app)
        assert words.splitlines()[0].startswith(" Hunter · agenda")
        assert "Today, Monday 23 November" in words
        assert "! with NGO Minh · Write the quote" in words
        await press(pilot, "/", "S")
        assert "Hunter · agenda" in seen(app), "an agenda has one order"
        await press(pilot, *["down"] * 5)
        assert "PETIT Jeanne" in next(row for row in seen(app).splitlines() if "›" in row)
        await press(pilot, "enter")
        assert "Hunter · deal" in seen(app)
        await press(pilot, "escape", "escape", "v")
        assert "Hunter · today" in seen(app)


async def test_what_is_no_deal_in_the_agenda_is_worked_elsewhere() -> None:
    async with opened(session_with(SellingDoors(), ALONE), size=(100, 40)) as (app, pilot):
        await press(pilot, "f3", "v", "v", "v", ">", "L", "t")
        assert "Hunter · agenda" in seen(app), "the cursor stands on a check-in"
        await press(pilot, "enter")
        assert "Farmer" in seen(app).splitlines()[0]


async def test_a_deal_that_went_to_a_colleague_since_is_not_shown_beside_the_list() -> None:
    class Gone(SellingDoors):
        gone = False

        def deal_card(self, deal_id: int) -> DealCard:
            if self.gone:
                raise not_on_your_desk()
            return super().deal_card(deal_id)

    doors = Gone()
    async with opened(session_with(doors, PAUL), size=(140, 40)) as (app, pilot):
        doors.gone = True
        await press(pilot, "down")
        assert isinstance(front(app), HunterScreen)
        assert "Promised by" not in seen(app)
        doors.gone = False
        await press(pilot, "up")
        assert isinstance(front(app), HunterScreen)
        assert "Promised by" in seen(app)
