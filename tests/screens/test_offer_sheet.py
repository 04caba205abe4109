"""The offer sheet by keyboard alone: found as typed, reckoned as typed, sent, printed, compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.offers import OfferLine, OfferState
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.form import Form
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.offer_screen import OfferScreen
from pipeline_tui.screens.price_search import PickPrice
from pipeline_tui.screens.tell import Tell
from tests.screens.driving import front, opened, press, seen, settle, write
from tests.screens.fake_offers import PRICES
from tests.screens.fake_shop import PAUL, session_with
from tests.screens.selling_records import DEALS
from tests.screens.selling_shop import SellingDoors

ANNE = 3  # the deal under the cursor once moved to


async def opened_sheet(pilot: Pilot[Any]) -> None:
    await press(pilot, "$")
    assert isinstance(front(pilot.app), OfferScreen)  # type: ignore[arg-type]


async def line(pilot: Pilot[Any], words: str, quantity: str) -> None:
    """Add the first thing that is found."""
    await press(pilot, "+")
    await write(pilot, words)
    await press(pilot, "enter")
    await write(pilot, quantity)
    await press(pilot, "enter")


async def test_an_offer_begins_with_its_first_line_and_totals_follow_the_letters() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await opened_sheet(pilot)
        assert "+ finds something on the price list" in seen(app)
        assert doors.named("open_offer") == []  # looking makes nothing
        await press(pilot, "+")
        assert isinstance(front(app), PickPrice)
        assert all(item.name in seen(app) for item in PRICES)
        await write(pilot, "rose w")
        assert "White rose" in seen(app)
        assert "Red rose" not in seen(app)
        await press(pilot, "enter")
        assert isinstance(front(app), Form)
        await write(pilot, "12")
        assert "This line €31.20   Offer €31.20 + tax €3.12 = €34.32" in seen(app)
        await press(pilot, "enter")
        (opening,) = doors.named("open_offer")
        assert opening["says"].lines == (
            OfferLine(
                "White rose, long stem", 12_000, 260, tax=1000, unit="stem", code="ROSE-W", list_minor=260
            ),
        )
        words = seen(app)
        for wanted in ("2026-0001 · version 1", "· draft", "12 stem", "€34.32", "tax 10% on €31.20"):
            assert wanted in words


async def test_own_words_are_the_last_thing_found_and_taxed_as_the_line_before() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await opened_sheet(pilot)
        await line(pilot, "town", "1")
        await press(pilot, "+")
        await write(pilot, "Ribbons in gold")
        assert "own words: Ribbons in gold" in seen(app)
        await press(pilot, "enter")
        await write(pilot, "2,5")
        await press(pilot, "down")
        await write(pilot, "1.20")
        await press(pilot, "enter")
        made = doors.named("write_offer")[-1]["says"].lines[-1]
        assert (made.text, made.quantity, made.price_minor, made.tax, made.code) == (
            "Ribbons in gold",
            2500,
            120,
            2000,
            "",
        )


async def test_what_is_not_understood_keeps_the_form_open() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await opened_sheet(pilot)
        await press(pilot, "+")
        await write(pilot, "bou")
        await press(pilot, "enter")
        await write(pilot, "a dozen")
        await press(pilot, "enter")
        assert isinstance(front(app), Form)
        assert "is no number" in seen(app)
        assert doors.named("open_offer") == []


async def test_escape_keeps_a_half_typed_line_and_drops_it_when_left_as_it_came_back() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await opened_sheet(pilot)
        await press(pilot, "+")
        await write(pilot, "bou")
        await press(pilot, "enter")
        await write(pilot, "7")
        await press(pilot, "escape", "escape")
        assert isinstance(front(app), HunterScreen)
        await press(pilot, "$", "+")
        form = front(app)
        assert isinstance(form, Form)
        assert [field.value for field in form.query(Input)][:3] == ["Seasonal bouquet", "7", "€29.90"]
        await press(pilot, "escape", "+")
        assert isinstance(front(app), PickPrice)


async def test_a_line_is_changed_and_taken_out() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (_, pilot):
        await opened_sheet(pilot)
        await line(pilot, "bou", "1")
        await line(pilot, "town", "1")
        await press(pilot, "up", "enter")
        form = front(pilot.app)  # type: ignore[arg-type]
        discount = list(form.query(Input))[3]
        form.set_focus(discount)
        await write(pilot, "5")
        await press(pilot, "enter")
        assert [one.discount for one in doors.named("write_offer")[-1]["says"].lines] == [500, 0]
        await press(pilot, "down", "delete")
        assert [one.code for one in doors.named("write_offer")[-1]["says"].lines] == ["BOUQ-S"]


async def test_within_the_limit_it_is_sent_and_the_deal_may_move_on() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        deal = next(one for one in DEALS if one.step == "brief-taken" and one.next_at is None)
        await opened_sheet(pilot)
        await line(pilot, "bou", "2")
        await press(pilot, "s")
        assert "Quote sent" in seen(app)
        await press(pilot, "enter")  # nothing is taken before the cursor was moved or a digit pressed
        await press(pilot, "escape") if doors.named("send_offer") == [] else None
        await press(pilot, "s", "1")
        assert doors.named("send_offer")[-1] == {"offer_id": 1, "step_on": True}
        assert doors.offer(1).state is OfferState.SENT
        assert deal.id == doors.offer(1).deal_id
        assert "→ sent" in seen(app)
        # A sent one is never changed: the next line begins a version.
        await line(pilot, "town", "1")
        assert "version 2" in seen(app)
        await press(pilot, "v")
        words = seen(app)
        assert "version 1" in words and "→ sent" in words
        assert "+ Delivery in town" in words
        assert "€65.78 → €75.38" in words
        await press(pilot, "down")
        assert "The first version." in seen(app)
        await press(pilot, "escape")
        assert isinstance(front(app), OfferScreen)


async def test_above_the_limit_a_manager_is_asked_first() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await opened_sheet(pilot)
        await line(pilot, "bou", "2")
        await press(pilot, "%")
        await write(pilot, "15")
        assert "! 15% below the list: above your limit of 10%" in seen(app)
        await press(pilot, "enter")
        assert "! 15% below the list, your limit is 10%" in seen(app)
        await press(pilot, "s")
        assert isinstance(front(app), Confirm)
        await press(pilot, "enter")  # Enter answers nothing
        assert doors.named("send_offer") == []
        await press(pilot, "y")
        assert "… waits for approval" in seen(app)
        await press(pilot, "s")  # nobody sends what waits
        assert len(doors.named("send_offer")) == 1


async def test_what_the_service_refuses_comes_back_with_what_was_typed() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await opened_sheet(pilot)
        doors.refuse["open_offer"] = UsageTrouble("The offer is larger than any amount", "", "")
        await line(pilot, "bou", "3")
        form = front(app)
        assert isinstance(form, Form)
        assert "The offer is larger than any amount" in seen(app)
        assert list(form.query(Input))[1].value == "3"
        await press(pilot, "enter")
        assert len(doors.papers) == 1


async def test_a_late_send_is_refused_and_said() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await opened_sheet(pilot)
        await line(pilot, "bou", "2")
        doors.refuse["send_offer"] = Refused(
            "This offer has run out", "It held until yesterday.", "Give a later date."
        )
        await press(pilot, "s", "2")
        assert isinstance(front(app), Tell)
        assert "This offer has run out" in seen(app)


async def test_printing_proposes_a_free_name_and_says_where_it_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors, session = SellingDoors(), None
    session = session_with(doors, PAUL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_documents_dir", lambda: str(tmp_path))
    (tmp_path / "2026-0001-v1.pdf").write_text("there already")
    async with opened(session, size=(120, 40)) as (app, pilot):
        await opened_sheet(pilot)
        await line(pilot, "bou", "2")
        await press(pilot, "P")
        field = front(app).query_one(Input)
        assert field.value == str(tmp_path / "2026-0001-v1-2.pdf")
        assert "every page says that it is a draft" in seen(app)
        field.value = str(tmp_path / "2026-0001-v1.pdf")
        await press(pilot, "enter")
        assert doors.named("print_offer") == []  # that one is there
        field.value = str(tmp_path / "mine.txt")
        await press(pilot, "enter")
        (given,) = doors.named("print_offer")
        assert (given["path"], given["version"]) == (tmp_path / "mine.txt", 1)
        assert "mine.txt" in seen(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_everything_stands_at_once(size: tuple[int, int]) -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL), size=size) as (app, pilot):
        await opened_sheet(pilot)
        for words in ("bou", "rose r", "town"):
            await line(pilot, words, "100")
        app.clear_notifications()  # the last one stands over the last keys for a moment
        await settle(pilot)
        words = seen(app)
        for wanted in (
            "tax 20%",
            "tax 10%",
            "total",
            "holds until",
            "€4,524.00",
            "Esc back",
            "s sent",
            "P print",
        ):
            assert wanted in words


async def test_hostile_text_is_shown_as_text() -> None:
    doors = SellingDoors()
    doors.price_list = (PRICES[0].__class__("X", "[/] [@click=app.quit]x[/]", "[b]", 100, 0),)
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await opened_sheet(pilot)
        await line(pilot, "", "1")
        assert "[/] [@click=app.quit]x[/]" in seen(app)


async def test_undo_and_help_are_there() -> None:
    doors = SellingDoors()
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await opened_sheet(pilot)
        await line(pilot, "bou", "2")
        await press(pilot, "u")
        assert len(doors.named("undo")) == 1
        await press(pilot, "?")
        assert "Marks the offer as sent" in seen(app)
