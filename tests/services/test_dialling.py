"""Dialling: the gate at the key, attempts that count, and what a full cap still allows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import claiming, dialling
from pipeline_tui.services.nothing_to_call import NothingToCall
from tests.shops import Line


def attempts(line: Line) -> int:
    return int(line.one("SELECT COUNT(*) FROM call WHERE counts = 1")[0])


def test_the_attempt_is_stored_before_the_phone_rings(line: Line) -> None:
    sam = line.viewer("Sam")
    contact = line.contact()
    desk, act = line.claim(sam), line.act()
    with pytest.raises(Refused, match="Nothing was dialled"):
        dialling.record_outcome(line.shop, sam, desk.token, "busy", act=line.act())
    dialled = dialling.dial(line.shop, sam, desk.token, act=act)
    assert dialled.call is not None and dialled.call.mode == "handset"
    stored = line.one("SELECT contact_id, operator_id, stage, purpose, counts, outcome, script FROM call")
    assert tuple(stored) == (
        contact,
        sam.operator_id,
        "scouting",
        "prospecting",
        1,
        "",
        "florist/cold-call/1",
    )
    image = line.image()
    assert dialling.dial(line.shop, sam, desk.token, act=act) == dialled
    assert line.image() == image
    with pytest.raises(Refused, match="awaits its outcome"):
        dialling.dial(line.shop, sam, desk.token, act=line.act())
    assert line.image() == image


def test_an_id_spent_on_another_act_dials_nothing(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    act = line.act()
    desk = claiming.claim_next(line.shop, sam, act=act)
    with pytest.raises(UsageTrouble, match="id is taken"):
        dialling.dial(line.shop, sam, desk.token, act=act)
    assert attempts(line) == 0


def test_the_gate_at_the_key(line: Line) -> None:
    sam = line.viewer("Sam")
    line.at = line.at.replace(hour=18, minute=59, second=45)
    line.contact()
    desk = line.claim(sam)
    line.later(seconds=15)
    before = line.image()
    with pytest.raises(Refused) as no:
        dialling.dial(line.shop, sam, desk.token, act=line.act())
    assert no.value.data["rule"] == "outside-window"
    assert no.value.data["until"] == line.at.replace(hour=9) + timedelta(days=1)
    assert line.image() == before


def test_a_number_of_somebody_else_is_not_dialled(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    line.contact("Other")
    desk = line.claim(sam)
    foreign = line.one("SELECT id FROM number WHERE contact_id <> :mine", mine=desk.contact_id)[0]
    with pytest.raises(UsageTrouble):
        dialling.dial(line.shop, sam, desk.token, act=line.act(), number_id=foreign)
    assert attempts(line) == 0


def test_the_last_attempt_is_taken_once(line: Line) -> None:
    """Two desks hold two contacts of one household: the cap of the line is counted in the act that dials."""
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    shared = line.number(holder="household")
    line.contact("One", numbers=[shared])
    for _ in range(3):
        line.end(sam, "busy")
        line.later(minutes=20)
    line.contact("Two", numbers=[shared])
    mine, theirs = line.claim(sam), line.claim(paul)
    assert mine.contact_id != theirs.contact_id
    assert mine.verdict.allowed and theirs.verdict.allowed
    dialling.dial(line.shop, paul, theirs.token, act=line.act())
    before = line.image()
    with pytest.raises(Refused) as capped:
        dialling.dial(line.shop, sam, mine.token, act=line.act())
    assert capped.value.data["rule"] == "capped"
    assert line.image() == before
    claiming.release(line.shop, sam, mine.token, act=line.act())
    dialling.record_outcome(line.shop, paul, theirs.token, "no-answer", act=line.act())
    with pytest.raises(NothingToCall) as nothing:
        line.claim(sam)
    assert nothing.value.data["blockers"] == {"capped": 2}


def test_a_switchboard_has_no_cap_of_its_own(line: Line) -> None:
    sam = line.viewer("Sam")
    board = line.number(holder="switchboard")
    for name in "ABCDEF":
        line.contact(name, numbers=[board], audience=Audience.BUSINESS)
        line.end(sam, "no-answer")
    assert attempts(line) == 6


def test_a_consumer_s_line_is_no_switchboard(line: Line) -> None:
    sam = line.viewer("Sam")
    board = line.number(holder="switchboard")
    for name in "ABCD":
        line.contact(name, numbers=[board])
        line.end(sam, "no-answer")
    line.contact("E", numbers=[board])
    with pytest.raises(NothingToCall):
        line.claim(sam)


def test_a_redial_after_a_dropped_talk_is_the_same_attempt(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk = line.call(sam)
    dialling.record_outcome(line.shop, sam, desk.token, "talked", act=line.act(), stay=True)
    line.later(seconds=50)
    desk = dialling.dial(line.shop, sam, line.claim(sam).token, act=line.act())
    dialling.record_outcome(line.shop, sam, desk.token, "talked", act=line.act(), stay=True)
    assert attempts(line) == 1
    line.later(minutes=2, seconds=1)
    dialling.dial(line.shop, sam, line.claim(sam).token, act=line.act())
    assert attempts(line) == 2


def full_cap(line: Line, name: str) -> str:
    """Use up the attempts the rules allow, the last one a talk; returns the token of the hold."""
    sam = line.viewer(name)
    for _ in range(3):
        line.end(sam, "busy")
        line.later(minutes=20)
    desk = line.call(sam)
    assert (desk.verdict.attempts, desk.verdict.cap) == (4, 4)
    for _ in range(7):  # a long talk; it drops
        line.later(seconds=50)
        claiming.renew(line.shop, sam, desk.token)
    dialling.record_outcome(line.shop, sam, desk.token, "talked", act=line.act(), stay=True)
    return desk.token


@pytest.mark.parametrize(("seconds", "allowed"), [(0, True), (119, True), (120, True), (121, False)])
def test_a_dropped_talk_is_rung_again_though_the_cap_is_full(line: Line, seconds: int, allowed: bool) -> None:
    sam = line.viewer("Sam")
    line.contact()
    token = full_cap(line, "Sam")
    for _ in range(seconds // 50):  # the desk renews its lease
        line.later(seconds=50)
        claiming.renew(line.shop, sam, token)
    line.later(seconds=seconds % 50)
    desk = claiming.in_hand(line.shop, sam)
    assert desk is not None and desk.verdict.allowed is allowed, "the desk shows what the key would do"
    if allowed:
        dialling.dial(line.shop, sam, token, act=line.act())
        assert attempts(line) == 4
        return
    with pytest.raises(Refused) as capped:
        dialling.dial(line.shop, sam, token, act=line.act())
    assert capped.value.data["rule"] == "capped"


def test_a_dropped_talk_opens_the_cap_to_nobody_else(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    contact = line.contact()
    claiming.release(line.shop, sam, full_cap(line, "Sam"), act=line.act())
    assert line.position(contact)["blocker"] == "capped", "the queue offers it to nobody"
    with pytest.raises(NothingToCall):
        line.claim(paul)


def test_a_closed_contact_is_never_rung(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact(stage=Stage.CLOSED)
    with pytest.raises(NothingToCall) as nothing:
        line.claim(sam)
    assert nothing.value.data["blockers"] == {}
