"""The search box by keyboard alone: as one types, opened where they stand; and the filters of lists."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual.screen import Screen

from pipeline_tui.domain.contact_card import ContactCard
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.finding import FoundPeople, FoundPerson
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.red_list import Red, RedLine, RedList
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.farmer import FarmerScreen
from pipeline_tui.screens.finding import FindSheet
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.inbox import InboxScreen
from pipeline_tui.screens.line import LineScreen
from pipeline_tui.screens.tell import Tell
from pipeline_tui.widgets.line_list import LineList
from tests.screens.caring_shop import CaringDoors
from tests.screens.driving import front, opened, press, seen, write
from tests.screens.fake_offers import ASKED
from tests.screens.fake_shop import AMELIE, CLAIRE, NOW, PAUL, session_with
from tests.screens.selling_records import ALONE, FATOU, LISTS, MARTHE

PERSON = FoundPerson(
    331, "Paul ROUSSEAU", "SARL [b]Fleurs", "Lyon", Stage.FARMING, "Fatou", "+33 1 99 00 12 34", own=True
)
CARD = ContactCard(
    contact_id=331,
    name=PERSON.name,
    spoken="Monsieur Rousseau",
    civility="mr",
    first_name="Paul",
    last_name="Rousseau",
    firm=PERSON.firm,
    role="buyer",
    language="fr",
    country="FR",
    city="Lyon",
    zone="",
    stage=Stage.FARMING,
    owner="Fatou",
    lists=("Salon [/]",),
    source="",
    preferred_hours="",
    created_at=NOW,
    numbers=CLAIRE.numbers,
)


class FindingDoors(CaringDoors):
    """A shop in which one person is found by whatever is typed."""

    def __init__(
        self, person: FoundPerson = PERSON, card: ContactCard = CARD, *, others: bool = False
    ) -> None:
        super().__init__()
        self.person, self.card, self.others = person, card, others

    def find(self, typed: str, *, overtaken: Callable[[], bool]) -> FoundPeople:
        self._note("find", typed=typed)
        return FoundPeople() if "z" in typed else FoundPeople((self.person,), self.others)

    def contact_card(self, contact_id: int) -> ContactCard:
        self._note("contact_card", contact_id=contact_id)
        return self.card


async def test_a_client_who_is_in_no_list_is_found_and_opened_whole() -> None:
    doors = FindingDoors()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        assert "/ find" in seen(app)
        await press(pilot, "/")
        assert "Letters of name, firm or e-mail" in seen(app)
        await press(pilot, "r", "o")
        for part in ("Paul ROUSSEAU", "SARL [b]Fleurs", "yours", "+33 1 99 00 12 34"):
            assert part in seen(app)
        await press(pilot, "enter")
        desk = front(app)
        assert isinstance(desk, FarmerScreen)
        assert desk.header_left() == ("Farmer", "client")
        assert "ROUSSEAU Paul" in seen(app)
        assert "Bought" in seen(app)
        assert desk.whose == 331
        await press(pilot, "escape")
        assert desk.header_left() == ("Farmer", "today")
        assert desk.pointed != 331
        assert "ROUSSEAU Paul · client" not in seen(app)


async def test_a_hunter_opens_a_deal_from_the_palette() -> None:
    deal = replace(CARD, stage=Stage.HUNTING, deal_id=3, owner="Paul")
    doors = FindingDoors(replace(PERSON, stage=Stage.HUNTING), deal)
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, ":")
        await write(pilot, "Find somebody")
        await press(pilot, "enter")
        assert isinstance(front(app), FindSheet)
        await press(pilot, "r", "enter")
        desk = front(app)
        assert isinstance(desk, HunterScreen)
        assert desk.card is not None
        assert desk.card.deal.id == 3


async def test_a_manager_reads_a_covered_card_of_anybody() -> None:
    number = "+33 6 •• •• •• 78"
    numbers = tuple(replace(one, shown=number, e164=number) for one in CLAIRE.numbers)
    person = replace(PERSON, own=False, number="+33 1 •• •• •• 34")
    doors = FindingDoors(person, replace(CARD, numbers=numbers, masked=True), others=True)
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "/", "r")
        assert "Fatou" in seen(app)
        assert "The first 1: type more" in seen(app)
        await press(pilot, "enter")
        assert isinstance(front(app), Tell)
        for part in ("farming, Fatou's", "Salon [/]", "•• •• •• 78", "Numbers and words are covered"):
            assert part in seen(app)
        await press(pilot, "escape", "/", "z", "z")
        assert "Nobody holds this." in seen(app)
        await press(pilot, "enter", "down", "up", "escape")  # nobody to open
        assert len(doors.named("contact_card")) == 1


async def test_a_scout_has_no_search() -> None:
    async with opened(session_with(FindingDoors(), AMELIE)) as (app, pilot):
        before = seen(app)
        await press(pilot, "/")
        assert seen(app) == before
        await press(pilot, ":")
        await write(pilot, "Find somebody")
        assert "Finds your own clients" not in seen(app)


async def test_what_is_wrong_with_what_was_typed_is_said_in_place_of_people() -> None:
    class Trouble(FindingDoors):
        def find(self, typed: str, *, overtaken: Callable[[], bool]) -> FoundPeople:
            if typed == "1":
                return FoundPeople(enough=False)
            raise Refused("The file is busy", "", "Try again.")

    async with opened(session_with(Trouble(), FATOU)) as (app, pilot):
        await press(pilot, "/", "1")
        assert "first three digits" in seen(app)
        await press(pilot, "2")
        assert "The file is busy. Try again." in seen(app)
        await press(pilot, "backspace", "backspace")
        assert "first three digits" in seen(app)


async def test_a_manager_finds_lists_by_name_beside_people() -> None:
    wanted = LISTS[-1]
    async with opened(session_with(FindingDoors(), MARTHE)) as (app, pilot):
        await press(pilot, "/")
        await write(pilot, wanted.name.upper())
        assert f"list, {wanted.ready} ready" in seen(app)
        assert "Paul ROUSSEAU" in seen(app)
        await press(pilot, "enter")
        desk = front(app)
        assert isinstance(desk, LineScreen)
        assert desk.by_list
        assert desk.lists[desk.query_one("#lists", LineList).cursor] == wanted


async def test_a_manager_finds_offers_that_wait_and_what_is_red() -> None:
    late = RedLine(Red.HAND_OFF, 1, 1, "Léa SCHÖN", NOW - timedelta(hours=3), "Paul")

    class Waiting(FindingDoors):
        def red_list(self) -> RedList:
            return RedList(((Red.HAND_OFF, 1),), (late,))

    doors = Waiting()
    doors.asking = tuple(
        replace(ASKED, offer_id=one, number=f"2026-00{one}", client=f"Client {one}") for one in (10, 11)
    )
    async with opened(session_with(doors, MARTHE)) as (app, pilot):
        await press(pilot, "/")
        await write(pilot, "0011")
        assert "offer 2026-0011 to approve" in seen(app)
        await press(pilot, "enter")
        desk = front(app)
        assert isinstance(desk, LineScreen)
        assert desk.asked is not None and desk.asked.client == "Client 11"
        await press(pilot, "/")
        await write(pilot, "lea schon")
        assert "past its time: hand-off" in seen(app)
        await press(pilot, "enter")
        assert desk.view == "red list"
        assert "Léa SCHÖN" in seen(app)


async def test_a_letter_lays_nothing_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[Screen[Any]] = []
    plain = Screen._refresh_layout

    def heard(screen: Screen[Any], *given: Any, **more: Any) -> None:
        laid_out.append(screen)
        plain(screen, *given, **more)

    async with opened(session_with(FindingDoors(), MARTHE)) as (app, pilot):
        await press(pilot, "/", "r", "o", "u")
        with monkeypatch.context() as patch:
            patch.setattr(Screen, "_refresh_layout", heard)
            await press(pilot, "s", "s", "backspace", "z")
        assert laid_out == []
        assert "Nobody holds this." in seen(app)


async def test_an_older_search_is_stopped_and_its_answer_dropped() -> None:
    stopped = threading.Event()

    class Slow(FindingDoors):
        def find(self, typed: str, *, overtaken: Callable[[], bool]) -> FoundPeople:
            if typed == "r":
                assert any(overtaken() or stopped.wait(0.02) for _ in range(1000)), "nobody stopped it"
                stopped.set()
                return FoundPeople((replace(self.person, name="STALE"),))
            return super().find(typed, overtaken=overtaken)

    async with opened(session_with(Slow(), FATOU)) as (app, pilot):
        await press(pilot, "/")
        await pilot.press("r")
        await press(pilot, "o")
        assert stopped.is_set()
        assert "STALE" not in seen(app)
        assert "Paul ROUSSEAU" in seen(app)


async def test_the_inbox_is_filtered_and_what_is_hidden_is_not_acted_on() -> None:
    async with opened(session_with(FindingDoors(), PAUL)) as (app, pilot):
        await press(pilot, "f9")
        desk = front(app)
        assert isinstance(desk, InboxScreen)
        first, second = desk.contents.offered[0], desk.contents.offered[-1]
        assert first.name != second.name
        await press(pilot, "/")
        await write(pilot, second.name.casefold())
        assert f"1 of {len(desk.contents.things)}" in seen(app)
        assert first.name not in seen(app)
        await press(pilot, "enter")
        assert desk.chosen == second
        await press(pilot, "/")
        await write(pilot, " qqq")
        assert "Nothing here has these words" in seen(app)
        assert desk.offer is None
        await press(pilot, "escape")
        assert first.name in seen(app)
        assert desk.chosen is not None


async def test_one_today_is_filtered_by_name_and_by_what_is_to_do() -> None:
    everybody = Operator(ALONE.id, ALONE.name, ALONE.roles)
    async with opened(session_with(FindingDoors(), everybody)) as (app, pilot):
        await press(pilot, "f10", "/")
        await write(pilot, "nothing has this")
        assert "Nothing here has these words" in seen(app)
        await press(pilot, "escape")
        assert "Nothing here has these words" not in seen(app)
