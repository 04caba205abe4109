"""Messages about a contact: they arrive, and tell the sender nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.look_ups import LookUp
from pipeline_tui.domain.messages import Sent, Waiting
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import attending, handing_off, looking_up, messaging, negotiating, undoing
from tests.services.test_looking_up import BRIEF, NUMBER
from tests.shops import Line, opened_line

WORDS = "rang about the delivery"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path) as opened:
        yield opened


def look(line: Line, who: str = "Sam") -> LookUp:
    return looking_up.look_up(line.shop, line.viewer(who), NUMBER, act=line.act())


def tell(line: Line, who: str = "Sam", text: str = WORDS) -> Sent:
    return messaging.send(line.shop, line.viewer(who), look(line, who), text, act=line.act())


def hunted(line: Line, owner: str | None = "Hugo", stage: Stage = Stage.HUNTING, name: str = "Zyx") -> int:
    return line.contact(
        name,
        numbers=(line.number(NUMBER),),
        stage=stage,
        owner=line.viewer(owner) if owner else None,
    )


def test_the_owner_learns_from_whom_when_and_about_whom_and_the_sender_nothing(line: Line) -> None:
    contact = hunted(line)
    sent = tell(line)
    assert sent.to == "its owner"
    assert "Hugo" not in repr(sent)
    (message,) = messaging.messages(line.shop, line.viewer("Hugo"))
    assert (message.name, message.sender, message.at) == ("Claire ZYX", "Sam", line.at)
    assert (message.unread, message.yours, message.to_me, message.text) == (True, True, True, "")
    read = messaging.read_message(line.shop, line.viewer("Hugo"), message.id, act=line.act())
    assert (read.text, read.unread, read.read_by, read.contact_id) == (WORDS, False, "Hugo", contact)
    for other in ("Sam", "Paul", "Hana", "Fatou", "Mona"):
        assert messaging.messages(line.shop, line.viewer(other)) == ()
        with pytest.raises(Refused, match="Not on your desk"):
            messaging.read_message(line.shop, line.viewer(other), message.id, act=line.act())


@pytest.mark.parametrize(
    ("stage", "receivers"),
    [
        (Stage.HUNTING, {"Hugo", "Hana"}),
        (Stage.FARMING, {"Fatou"}),
        (Stage.CLOSED, {"Mona"}),
    ],
)
def test_without_an_owner_it_is_for_the_stage_s_team(line: Line, stage: Stage, receivers: set[str]) -> None:
    hunted(line, None, stage)
    tell(line)
    everybody = ("Sam", "Paul", "Hugo", "Hana", "Fatou", "Mona")
    got = {who for who in everybody if messaging.messages(line.shop, line.viewer(who))}
    assert got == receivers
    first, *others = sorted(receivers)
    (message,) = messaging.messages(line.shop, line.viewer(first))
    assert not message.to_me
    messaging.read_message(line.shop, line.viewer(first), message.id, act=line.act())
    for other in others:
        assert attending.on_the_floor(line.shop, line.viewer(other)).waiting == Waiting(0, 0)
        (seen,) = messaging.messages(line.shop, line.viewer(other))
        assert seen.read_by == first


def test_who_has_a_scouting_contact_in_hand_gets_it(line: Line) -> None:
    hunted(line, None, Stage.SCOUTING)
    line.claim(line.viewer("Paul"))
    tell(line)
    (message,) = messaging.messages(line.shop, line.viewer("Paul"))
    assert message.to_me
    assert message.yours


def test_an_owner_who_has_left_gets_none_the_team_does(line: Line) -> None:
    hunted(line)
    with line.shop.store.act() as tx:
        tx.run("UPDATE operator SET active = 0 WHERE name = 'Hugo'")
    tell(line)
    assert len(messaging.messages(line.shop, line.viewer("Hana"))) == 1


def test_what_has_moved_on_is_there_by_initials_only_and_cannot_be_taken(line: Line) -> None:
    contact = hunted(line)
    tell(line)
    with line.shop.store.act() as tx:
        tx.run("UPDATE position SET stage = 'farming', owner_id = NULL WHERE contact_id = :c", {"c": contact})
    hugo = line.viewer("Hugo")
    (message,) = messaging.messages(line.shop, hugo)
    assert (message.name, message.contact_id, message.yours) == ("CZ", 0, False)
    with pytest.raises(Refused, match="not yours to take"):
        messaging.take_from_message(line.shop, hugo, message.id, act=line.act())


def test_the_receiver_takes_the_contact_from_the_message(line: Line) -> None:
    contact = hunted(line)
    tell(line)
    hugo = line.viewer("Hugo")
    (message,) = messaging.messages(line.shop, hugo)
    assert messaging.take_from_message(line.shop, hugo, message.id, act=line.act()).contact_id == contact
    with pytest.raises(Refused, match="Not on your desk"):
        messaging.take_from_message(line.shop, line.viewer("Hana"), message.id, act=line.act())


def test_it_can_be_taken_back_until_it_is_read(line: Line) -> None:
    hunted(line)
    sam, hugo = line.viewer("Sam"), line.viewer("Hugo")
    tell(line)
    assert undoing.undo(line.shop, sam, act=line.act()).verb == "messaged"
    assert messaging.messages(line.shop, hugo) == ()
    tell(line)
    (message,) = messaging.messages(line.shop, hugo)
    messaging.read_message(line.shop, hugo, message.id, act=line.act())
    with pytest.raises(Refused, match="no longer be taken back") as refused:
        undoing.undo(line.shop, sam, act=line.act())
    assert "Hugo" not in refused.value.detail
    assert line.broken() == ""


def test_a_message_stops_nobody_s_undo(line: Line) -> None:
    hugo = line.viewer("Hugo")
    contact = hunted(line)
    from pipeline_tui.storage import deals

    with line.shop.store.act() as tx:
        deal = deals.open_deal(tx, hugo, contact, step="brief-taken", currency="EUR", now=line.at)
    negotiating.move_deal(line.shop, hugo, deal, "quote-sent", act=line.act())
    tell(line)
    assert undoing.undo(line.shop, hugo, act=line.act()).verb == "deal_moved"


def test_a_retry_sends_once_and_the_journal_holds_no_words(line: Line) -> None:
    hunted(line)
    sam, found, act = line.viewer("Sam"), look(line), line.act()
    first = messaging.send(line.shop, sam, found, WORDS, act=act)
    assert messaging.send(line.shop, sam, found, WORDS, act=act) == first
    assert len(messaging.messages(line.shop, line.viewer("Hugo"))) == 1
    (row,) = line.all("SELECT contact_id, detail FROM journal WHERE verb = 'messaged'")
    assert row[0] is None
    assert "delivery" not in row[1]


def test_reading_twice_is_one_entry(line: Line) -> None:
    hunted(line)
    tell(line)
    hugo = line.viewer("Hugo")
    (message,) = messaging.messages(line.shop, hugo)
    for _ in range(2):
        messaging.read_message(line.shop, hugo, message.id, act=line.act())
    assert line.verbs().count("message_read") == 1


@pytest.mark.parametrize("text", ["", "  \n ", "\x1b\x07"])
def test_an_empty_message_is_not_sent(line: Line, text: str) -> None:
    hunted(line)
    with pytest.raises(UsageTrouble, match="empty"):
        tell(line, text=text)


def test_words_are_stored_clean_and_short(line: Line) -> None:
    hunted(line)
    tell(line, text="a\x1b]0;x\x07" + "b" * 5000)
    (text,) = line.one("SELECT body FROM message")
    assert "\x1b" not in text
    assert len(text) == 1000


def test_by_its_id_only_what_one_sees_or_gave_on(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Given")
    desk = line.call(sam)
    handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act(), to="Hugo")
    messaging.send(line.shop, sam, desk.contact_id, WORDS, act=line.act())
    assert len(messaging.messages(line.shop, line.viewer("Hugo"))) == 1
    strange = hunted(line, "Hana")
    for contact in (strange, 999_999):
        with pytest.raises(Refused, match="Not on your desk"):
            messaging.send(line.shop, sam, contact, WORDS, act=line.act())


def test_of_a_household_each_other_owner_hears(line: Line) -> None:
    hunted(line)
    hunted(line, "Fatou", Stage.FARMING)
    assert len(tell(line).ids) == 2
    for who in ("Hugo", "Fatou"):
        assert len(messaging.messages(line.shop, line.viewer(who))) == 1


def test_there_is_nobody_to_write_to_about_an_unknown_number(line: Line) -> None:
    with pytest.raises(Refused, match="no other owner"):
        tell(line)


def test_what_waits_is_counted_for_every_desk(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Given")
    desk = line.call(sam)
    handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act(), to="Hugo")
    hunted(line)
    tell(line)
    waiting = attending.on_the_floor(line.shop, line.viewer("Hugo")).waiting
    assert (waiting.hand_offs, waiting.messages, waiting.count) == (1, 1, 2)
    assert attending.on_the_floor(line.shop, sam).waiting.count == 0


def test_the_floor_counts_messages_as_the_inbox_does(line: Line) -> None:
    hunted(line, owner=None)
    tell(line, "Hana")
    for name, unread in (("Hana", 0), ("Hugo", 1)):
        viewer = line.viewer(name)
        assert attending.on_the_floor(line.shop, viewer).waiting.messages == unread
        assert sum(one.unread for one in messaging.messages(line.shop, viewer)) == unread
