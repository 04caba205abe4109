"""Callbacks through all layers: in whose name, when they are whose, and who sees which."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.phones import masked
from pipeline_tui.domain.queue_order import CallbackState
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import claiming, dialling, promising, reading, undoing
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.storage.grounds import STANDS
from tests.shops import Line


def promised(
    line: Line, name: str, minutes: int = 60, *, team: bool = False, last_name: str = "Petit"
) -> int:
    """Have somebody call a new contact and promise a call; return the contact."""
    contact = line.contact(last_name, hot=True)
    line.end(line.viewer(name), "callback", callback=line.at + timedelta(minutes=minutes), team=team)
    return contact


def test_a_call_in_the_team_s_name_is_anybody_s_at_once(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    contact = promised(line, "Sam", team=True)
    stands = line.position(contact)
    assert (stands["promise"], stands["promise_owner"]) == ("callback", None)
    detail = json.loads(line.one("SELECT detail FROM journal WHERE verb = 'outcome'")[0])
    assert (detail["team"], detail["due"]) == (True, stands["promise_due"])
    line.later(minutes=60)
    assert line.claim(paul).why == "the team's callback, promised for 15:03 by Sam"
    with pytest.raises(Refused):  # Paul has it in hand
        undoing.undo(line.shop, sam, act=line.act())


def test_the_credit_of_the_team_s_call_stays_with_who_promised_it(line: Line) -> None:
    """The call that made the promise stays that operator's; who keeps it has a call of their own."""
    contact = promised(line, "Sam", team=True)
    line.later(minutes=60)
    line.end(line.viewer("Paul"), "no-answer")
    rows = line.all("SELECT operator_id, outcome FROM call WHERE contact_id = :c ORDER BY id", c=contact)
    sam, paul = line.viewer("Sam").operator_id, line.viewer("Paul").operator_id
    assert [tuple(row) for row in rows] == [(sam, "callback"), (paul, "no-answer")]


@pytest.mark.parametrize("exact", [False, True])
def test_undo_takes_the_team_s_promise_back(line: Line, exact: bool) -> None:
    sam = line.viewer("Sam")
    contact = line.contact()
    desk = line.call(sam)
    due = line.at + timedelta(hours=8 if exact else 1)
    dialling.record_outcome(
        line.shop, sam, desk.token, "callback", act=line.act(), callback=due, team=True, exact=exact
    )
    assert line.position(contact)["promise_due"] == int(due.timestamp())
    undone = undoing.undo(line.shop, sam, act=line.act())
    assert undone.desk is not None
    assert undone.desk.call is not None
    stands = line.position(contact)
    assert (stands["promise"], stands["promise_owner"], stands["promise_due"]) == ("", None, None)
    assert line.all(f"SELECT 1 FROM basis b WHERE slot_at IS NOT NULL AND {STANDS}") == []
    assert promising.callbacks(line.shop, sam) == ()


def test_a_retry_of_the_act_changes_nothing(line: Line) -> None:
    sam, act = line.viewer("Sam"), line.act()
    line.contact()
    desk, due = line.call(sam), line.at + timedelta(hours=1)
    for _ in range(2):
        dialling.record_outcome(line.shop, sam, desk.token, "callback", act=act, callback=due, team=True)
        image = line.image()
    assert line.image() == image
    assert line.verbs().count("outcome") == 1


@pytest.mark.parametrize("code", ["busy", "refused"])
def test_only_a_promised_call_is_somebody_s(line: Line, code: str) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk = line.call(sam)
    with pytest.raises(UsageTrouble, match="promises no call"):
        dialling.record_outcome(line.shop, sam, desk.token, code, act=line.act(), team=True)


def test_a_deal_s_call_is_not_the_team_s_and_an_exact_one_opens_its_slot(line: Line) -> None:
    hugo = line.viewer("Hugo")
    contact = line.contact(stage=Stage.HUNTING, owner=hugo)
    desk = claiming.take(line.shop, hugo, contact, act=line.act())
    desk = dialling.dial(line.shop, hugo, desk.token, act=line.act())
    evening = line.at.replace(hour=20, minute=30)
    told = {"act": line.act(), "callback": evening}
    with pytest.raises(UsageTrouble, match="yours to make"):
        dialling.record_outcome(line.shop, hugo, desk.token, "callback", team=True, **told)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        dialling.record_outcome(line.shop, hugo, desk.token, "callback", **told)  # type: ignore[arg-type]
    dialling.record_outcome(line.shop, hugo, desk.token, "callback", exact=True, **told)  # type: ignore[arg-type]
    line.at = evening
    desk = claiming.take(line.shop, hugo, contact, act=line.act())
    assert dialling.dial(line.shop, hugo, desk.token, act=line.act()).call is not None


