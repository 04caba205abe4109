"""Undo of the scout's newer acts: each works once, and not after a colleague has built on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from pipeline_tui.domain.errors import NothingToDo, Refused
from pipeline_tui.services import claiming, dialling, handing_off, late_words, looking_up, undoing
from tests.services.every_act import TABLE
from tests.shops import Line

# Reverted by `u`; whose act it is, and what the undo says it took back.
TAKEN_BACK = {
    "adding.add_contact": ("Sam", "contact_added"),
    "adding.add_contact known": ("Sam", "contact_added"),
    "changing.change_contact": ("Sam", "contact_changed"),
    "late_words.add_words": ("Sam", "late_words"),
    "messaging.send": ("Sam", "messaged"),
    "handing_off.hand_off": ("Sam", "handed_off"),
    "transferring.take_live": ("Hugo", "took_live"),
}
# Not an act that anybody takes back: `u` reaches past them.
LEFT_ALONE = {
    "looking_up.look_up": "Sam",
    "looking_up.claim_found": "Sam",
    "messaging.read_message": "Hugo",
    "messaging.take_from_message": "Hugo",
    "pausing.begin": "Sam",
    "pausing.end": "Sam",
    "transferring.end_offer": "Sam",
}
ROWS = ("number", "email", "position", "deal", "message", "note", "call")
_PASSING = ("version", "token", "lease", "created_at", "outcome_at")


def stands(line: Line, table: str) -> set[tuple[object, ...]]:
    """Return the rows that stand, without what every act moves along."""
    columns = [row[1] for row in line.all(f"PRAGMA table_info({table})") if row[1] not in _PASSING]
    marked = dict.fromkeys(("note", "call", "message"), "undone = 0")
    gone = {"deal": "state <> 'undone'", **marked}.get(table, "1 = 1")
    return {tuple(row) for row in line.all(f"SELECT {', '.join(columns)} FROM {table} WHERE {gone}")}


@pytest.mark.parametrize("name", ["changing.change_contact", "late_words.add_words", "messaging.send"])
def test_everything_is_as_before(line: Line, name: str) -> None:
    do = TABLE[name](line)
    before = {table: stands(line, table) for table in (*ROWS, "contact")}
    do(line.act())
    undoing.undo(line.shop, line.viewer("Sam"), act=line.act())
    for table, rows in before.items():
        if table == "contact":
            assert {row[1:] for row in stands(line, table)} == {row[1:] for row in rows}
        else:
            assert stands(line, table) == rows, table


@pytest.mark.parametrize("name", TAKEN_BACK)
def test_each_is_taken_back_once(line: Line, name: str) -> None:
    who, verb = TAKEN_BACK[name]
    TABLE[name](line)(line.act())
    viewer, act = line.viewer(who), line.act()
    undone = undoing.undo(line.shop, viewer, act=act)
    assert undone.verb == verb
    after = line.image()
    assert undoing.undo(line.shop, viewer, act=act).verb == verb  # the same press, repeated
    assert line.image() == after
    with suppress(NothingToDo, Refused):
        again = undoing.undo(line.shop, viewer, act=line.act())
        assert again.verb != verb
    assert line.broken() == ""


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_undo_reaches_past_what_nobody_takes_back(line: Line, name: str) -> None:
    TABLE[name](line)(line.act())
    rows = line.verbs()
    viewer = line.viewer(LEFT_ALONE[name])
    with suppress(NothingToDo, Refused):
        assert undoing.undo(line.shop, viewer, act=line.act()).verb not in rows[-1:]
    for verb in ("looked_up", "taken", "message_read", "pause_began", "pause_ended", "offer_ended"):
        undone = line.all(
            "SELECT 1 FROM journal WHERE verb = 'undone' AND detail LIKE :verb", verb=f'%"{verb}"%'
        )
        assert undone == []


def newcomer_dialled(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    desk = claiming.in_hand(line.shop, sam)
    assert desk is not None
    claiming.release(line.shop, sam, desk.token, act=line.act())
    found = looking_up.look_up(line.shop, paul, "0199007773", act=line.act())
    taken = looking_up.claim_found(line.shop, paul, found, act=line.act())
    looking_up.take_incoming(line.shop, paul, taken.token, act=line.act())
    dialling.record_outcome(line.shop, paul, taken.token, "not-now", act=line.act())


def changed_dialled(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    desk = claiming.in_hand(line.shop, sam)
    assert desk is not None
    claiming.release(line.shop, sam, desk.token, act=line.act())
    mine = line.call(paul)
    assert mine.contact_id == desk.contact_id
    dialling.record_outcome(line.shop, paul, mine.token, "no-answer", act=line.act())


def message_read(line: Line) -> None:
    from pipeline_tui.services import messaging

    hugo = line.viewer("Hugo")
    (message,) = messaging.messages(line.shop, hugo)
    messaging.read_message(line.shop, hugo, message.id, act=line.act())


def accepted(line: Line) -> None:
    (offered,) = handing_off.inbox(line.shop, line.viewer("Hugo"))
    handing_off.accept(line.shop, line.viewer("Hugo"), offered.id, act=line.act())


@pytest.mark.parametrize(
    ("name", "build_on"),
    [
        ("adding.add_contact", newcomer_dialled),
        ("changing.change_contact", changed_dialled),
        ("messaging.send", message_read),
        ("handing_off.hand_off", accepted),
    ],
)
def test_not_after_a_colleague_has_built_on_it(
    line: Line, name: str, build_on: Callable[[Line], None]
) -> None:
    TABLE[name](line)(line.act())
    build_on(line)
    before = line.image()
    with pytest.raises(Refused, match="taken back"):
        undoing.undo(line.shop, line.viewer("Sam"), act=line.act())
    assert line.image() == before


def test_a_live_call_that_was_taken_is_not_the_giver_s_to_take_back(line: Line) -> None:
    TABLE["transferring.take_live"](line)(line.act())
    before = line.image()
    with pytest.raises(Refused, match="taken back"):
        undoing.undo(line.shop, line.viewer("Sam"), act=line.act())
    assert line.image() == before


def test_late_words_of_another_s_call_are_neither_added_nor_seen(line: Line) -> None:
    TABLE["late_words.add_words"](line)(line.act())
    (call,) = late_words.recent(line.shop, line.viewer("Sam"))
    for name in ("Paul", "Hugo", "Hana", "Fatou", "Mona"):
        assert late_words.recent(line.shop, line.viewer(name)) == ()
        with pytest.raises(Refused, match="Not one of your calls"):
            late_words.add_words(line.shop, line.viewer(name), call.id, "x", act=line.act())
