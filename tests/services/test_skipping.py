"""Skips: what one costs, which needs a reason, which is none, and when the contact comes back."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.services import claiming, dialling, undoing
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.storage import moves
from tests.shops import Line


def test_a_skip_rests_the_contact_and_the_third_needs_a_reason(line: Line) -> None:
    sam = line.viewer("Sam")
    contacts = [line.contact(f"N{number}") for number in range(5)]
    token = line.claim(sam).token
    for skipped in contacts[:2]:
        told = claiming.skip(line.shop, sam, token, act=line.act(), next_act=line.act())
        assert told.contact_id == skipped and told.desk is not None
        assert line.position(skipped)["blocker"] == "waiting-to-retry"
        token = told.desk.token
    before = line.image()
    with pytest.raises(UsageTrouble) as needs:
        claiming.skip(line.shop, sam, token, act=line.act(), next_act=line.act())
    assert needs.value.data == {"needs": "reason"}
    assert line.image() == before
    act, next_act = line.act(), line.act()
    told = claiming.skip(line.shop, sam, token, act=act, next_act=next_act, reason="knows me")
    image = line.image()
    assert claiming.skip(line.shop, sam, token, act=act, next_act=next_act, reason="knows me") == told
    assert line.image() == image
    assert "knows me" not in str(line.all("SELECT detail FROM journal"))
    assert told.desk is not None
    line.later(minutes=31)
    assert line.claim(sam).contact_id == told.desk.contact_id
    claiming.release(line.shop, sam, line.claim(sam).token, act=line.act())
    assert line.claim(sam).contact_id in (contacts[3], contacts[0])
    assert not line.broken()


def skip(line: Line, name: str, reason: str = "") -> None:
    viewer = line.viewer(name)
    token = line.claim(viewer).token
    claiming.skip(line.shop, viewer, token, act=line.act(), next_act=line.act(), reason=reason)


def test_a_skip_taken_back_is_not_counted(line: Line) -> None:
    sam = line.viewer("Sam")
    for number in range(6):
        line.contact(f"N{number}")
    skip(line, "Sam")
    skip(line, "Sam")
    undoing.undo(line.shop, sam, act=line.act())
    skip(line, "Sam")
    with pytest.raises(UsageTrouble, match="Why skip this one"):
        skip(line, "Sam")
    undoing.undo(line.shop, sam, act=line.act())
    undoing.undo(line.shop, sam, act=line.act())
    skip(line, "Sam")
    skip(line, "Sam")
    line.later(minutes=61)
    skip(line, "Sam")
    assert not line.broken()


@pytest.mark.parametrize(
    ("reason", "journalled", "noted"),
    [("wrong-hour", {"reason": "wrong-hour"}, []), ("knows\x1b[2J me", {"note": 1}, [("knows[2J me", 0)])],
)
def test_a_reason_is_a_code_of_the_playbook_or_words_on_the_contact(
    line: Line, reason: str, journalled: dict[str, object], noted: list[tuple[object, ...]]
) -> None:
    line.contact()
    skip(line, "Sam", reason)
    detail = json.loads(line.one("SELECT detail FROM journal WHERE verb = 'skipped'")[0])
    assert {key: value for key, value in detail.items() if key != "before"} == journalled
    assert line.all("SELECT body, undone FROM note") == noted
    undoing.undo(line.shop, line.viewer("Sam"), act=line.act())
    assert line.all("SELECT body FROM note WHERE undone = 0") == []


@pytest.mark.parametrize(("code", "promised"), [("no-answer", None), ("callback", timedelta(days=1))])
def test_putting_back_whom_one_called_and_stayed_with_is_no_skip(
    line: Line, code: str, promised: timedelta | None
) -> None:
    sam = line.viewer("Sam")
    for number in range(5):
        line.contact(f"N{number}")
    skip(line, "Sam")
    desk = line.call(sam)
    due = line.at + promised if promised else None
    dialling.record_outcome(line.shop, sam, desk.token, code, act=line.act(), stay=True, callback=due)
    act, next_act = line.act(), line.act()
    put_back = claiming.skip(line.shop, sam, desk.token, act=act, next_act=next_act)
    assert put_back.outcome == "put-back" and "30 minutes" not in put_back.follows
    assert put_back.next_at is not None and put_back.next_at > line.at + timedelta(hours=3)
    assert claiming.skip(line.shop, sam, desk.token, act=act, next_act=next_act) == put_back
    assert line.position(desk.contact_id)["rest_until"] is None
    if due is not None:
        assert line.position(desk.contact_id)["promise_due"] == int(due.timestamp())
    skip(line, "Sam")  # the second that counts: still without a reason
    with pytest.raises(UsageTrouble, match="Why skip this one"):
        skip(line, "Sam")
    assert not line.broken()


def test_whom_one_called_and_puts_back_does_not_come_at_once_for_the_other_number(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Two", numbers=(line.number(), line.number()))
    other = line.contact("Other")
    desk = line.call(sam)
    dialling.record_outcome(
        line.shop, sam, desk.token, "wrong-number", act=line.act(), stay=True, reason="disconnected"
    )
    told = claiming.skip(line.shop, sam, desk.token, act=line.act(), next_act=line.act())
    assert told.desk is not None and told.desk.contact_id == other
    assert told.next_at == line.at + timedelta(minutes=30)


def test_a_skip_never_brings_a_promise_forward(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    due = line.at + timedelta(days=1)
    desk = line.call(sam)
    dialling.record_outcome(line.shop, sam, desk.token, "callback", act=line.act(), callback=due, exact=True)
    with line.shop.store.act() as tx:
        moves.rest(tx, desk.contact_id, line.at + timedelta(minutes=30))
    assert line.position(desk.contact_id)["promise"] == "exact"
    assert line.position(desk.contact_id)["promise_due"] == int(due.timestamp())


def test_a_skipped_callback_comes_later_and_in_the_window(line: Line) -> None:
    sam = line.viewer("Sam")
    asked = line.contact()
    desk = line.call(sam)
    due = line.at.replace(hour=18, minute=55)  # five minutes before the window closes
    dialling.record_outcome(line.shop, sam, desk.token, "callback", act=line.act(), callback=due, exact=True)
    line.at = due
    desk = line.claim(sam)
    assert desk.contact_id == asked
    claiming.skip(line.shop, sam, desk.token, act=line.act(), next_act=line.act())
    line.later(minutes=31)
    with pytest.raises(NothingToCall):
        line.claim(sam)
    line.later(hours=15)
    assert line.claim(sam).contact_id == asked
