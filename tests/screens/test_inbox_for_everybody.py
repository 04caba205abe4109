"""Messages and receipts in the inbox, for scouts too, and the count of what is new on every desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline_tui.app import PipelineApp
from pipeline_tui.domain.acts import Undone
from pipeline_tui.domain.desk import Desk, OpenCall
from pipeline_tui.domain.hunting import Receipt
from pipeline_tui.domain.messages import Message, Waiting
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.inbox import InboxScreen
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.screens.tell import Tell
from tests.screens.driving import opened, press, seen, settle
from tests.screens.fake_shop import AMELIE, CLAIRE, NOW, PAUL, session_with
from tests.screens.selling_shop import SellingDoors
from tests.screens.test_live import look

MONA = Operator(9, "Mona", frozenset({Role.MANAGER}))
RECEIPTS = (
    Receipt(1, "CM", NOW - timedelta(days=1), "won", "", credit=True),
    Receipt(2, "JPD", NOW - timedelta(days=2), "returned: need-unclear", "need-unclear"),
)
MESSAGE = Message(5, 7, "Claire MARTIN", "Paul", NOW, Stage.SCOUTING, True, True, True)


class WrittenTo(SellingDoors):
    """A shop in which colleagues write."""

    def __init__(self, *messages: Message, receipts: tuple[Receipt, ...] = RECEIPTS) -> None:
        super().__init__(empty=True)
        self.letters, self.kept = messages, receipts

    def waits(self) -> Waiting:
        return Waiting(0, sum(one.unread for one in self.letters))

    def messages(self) -> tuple[Message, ...]:
        return self.letters

    def receipts(self) -> tuple[Receipt, ...]:
        return self.kept

    def read_message(self, message_id: int, *, act: str) -> Message:
        self._note("read_message", message_id=message_id)
        found = next(one for one in self.letters if one.id == message_id)
        read = replace(found, unread=False, text="Wants [/] pink ones", read_by="Amélie")
        self.letters = tuple(read if one is found else one for one in self.letters)
        return read

    def take_from_message(self, message_id: int, *, act: str) -> Desk:
        self._note("take_from_message", message_id=message_id)
        self.held = CLAIRE
        return self.held


def scouting(app: PipelineApp) -> ScoutScreen:
    """Return the scout desk, which must be in front."""
    assert isinstance(app.screen, ScoutScreen)
    return app.screen


async def test_a_scout_opens_a_message_and_takes_its_contact_in_hand() -> None:
    doors = WrittenTo(MESSAGE)
    async with opened(session_with(doors)) as (app, pilot):
        assert "F9 1" in seen(app).splitlines()[0]
        await press(pilot, "f9")
        assert isinstance(app.screen, InboxScreen)
        words = seen(app)
        assert "1 new" in words
        assert "pink" not in words
        await press(pilot, "enter")
        assert isinstance(app.screen, Choose)
        assert "Wants [/] pink ones" in seen(app)
        assert doors.named("read_message") == [{"message_id": 5}]
        await press(pilot, "1")
        assert scouting(app).desk == CLAIRE
        doors.version += 1  # opening it was a commit
        await look(app, pilot)
        assert "F9 1" not in seen(app).splitlines()[0]


async def test_what_became_of_yours_is_said_in_words_without_a_name() -> None:
    async with opened(session_with(WrittenTo())) as (app, pilot):
        await press(pilot, "f9")
        words = seen(app)
        for wanted in ("What became of yours", "CM", "22 Nov", "won", "counts for you", "JPD", "returned:"):
            assert wanted in words
        assert "need-unclear" not in words
        assert "Hand-offs" not in words
        await press(pilot, "down")
        assert "returned: Need not clear" in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Tell)


async def test_a_message_about_what_moved_on_is_only_read() -> None:
    doors = WrittenTo(replace(MESSAGE, yours=False, name="CM", contact_id=0))
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "f9", "enter")
        assert isinstance(app.screen, Tell)
        assert "Wants [/] pink ones" in seen(app)
        assert doors.named("take_from_message") == []


async def test_accept_and_return_are_dead_on_messages_and_receipts() -> None:
    doors = WrittenTo(MESSAGE)
    async with opened(session_with(doors, PAUL)) as (app, pilot):
        await press(pilot, "f9", "a", "R", "down", "a", "R")
        assert isinstance(app.screen, InboxScreen)
        assert "a accept" not in seen(app)
        assert doors.named("accept") == doors.named("give_back") == []


@pytest.mark.parametrize("operator", [AMELIE, MONA])
async def test_everybody_has_an_inbox_and_an_empty_one_says_what_it_is_for(operator: Operator) -> None:
    doors = WrittenTo(receipts=())
    async with opened(session_with(doors, operator), operators=(operator,)) as (app, pilot):
        assert "F9 " not in seen(app).splitlines()[0]
        await press(pilot, "f9")
        words = seen(app)
        assert "Nothing waits here." in words
        assert "what became of those you" in words


async def test_news_arrive_while_the_desk_stands_still() -> None:
    doors = WrittenTo()
    async with opened(session_with(doors)) as (app, pilot):
        assert "F9 1" not in seen(app)
        doors.letters = (MESSAGE,)
        doors.version += 1
        await look(app, pilot)
        assert "F9 1" in seen(app).splitlines()[0]


async def test_an_undo_that_brings_a_contact_back_into_hand_opens_its_desk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    doors = WrittenTo()
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "f9")
        assert isinstance(app.screen, InboxScreen)

        def undo(*, act: str) -> Undone:
            doors.held = replace(CLAIRE, call=OpenCall(1, 1, NOW, "simulated"))
            return Undone("outcome", CLAIRE.contact_id, CLAIRE.name, doors.held)

        monkeypatch.setattr(doors, "undo", undo)
        await press(pilot, "u")
        await settle(pilot)
        assert scouting(app).awaits == CLAIRE.name
