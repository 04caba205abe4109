"""The joints by keyboard alone: a farmer's inbox, what came back, receipts and limits that count down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from pipeline_tui.domain.acts import Accepted, HandedOff
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.floor import Floor
from pipeline_tui.domain.hunting import HandOff, Receipt
from pipeline_tui.domain.messages import Waiting
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.hand_off import HandOffForm
from pipeline_tui.screens.inbox import InboxScreen
from pipeline_tui.settings import speak
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.inbox_lines import became, receipt_sheet
from tests.screens.driving import opened, press, seen, settle, write
from tests.screens.fake_shop import NOW, PAUL, session_with
from tests.screens.selling_records import hand_off
from tests.screens.selling_shop import SellingDoors
from tests.screens.test_live import look

FATOU = Operator(7, "Fatou", frozenset({Role.FARMER}))
SOLD = MappingProxyType({"need": "Weekly bouquet", "sold": "wedding, €1,200", "promised": "before eight"})


def sale(number: int, name: str, **changed: object) -> HandOff:
    given = hand_off(number, name, left=timedelta(minutes=100))
    return replace(
        given,
        from_stage=Stage.HUNTING,
        to_stage=Stage.FARMING,
        kind="sale",
        brief=SOLD,
        **changed,  # type: ignore[arg-type]
    )


BACK = sale(
    9,
    "PETIT Jeanne",
    state="returned",
    waiting="",
    reason="need-unclear",
    note="Which [/] flowers?",
    answered_by="Fatou",
)


class Joints(SellingDoors):
    """A shop in which sales are handed over, and one came back."""

    def __init__(self, *offered: HandOff, back: tuple[HandOff, ...] = ()) -> None:
        super().__init__()
        self.waiting_here, self.returned = offered, back

    def came_back(self) -> tuple[HandOff, ...]:
        return self.returned

    def accept(self, hand_off_id: int, *, act: str) -> Accepted:
        return replace(super().accept(hand_off_id, act=act), deal=None)

    def give_again(
        self, hand_off_id: int, brief: Mapping[str, str], *, act: str, to: str | None
    ) -> HandedOff:
        self._note("give_again", hand_off_id=hand_off_id, brief=dict(brief), to=to)
        self.returned = ()
        return HandedOff(11, 109, "PETIT Jeanne", to or "the team")

    def people(self) -> tuple[Operator, ...]:
        return (PAUL, FATOU)


async def test_a_farmer_reads_what_was_sold_and_accepts_with_one_key() -> None:
    doors = Joints(sale(1, "MARTIN Claire"))
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "f9")
        assert isinstance(app.screen, InboxScreen)
        for wanted in ("1 waiting", "wedding, €1,200", "before eight", "from Amélie", "to be accepted until"):
            assert wanted in seen(app), wanted
        await press(pilot, "a")
        assert doors.named("accept") == [{"hand_off_id": 1}]
        assert "F4 shows the first check-in" in seen(app)


async def test_a_farmer_gives_back_to_the_hunter_s_inbox() -> None:
    doors = Joints(sale(1, "MARTIN Claire"))
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "f9", "R")
        assert isinstance(app.screen, Choose)
        await press(pilot, "1", "enter")
        assert doors.named("give_back")[0]["hand_off_id"] == 1
        assert "in Amélie's inbox" in seen(app)


async def test_what_came_back_is_corrected_and_handed_over_again() -> None:
    doors = Joints(back=(BACK,))
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "f9")
        for wanted in ("1 came back", "Need not clear", "Which [/] flowers?", "from Fatou", "F8"):
            assert wanted in seen(app), wanted
        await press(pilot, "a", "R")  # neither is a way to answer what is one's own
        assert isinstance(app.screen, InboxScreen)
        await press(pilot, "f8")
        form = app.screen_stack[-1]
        assert isinstance(form, HandOffForm)
        assert form.to == "Fatou"
        next(one for one in form.query("TextField") if one.name == "need").focus()
        await press(pilot, "end")
        await write(pilot, " in white")
        form.query_one("#to").focus()
        await press(pilot, "enter")
        (given,) = doors.named("give_again")
        assert given["to"] == "Fatou"
        assert given["brief"] == {**SOLD, "need": "Weekly bouquet in white"}
        assert "Handed over again: PETIT Jeanne" in seen(app)
        assert "came back" not in seen(app)


async def test_escape_hands_nothing_over_and_f8_is_dead_elsewhere() -> None:
    doors = Joints(sale(1, "MARTIN Claire"), back=(BACK,))
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "f9", "f8")
        assert isinstance(app.screen, InboxScreen)
        await press(pilot, "down", "f8", "escape")
        assert isinstance(app.screen, InboxScreen)
        assert doors.named("give_again") == []


@pytest.mark.parametrize(
    ("left", "words", "width"),
    [
        (timedelta(hours=5), "F9 1", 80),
        (timedelta(minutes=100), "F9 1 · 1 h 40", 80),
        (timedelta(minutes=100), "F9 1 · accept within 1 h 40", 120),
        (timedelta(minutes=47), "F9 1 · accept within 47 min", 120),
        (timedelta(minutes=-3), "F9 1 · ! late", 80),
    ],
)
async def test_the_header_counts_down_to_the_first_limit(left: timedelta, words: str, width: int) -> None:
    doors = Joints()
    async with opened(session_with(doors, PAUL), size=(width, 24)) as (app, pilot):
        doors.floor_is(Floor((), Waiting(1, 0, NOW + left)))
        await look(app, pilot)
        shown = seen(app)
        assert words in shown
        assert ("accept" in shown.split("F9 1")[1][:12]) == ("accept" in words)
        assert shown.lstrip().startswith("Hunter"), "the desk keeps its name"


async def test_a_limit_that_passes_is_heard_without_anybody_doing_anything() -> None:
    doors = Joints(sale(1, "MARTIN Claire"))
    clock = [NOW]
    session = replace(session_with(doors, PAUL), now=lambda: clock[0])
    async with opened(session) as (app, pilot):
        await press(pilot, "f9")
        doors.floor_is(Floor((), Waiting(1, 0, None, NOW + timedelta(minutes=5))))
        await look(app, pilot)
        doors.waiting_here = (*doors.waiting_here, sale(2, "NGUYEN Van An", waiting="team", to_me=False))
        doors.floor = Floor((), Waiting(2, 0))  # no commit: the version stays
        await look(app, pilot)
        assert "NGUYEN" not in seen(app)
        clock[0] += timedelta(minutes=6)
        await look(app, pilot)
        await settle(pilot)
        assert "NGUYEN" in seen(app)


@pytest.mark.parametrize(
    ("receipt", "words"),
    [
        (
            Receipt(1, "CM", NOW, "waiting", to="Hugo", limit_at=NOW + timedelta(minutes=40), late="fresh"),
            "waits for Hugo, 40 min left",
        ),
        (
            Receipt(1, "CM", NOW, "waiting", limit_at=NOW + timedelta(minutes=100), late="fresh"),
            "waits for the team, 1 h 40 left",
        ),
        (Receipt(1, "CM", NOW, "waiting", to="Hugo", limit_at=NOW, late="team"), "! offered to the team"),
        (Receipt(1, "CM", NOW, "waiting", to="Hugo", limit_at=NOW, late="red"), "!! red for the manager"),
        (Receipt(1, "CM", NOW, "repeat", credit=True), "bought again"),
    ],
)
def test_a_giver_reads_how_long_it_still_may_wait(
    receipt: Receipt, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    playbook = session_with(Joints(), PAUL).playbook
    assert became(receipt, Names.of(playbook, "en"), NOW) == words
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    speak()
    assert became(receipt, Names.of(playbook, "fr"), NOW) != words


@pytest.mark.parametrize(
    ("language", "kind", "words"),
    [
        *(("en", "sale", "a sale"), ("en", "repeat", "a repeat deal")),
        *(("fr", "sale", "une vente"), ("fr", "repeat", "une nouvelle affaire")),
    ],
)
def test_a_receipt_is_read_in_either_language(
    language: str, kind: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Names.of(session_with(Joints(), PAUL).playbook, language)
    monkeypatch.setenv("LANG", f"{language}.UTF-8")
    speak()
    sheet = receipt_sheet(Receipt(1, "CM", NOW, "accepted", kind=kind), names, "Europe/Paris", NOW, 60)
    assert words in [line.plain for line in sheet]


async def test_a_receiver_who_is_refused_leaves_everything_typed_where_it_was() -> None:
    doors = Joints(back=(BACK,))
    doors.refuse["give_again"] = Refused(
        "Fatou is absent until 2026-11-27", "Who else: Felix.", "Name another."
    )
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "f9", "f8", "shift+tab")
        await write(pilot, " and nine")
        await press(pilot, "enter", "enter")
        form = app.screen_stack[-1]
        assert isinstance(form, HandOffForm)
        assert "Fatou is absent until 2026-11-27" in seen(app)
        assert (form.filled["promised"], form.to) == ("before eight and nine", "Fatou")