@pytest.mark.parametrize(
    ("late", "owner_does", "given"),
    [
        (timedelta(seconds=-1), "nothing", False),
        (timedelta(0), "nothing", False),
        (timedelta(minutes=9, seconds=59), "nothing", False),
        (timedelta(minutes=10), "nothing", True),
        (timedelta(minutes=10), "talks", False),
        (timedelta(minutes=10), "reads", True),  # in hand and not dialled is no talk
        (timedelta(minutes=59, seconds=59), "talks", False),
        (timedelta(hours=2), "talks", False),
        (timedelta(hours=2), "nothing", True),
    ],
)
def test_ten_minutes_late_it_is_the_team_s_unless_its_owner_talks(
    line: Line, late: timedelta, owner_does: str, given: bool
) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    contact = promised(line, "Sam")
    due = line.at + timedelta(minutes=60)
    line.at = due - timedelta(seconds=2)
    if owner_does != "nothing":
        line.contact("Other")
        desk = line.claim(sam)
        assert desk.contact_id != contact
        if owner_does == "talks":
            dialling.dial(line.shop, sam, desk.token, act=line.act())
    while line.at < due + late:
        line.at = min(line.at + timedelta(seconds=50), due + late)
        if owner_does != "nothing":
            claiming.renew(line.shop, sam, desk.token)
    if given:
        assert line.claim(paul).contact_id == contact
        assert line.position(contact)["promise_owner"] == sam.operator_id
    else:
        with pytest.raises(NothingToCall):
            line.claim(paul)


@pytest.mark.parametrize("by", ["outcome", "enter"])
def test_what_came_due_during_a_call_is_next(line: Line, by: str) -> None:
    sam = line.viewer("Sam")
    contact = promised(line, "Sam", 5)
    line.contact("Other")
    line.contact("Hot one", hot=True)
    desk = line.call(sam)
    assert desk.contact_id != contact
    for _ in range(6):
        line.later(seconds=50)
        claiming.renew(line.shop, sam, desk.token)
    done = dialling.record_outcome(
        line.shop, sam, desk.token, "no-answer", act=line.act(), then_next=by == "outcome"
    )
    following = done.desk if by == "outcome" else line.claim(sam)
    assert following is not None
    assert following.contact_id == contact
    assert following.why == "your callback, promised for 14:08"


def test_the_countdown_leaves_out_what_is_in_hand(line: Line) -> None:
    sam = line.viewer("Sam")
    first = promised(line, "Sam", 30)
    promised(line, "Sam", 90, last_name="Later")
    line.later(minutes=30)
    assert reading.figures(line.shop, sam).next_callback_name == "Ms Petit"
    assert line.claim(sam).contact_id == first
    assert reading.figures(line.shop, sam).next_callback_name == "Ms Later"


def test_my_promised_calls_by_time(line: Line) -> None:
    sam, paul, hugo = line.viewer("Sam"), line.viewer("Paul"), line.viewer("Hugo")
    second = promised(line, "Sam", 60, last_name="Two")
    first = promised(line, "Sam", 30, last_name="One", team=True)
    other = promised(line, "Paul", 45, last_name="Three")
    mine = promising.callbacks(line.shop, sam)
    assert [one.contact_id for one in mine] == [first, second]
    assert [(one.name, one.owner, one.promised_by) for one in mine] == [
        ("Claire ONE", "", "Sam"),
        ("Claire TWO", "Sam", "Sam"),
    ]
    assert [one.contact_id for one in promising.callbacks(line.shop, paul)] == [other]
    assert promising.callbacks(line.shop, hugo) == ()
    number = line.one("SELECT e164 FROM number WHERE contact_id = :c", c=first)[0]
    assert mine[0].number == masked(number)
    assert number[-6:] not in repr(mine).replace(" ", "")
    assert mine[0].zone == "Europe/Paris"
    every = promising.all_callbacks(line.shop, line.viewer("Mona"))
    assert [one.contact_id for one in every] == [first, other, second]


@pytest.mark.parametrize(
    ("late", "state", "red"),
    [
        (-1, CallbackState.OWN, False),
        (9, CallbackState.OWN, False),
        (10, CallbackState.TEAM, False),
        (59, CallbackState.TEAM, False),
        (60, CallbackState.RED, True),
        (600, CallbackState.RED, True),
    ],
)
def test_an_hour_late_it_stands_on_the_manager_s_desk(
    line: Line, late: int, state: CallbackState, red: bool
) -> None:
    mona = line.viewer("Mona")
    promised(line, "Sam", 60)
    line.later(minutes=60 + late)
    (known,) = promising.all_callbacks(line.shop, mona)
    assert known.state is state
    assert promising.late_callbacks(line.shop, mona) == ((known,) if red else ())


def test_in_hand_it_is_no_longer_on_the_red_list(line: Line) -> None:
    mona, paul = line.viewer("Mona"), line.viewer("Paul")
    promised(line, "Sam", 60)
    line.later(hours=3)
    assert len(promising.late_callbacks(line.shop, mona)) == 1
    line.claim(paul)
    assert promising.late_callbacks(line.shop, mona) == ()
    line.later(minutes=2)  # a desk that died holds nothing
    (known,) = promising.late_callbacks(line.shop, mona)
    assert (known.owner, known.in_hand) == ("Sam", False)


@pytest.mark.parametrize("door", [promising.all_callbacks, promising.late_callbacks])
@pytest.mark.parametrize("name", ["Sam", "Hugo", "Fatou"])
def test_everybody_s_calls_are_for_managers(line: Line, door: object, name: str) -> None:
    promised(line, "Paul")
    with pytest.raises(Refused):
        door(line.shop, line.viewer(name))  # type: ignore[operator]
