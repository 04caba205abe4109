"""Looking up a caller: four answers, nothing behind them, every one logged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.errors import HoldLost, PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.look_ups import Answer, LookUp
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import claiming, dialling, handing_off, looking_up, undoing
from tests.shops import MONDAY, Line, opened_line

NUMBER = "+33199001234"
OTHER = "+33199001235"
BRIEF = {"need": "roses", "next": "quote"}


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path) as opened:
        yield opened


def look(line: Line, who: str, number: str = NUMBER, call_id: int | None = None) -> LookUp:
    return looking_up.look_up(line.shop, line.viewer(who), number, act=line.act(), call_id=call_id)


def known(line: Line, **more: object) -> int:
    return line.contact("Zyx", numbers=(line.number(NUMBER),), **more)  # type: ignore[arg-type]


def test_a_number_nobody_has_is_unknown(line: Line) -> None:
    found = look(line, "Sam", "01 99 00 12 34")
    assert (found.answer, found.yours, found.free, found.others) == (Answer.UNKNOWN, (), 0, 0)
    assert found.shown == "+33 1 •• •• •• 34"


@pytest.mark.parametrize("typed", ["01 99 00 12", "12", "Zyx", "0199", "", "01 99 00 12 34 / 01 99 00 12 35"])
def test_only_one_full_number_is_looked_up(line: Line, typed: str) -> None:
    known(line)
    before = line.image()
    with pytest.raises(UsageTrouble):
        look(line, "Sam", typed)
    assert line.image() == before


def test_what_waits_in_the_queue_is_free_and_has_no_name(line: Line) -> None:
    known(line)
    found = look(line, "Sam", "0199001234")
    assert (found.answer, found.free, found.others) == (Answer.FREE, 1, 0)
    assert "zyx" not in repr(found).casefold()
    assert look(line, "Hugo").answer is Answer.NOT_YOURS


@pytest.mark.parametrize("who", ["Sam", "Paul"])
def test_every_other_s_contact_answers_exactly_alike(line: Line, who: str) -> None:
    owners = [
        (Stage.HUNTING, "Hugo"),
        (Stage.HUNTING, None),
        (Stage.FARMING, "Fatou"),
        (Stage.FARMING, None),
        (Stage.CLOSED, None),
    ]
    told = set()
    for index, (stage, owner) in enumerate(owners):
        number = f"+3319900123{index}"
        line.contact(
            f"Zyx{index}",
            numbers=(line.number(number),),
            stage=stage,
            owner=line.viewer(owner) if owner else None,
        )
        found = look(line, who, number)
        assert found.answer is Answer.NOT_YOURS
        told.add(repr(replace(found, act="", number="", shown="")))
    assert len(told) == 1
    details = {
        tuple(sorted(set(json.loads(row[0])) - {"number"}))
        for row in line.all("SELECT detail FROM journal WHERE verb = 'looked_up'")
    }
    assert details == {("answer",)}


def test_what_a_colleague_has_in_hand_is_theirs_until_the_lease_ends(line: Line) -> None:
    contact = known(line)
    assert line.claim(line.viewer("Paul")).contact_id == contact
    assert look(line, "Sam").answer is Answer.NOT_YOURS
    line.later(seconds=61)
    found = look(line, "Sam")
    assert found.answer is Answer.FREE
    desk = looking_up.claim_found(line.shop, line.viewer("Sam"), found, act=line.act())
    assert desk.contact_id == contact
    assert line.holders() == {line.viewer("Sam").operator_id: contact}


def test_what_is_in_hand_or_owned_is_yours_by_name(line: Line) -> None:
    contact = known(line)
    sam, hugo = line.viewer("Sam"), line.viewer("Hugo")
    line.claim(sam)
    found = look(line, "Sam")
    assert found.answer is Answer.YOURS
    assert [(one.contact_id, one.name, one.in_hand) for one in found.yours] == [(contact, "Claire ZYX", True)]
    owned = line.contact("Abc", numbers=(line.number(OTHER),), stage=Stage.HUNTING, owner=hugo)
    found = look(line, "Hugo", OTHER)
    assert [one.contact_id for one in found.yours] == [owned]
    assert looking_up.claim_found(line.shop, hugo, found, act=line.act()).contact_id == owned


def test_a_household_names_only_one_s_own(line: Line) -> None:
    hugo = line.viewer("Hugo")
    known(line)
    line.contact("Own", numbers=(line.number(NUMBER),), stage=Stage.HUNTING, owner=hugo)
    line.contact("Far", numbers=(line.number(NUMBER),), stage=Stage.FARMING, owner=line.viewer("Fatou"))
    for_hugo, for_sam = look(line, "Hugo"), look(line, "Sam")
    assert (for_hugo.answer, len(for_hugo.yours), for_hugo.free, for_hugo.others) == (Answer.YOURS, 1, 0, 2)
    assert (for_sam.answer, for_sam.yours, for_sam.free, for_sam.others) == (Answer.FREE, (), 1, 2)
    assert "Far" not in repr(for_hugo)
    assert "Own" not in repr(for_sam)


def test_a_caller_is_taken_although_its_turn_has_not_come_and_dialling_still_asks_the_gate(
    line: Line,
) -> None:
    sam = line.viewer("Sam")
    contact = known(line, consent=False)
    desk = looking_up.claim_found(line.shop, sam, look(line, "Sam"), act=line.act())
    assert desk.contact_id == contact
    with pytest.raises(Refused, match="not allowed"):
        dialling.dial(line.shop, sam, desk.token, act=line.act())
    calling = looking_up.take_incoming(line.shop, sam, desk.token, act=line.act())
    assert calling.call is not None
    assert calling.call.mode == "incoming"
    row = line.one("SELECT mode, counts, purpose, e164 FROM call")
    assert tuple(row) == ("incoming", 0, "own-request", NUMBER)


def test_a_retried_claim_takes_the_same_caller_of_a_household(line: Line) -> None:
    first, second = known(line), known(line)
    found, act = look(line, "Sam"), line.act()
    desks = [looking_up.claim_found(line.shop, line.viewer("Sam"), found, act=act, which=1) for _ in range(2)]
    assert first != second
    assert {desk.contact_id for desk in desks} == {second}
    assert line.verbs().count("taken") == 1


def test_an_incoming_call_ends_like_any_other(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = known(line)
    desk = looking_up.claim_found(line.shop, sam, look(line, "Sam"), act=line.act())
    act = line.act()
    looking_up.take_incoming(line.shop, sam, desk.token, act=act)
    again = looking_up.take_incoming(line.shop, sam, desk.token, act=act)
    assert line.one("SELECT COUNT(*) FROM call")[0] == 1
    with pytest.raises(Refused):
        looking_up.take_incoming(line.shop, sam, desk.token, act=line.act())
    handed = handing_off.hand_off(line.shop, sam, again.token, BRIEF, act=line.act(), note="rang us back")
    assert handed.contact_id == contact
    assert line.position(contact)["stage"] == "hunting"
    undone = undoing.undo(line.shop, sam, act=line.act())
    assert undone.desk is not None
    assert undone.desk.call is not None
    assert undone.desk.call.mode == "incoming"
    dialling.record_outcome(line.shop, sam, undone.desk.token, "refused", act=line.act())
    assert line.one("SELECT outcome FROM call")[0] == "refused"
    assert line.broken() == ""


def test_taking_a_caller_puts_back_what_is_in_hand_but_never_an_open_call(line: Line) -> None:
    sam = line.viewer("Sam")
    first = line.contact("First")
    line.claim(sam)
    contact = known(line)
    found = look(line, "Sam")
    assert looking_up.claim_found(line.shop, sam, found, act=line.act()).contact_id == contact
    assert line.position(first)["held_by"] is None
    desk = claiming.in_hand(line.shop, sam)
    assert desk is not None
    looking_up.take_incoming(line.shop, sam, desk.token, act=line.act())
    other = line.contact("Other", numbers=(line.number(OTHER),))
    found = look(line, "Sam", OTHER)  # looking up is allowed meanwhile
    with pytest.raises(Refused, match="awaits its outcome"):
        looking_up.claim_found(line.shop, sam, found, act=line.act())
    assert line.position(other)["held_by"] is None


def test_a_claim_rests_on_a_logged_look_up_of_one_s_own(line: Line) -> None:
    known(line)
    line.contact("Other", numbers=(line.number(OTHER),))
    found = look(line, "Paul")
    forged = (
        found,
        replace(found, act=line.act()),
        replace(look(line, "Sam"), number=OTHER),
        replace(look(line, "Sam"), call_id=1),
    )
    for one in forged:
        with pytest.raises(PipelineError):
            looking_up.claim_found(line.shop, line.viewer("Sam"), one, act=line.act())
    old = look(line, "Sam")
    with pytest.raises(Refused):
        looking_up.claim_found(line.shop, line.viewer("Sam"), old, act=line.act(), which=1)
    line.later(minutes=61)
    with pytest.raises(UsageTrouble, match="Look the number up first"):
        looking_up.claim_found(line.shop, line.viewer("Sam"), old, act=line.act())
    assert line.holders() == {}


def test_the_last_dials_stand_with_covered_numbers_and_initials_for_who_moved_on(line: Line) -> None:
    sam = line.viewer("Sam")
    for index in range(12):
        line.contact(f"Name{index}")
    for _ in range(11):
        line.end(sam, "busy")
        line.later(minutes=1)
    desk = line.call(sam)
    handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act())
    dials = looking_up.last_dials(line.shop, sam)
    assert len(dials) == 10
    assert [one.at for one in dials] == sorted((one.at for one in dials), reverse=True)
    assert (dials[0].name, dials[0].outcome) == ("CN", "hot")
    assert dials[1].name.startswith("Claire NAME")
    assert all("••" in one.number for one in dials)
    assert looking_up.last_dials(line.shop, line.viewer("Paul")) == ()


def test_one_s_own_dial_is_looked_up_by_its_call_and_nobody_else_s(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = known(line)
    line.contact("Spouse", numbers=(line.number(NUMBER),))
    line.end(sam, "no-answer")
    (dial,) = looking_up.last_dials(line.shop, sam)
    rung = line.one("SELECT contact_id FROM call")[0]
    found = look(line, "Sam", "", dial.call_id)
    assert (found.answer, found.free, found.number) == (Answer.FREE, 1, "")
    desk = looking_up.claim_found(line.shop, sam, found, act=line.act())
    assert desk.contact_id == rung
    assert contact in (rung, rung - 1)
    with pytest.raises(Refused, match="Not on your desk"):
        look(line, "Paul", "", dial.call_id)


def test_a_burst_is_refused_and_names_the_manager(line: Line) -> None:
    for index in range(30):
        look(line, "Sam", f"+3319900{2000 + index}")
    entries = line.entries()
    with pytest.raises(Refused, match="Too many look-ups") as refused:
        look(line, "Sam")
    assert "Mona" in refused.value.next_step
    assert line.entries() == entries + 1
    assert line.verbs()[-1] == "burst_refused"
    with pytest.raises(Refused, match="Too many look-ups"):
        look(line, "Sam")
    assert line.entries() == entries + 1  # once an hour
    assert look(line, "Paul").answer is Answer.UNKNOWN
    line.later(minutes=61)
    assert look(line, "Sam").answer is Answer.UNKNOWN


def test_one_logged_look_up_answers_for_one_number_only(line: Line) -> None:
    known(line)
    sam, act = line.viewer("Sam"), line.act()
    first = looking_up.look_up(line.shop, sam, NUMBER, act=act)
    assert looking_up.look_up(line.shop, sam, NUMBER, act=act) == first
    with pytest.raises(UsageTrouble, match="taken"):
        looking_up.look_up(line.shop, sam, OTHER, act=act)


def test_a_call_that_came_in_needs_its_look_up(line: Line) -> None:
    sam, contact = line.viewer("Sam"), known(line)
    desk = line.claim(sam)
    for rings in (OTHER, ""):
        if rings:
            looking_up.look_up(line.shop, sam, rings, act=line.act())
        with pytest.raises(Refused, match="not on record"):
            looking_up.take_incoming(line.shop, sam, desk.token, act=line.act())
    look(line, "Paul")
    with pytest.raises(Refused, match="not on record"):
        looking_up.take_incoming(line.shop, sam, desk.token, act=line.act())
    found = look(line, "Sam")
    assert [one.contact_id for one in found.yours] == [contact]
    looking_up.take_incoming(line.shop, sam, desk.token, act=line.act())
    assert line.broken() == ""


def test_a_call_that_came_in_opens_no_redial_beside_the_cap(line: Line) -> None:
    sam = line.viewer("Sam")
    known(line)
    for day in range(4):
        line.at = MONDAY + timedelta(days=day)
        desk = take(line, sam)
        dialling.dial(line.shop, sam, desk.token, act=line.act())
        dialling.record_outcome(line.shop, sam, desk.token, "no-answer", act=line.act())
    line.at += timedelta(hours=1)
    desk = take(line, sam)
    looking_up.take_incoming(line.shop, sam, desk.token, act=line.act())
    dialling.record_outcome(line.shop, sam, desk.token, "talked", act=line.act())
    line.later(seconds=30)
    desk = take(line, sam)
    with pytest.raises(Refused) as capped:
        dialling.dial(line.shop, sam, desk.token, act=line.act())
    assert capped.value.data["rule"] == "capped"


def take(line: Line, viewer: Viewer) -> Desk:
    return looking_up.claim_found(line.shop, viewer, look(line, viewer.name), act=line.act())


def test_a_lapsed_hold_is_an_entry_of_whoever_takes_the_caller(line: Line) -> None:
    contact = known(line)
    line.call(line.viewer("Paul"))
    line.later(seconds=61)
    take(line, line.viewer("Sam"))
    rows = line.all("SELECT verb, contact_id, detail FROM journal WHERE operator_id > 0 ORDER BY rowid")
    assert [row[0] for row in rows[-3:]] == ["looked_up", "lapsed", "taken"]
    assert (rows[-2][1], json.loads(rows[-2][2])["holder"]) == (contact, line.viewer("Paul").operator_id)


def test_each_look_up_is_one_entry_without_number_name_or_contact(line: Line) -> None:
    known(line)
    act = line.act()
    for _ in range(2):
        looking_up.look_up(line.shop, line.viewer("Sam"), NUMBER, act=act)
    rows = line.all("SELECT contact_id, detail FROM journal WHERE verb = 'looked_up'")
    assert len(rows) == 1
    assert rows[0][0] is None
    detail = json.loads(rows[0][1])
    assert detail["answer"] == "free"
    assert len(detail["number"]) == 64
    assert NUMBER[-6:] not in rows[0][1]


def test_a_late_token_takes_no_incoming_call(line: Line) -> None:
    sam = line.viewer("Sam")
    known(line)
    desk = looking_up.claim_found(line.shop, sam, look(line, "Sam"), act=line.act())
    line.later(seconds=61)
    with pytest.raises(HoldLost):
        looking_up.take_incoming(line.shop, sam, desk.token, act=line.act())
    assert line.all("SELECT 1 FROM call") == []


def test_alone_everything_on_the_own_desk_is_yours(tmp_path: Path) -> None:
    from tests.shops import F, H, M, S

    with opened_line(tmp_path / "one", Structure.ONE_TIER, (("Zoé", frozenset({S, H, F, M})),)) as alone:
        zoe = alone.viewer("Zoé")
        contact = alone.contact("Zyx", numbers=(alone.number(NUMBER),), stage=Stage.FARMING, owner=zoe)
        found = looking_up.look_up(alone.shop, zoe, NUMBER, act=alone.act())
        desk = looking_up.claim_found(alone.shop, zoe, found, act=alone.act())
        assert (desk.contact_id, desk.stage, alone.at) == (contact, Stage.FARMING, MONDAY)
